import { suggest } from '../../shared/nearest.ts';
import type { ExportDocument, ImportDocument } from '../flow/documents.ts';
import { checkFilter, checkTransform } from './check-filter-transform.ts';
import { checkImportMappings, checkMapper2 } from './check-mappings.ts';
import { checkParts } from './check-parts.ts';
import { checkHook, checkPreSave } from './check-reference.ts';
import { listGeneratorUses, listStepUses } from './flow-uses.ts';
import { hasEffect, isReference, isSet } from './is-set.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

const HOOKS = { exports: ['preSavePage'], imports: ['preMap', 'postMap', 'postSubmit', 'postAggregate'] };
/** Where documents of NetSuite have its own hooks. */
const SUITE_KEYS = ['netsuite', 'netsuite_da', 'distributed'];

/** Checks the exports and imports of a folder: their hooks, filters and mappings, and how the flow uses them. */
export function checkDocuments(context: WiringContext): void {
  const { folder, placeOf } = context;
  const generators = new Set(listGeneratorUses(context).map(({ id }) => id));
  const lookups = new Set(listStepUses(context).flatMap(({ kind, id }) => (kind === 'exports' ? [id] : [])));
  for (const [id, document] of Object.entries(folder.exports)) {
    const place = placeOf('exports', id);
    checkExport(context, document, place);
    if (generators.has(id)) checkGeneratorDocument(document, place);
    if (lookups.has(id) && document.isLookup === false)
      place.at('isLookup').note('lookup-not-marked', 'isLookup false on a step of the flow', 'true');
  }
  for (const [id, document] of Object.entries(folder.imports)) checkImport(context, document, placeOf('imports', id));
}

function checkExport(context: WiringContext, document: ExportDocument, place: WiringPlace): void {
  const { filter, inputFilter, transform, mappings, hooks } = document;
  checkHooks(hooks, 'exports', place);
  checkHook(context, hooks?.preSavePage, place.at('hooks', 'preSavePage'));
  checkForeignKeys(document, place);
  checkFilter(context, filter, place.at('filter'));
  checkFilter(context, inputFilter, place.at('inputFilter'));
  checkTransform(context, transform, place.at('transform'));
  checkMapper2(mappings, place.at('mappings'));
  checkParts(document, 'exports', place);
}

function checkGeneratorDocument(document: ExportDocument, place: WiringPlace): void {
  const { isLookup, inputFilter, oneToMany, type, wrapper } = document;
  if (isLookup)
    place.at('isLookup').note('generator-marked-as-lookup', 'isLookup true on a generator of the flow', 'false');
  if (hasEffect(inputFilter))
    place
      .at('inputFilter')
      .note('input-filter-on-generator', 'an inputFilter on a generator', 'filter, for its records');
  if (oneToMany) place.at('oneToMany').note('one-to-many-on-generator', 'oneToMany on a generator', 'it on a lookup');
  if (wrapper?.function || (type !== 'once' && type !== 'delta')) return;
  const expected = 'a wrapper function, or given records that are those meant';
  place.at('type').note(`${type}-without-wrapper`, `${type} without a wrapper`, expected);
}

function checkImport(context: WiringContext, document: ImportDocument, place: WiringPlace): void {
  const { filter, inputFilter, responseTransform, hooks, transform } = document;
  checkHooks(hooks, 'imports', place);
  for (const name of ['preMap', 'postMap', 'postSubmit', 'postAggregate'] as const)
    checkHook(context, hooks?.[name], place.at('hooks', name));
  checkForeignKeys(document, place);
  if (hasEffect(transform))
    place.at('transform').note('transform-on-import', 'a transform on an import', 'responseTransform, or a mapping');
  if (hasEffect(inputFilter))
    place.at('inputFilter').note('input-filter-on-import', 'an inputFilter on an import', 'filter');
  checkFilter(context, filter, place.at('filter'));
  checkTransform(context, responseTransform, place.at('responseTransform'));
  checkImportMappings(document, place);
}

/** Checks that the hooks of a document are hooks that it has. */
function checkHooks(hooks: unknown, kind: keyof typeof HOOKS, place: WiringPlace): void {
  const known = HOOKS[kind];
  for (const [name, reference] of Object.entries(Object(hooks))) {
    if (known.includes(name) || !isReference(reference)) continue;
    const own = place.at('hooks', name);
    if (name === 'postResponseMap') {
      own.note('post-response-map-on-document', 'postResponseMap here', 'it on the step in the flow');
    } else {
      const expected = `one of ${known.join(', ')}${suggest(name, known)}`;
      own.note('hook-of-another-document', `the hook ${name}`, expected);
    }
  }
}

function checkForeignKeys(document: Readonly<Record<string, unknown>>, place: WiringPlace): void {
  checkPreSave(document, place);
  if (isSet(document.responseMapping)) {
    const own = place.at('responseMapping');
    own.note('response-mapping-on-document', 'a response mapping here', 'it on the step in the flow');
  }
  for (const key of SUITE_KEYS) checkSuiteScript(document[key], place.at(key));
}

/** Finds hooks at any depth: adaptors of NetSuite keep them in several places. */
function checkSuiteScript(written: unknown, place: WiringPlace): void {
  if (typeof written !== 'object' || written === null) return;
  for (const [key, value] of Object.entries(written)) {
    const own = place.at(key);
    if (key !== 'hooks') {
      checkSuiteScript(value, own);
      continue;
    }
    for (const [name, reference] of Object.entries(Object(value)))
      if (isReference(reference)) own.at(name).note('suite-script-hook', 'a function of SuiteScript', 'none');
  }
}
