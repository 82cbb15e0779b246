import type { ImportDocument, MappingDocument } from '../flow/documents.ts';
import { isJsonPath } from '../mapper1/path.ts';
import { isSet } from './is-set.ts';
import type { WiringRule } from './rules.ts';
import type { WiringPlace } from './wiring-place.ts';

/** Checks the mappings of an import: which of the two counts, and the paths in it. */
export function checkImportMappings({ mapping, mappings }: ImportDocument, place: WiringPlace): void {
  if (!mappings?.length) {
    checkFields(mapping, place.at('mapping'), 'json-path-in-mapper1');
    return;
  }
  if (isSet(mapping?.fields) || isSet(mapping?.lists))
    place.at('mapping').note('mapping-beside-mappings', 'a mapping beside mappings', 'one of them');
  checkMapper2(mappings, place.at('mappings'));
}

/** Checks a response mapping, which has the paths of Mapper 1.0. */
export function checkResponseMapping(mapping: MappingDocument | null | undefined, place: WiringPlace): void {
  checkFields(mapping, place, 'json-path-in-response-mapping');
}

/** Checks the extracts of a list of fields of Mapper 1.0, or of a Transformation 1.0. */
export function checkMapper1Fields(
  fields: unknown,
  place: WiringPlace,
  rule: WiringRule = 'json-path-in-mapper1',
): void {
  for (const [index, field] of toList(fields).entries()) {
    const { extract } = Object(field);
    if (typeof extract !== 'string' || !isJsonPath(extract)) continue;
    const rest = extract.replace(/^\$\.?/, '');
    place.at(index, 'extract').note(rule, extract, rest ? `${rest}, without $` : 'a field by its name');
  }
}

function checkFields(mapping: MappingDocument | null | undefined, place: WiringPlace, rule: WiringRule): void {
  checkMapper1Fields(mapping?.fields, place.at('fields'), rule);
  for (const [index, list] of toList(mapping?.lists).entries())
    checkMapper1Fields(Object(list).fields, place.at('lists', index, 'fields'), rule);
}

/** Checks a mapping of Mapper 2.0. Entries without a status are one finding: older documents have none at all. */
export function checkMapper2(mappings: unknown, place: WiringPlace): void {
  const entries = [...walk(mappings, place)];
  const without = entries.filter(({ entry }) => !entry.status);
  const count = without.length === 1 ? 'an entry' : `${without.length} entries`;
  without[0]?.place.at('status').note('missing-status', `${count} without status`, 'Active or Draft in each');
  for (const { entry, place: own } of entries) {
    const { generate, status } = entry;
    if (status === 'Draft' || typeof generate !== 'string' || !generate.includes('.')) continue;
    own.at('generate').note('dotted-generate', generate, 'an entry of dataType object, with the field inside');
  }
}

interface PlacedEntry {
  readonly entry: Readonly<Record<string, unknown>>;
  readonly place: WiringPlace;
}

/** Lists the entries of a mapping with those inside them. */
function* walk(mappings: unknown, place: WiringPlace): Generator<PlacedEntry> {
  for (const [index, entry] of toList(mappings).entries()) {
    const own = place.at(index);
    const { mappings: inner, buildArrayHelper } = Object(entry);
    yield { entry: Object(entry), place: own };
    yield* walk(inner, own.at('mappings'));
    for (const [at, helper] of toList(buildArrayHelper).entries())
      yield* walk(Object(helper).mappings, own.at('buildArrayHelper', at, 'mappings'));
  }
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
