import { isArray } from '../../shared/intrinsics.ts';
import { suggest } from '../../shared/nearest.ts';
import type { Scope } from '../scope/scope.ts';
import type { Mapper1Settings } from './document.ts';
import type { Mapper1Entry } from './entry.ts';
import { readings } from './readings.ts';

const CONDITIONS = [
  'record_created',
  'record_updated',
  'extract_not_empty',
  'lookup_not_empty',
  'lookup_empty',
  'ignore_if_set',
] as const;

/** Whether an entry makes its field of a record, given the value that its source found. */
export type Mapper1Condition = (value: unknown, record: unknown) => boolean;

/** What a condition has to know of the source of an entry. */
export interface ConditionedSource {
  readonly isLiteral: boolean;
  readonly isCollected: boolean;
  readonly path: string;
}

/** Whether a value is undefined, null or an empty text. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Whether a value is empty: undefined, null, an empty text or an empty list. */
export function isEmptyValue(value: unknown, scope: Scope): boolean {
  if (isBlank(value)) return true;
  if (!isArray(value) || value.length > 0) return false;
  scope.rely(readings.emptyList);
  return true;
}

/** Whether an entry makes no field of an empty extract. */
export function discardsEmpty({ field }: Mapper1Entry): boolean {
  return field.discardIfEmpty === true || field.conditional?.when === 'extract_not_empty';
}

/** Whether an entry makes its field only where no other entry has. */
export function yieldsToOthers({ field }: Mapper1Entry): boolean {
  return field.conditional?.when === 'ignore_if_set';
}

/** Whether two entries of the same target never apply to the same record. */
export function areExclusive(one: Mapper1Entry, other: Mapper1Entry): boolean {
  const [first, second] = [phaseOf(one), phaseOf(other)];
  return first !== undefined && second !== undefined && first.of === second.of && first.when !== second.when;
}

/** Whether an entry makes its field by what a lookup finds. */
export function hasLookupCondition({ field }: Mapper1Entry): boolean {
  const when = field.conditional?.when;
  return when === 'lookup_empty' || when === 'lookup_not_empty';
}

function phaseOf(entry: Mapper1Entry): { readonly of: string; readonly when: boolean } | undefined {
  const { field, extract, listPath } = entry;
  const when = field.conditional?.when;
  if (when === 'record_created' || when === 'record_updated') return { of: 'record', when: when === 'record_created' };
  if (field.immutable === true) return { of: 'record', when: true };
  if (!hasLookupCondition(entry)) return undefined;
  return { of: `lookup ${field.conditional?.lookupName} ${listPath}${extract}`, when: when === 'lookup_empty' };
}

/** Compiles the conditions of an entry. One that cannot be simulated is refused. */
export function compileConditions(entry: Mapper1Entry, settings: Mapper1Settings, source: ConditionedSource) {
  const { field, scope } = entry;
  const conditions: Mapper1Condition[] = [];
  const when: unknown = field.conditional?.when ?? '';
  const place = scope.at('conditional', 'when');
  if (field.conditional && when === '') scope.rely(readings.noCondition);
  if (field.conditional?.lookupName && !hasLookupCondition(entry))
    scope
      .at('conditional', 'lookupName')
      .warn('found it, which has no effect: only lookup_empty and lookup_not_empty ask a lookup');
  if (when !== '' && !CONDITIONS.some((one) => one === when)) {
    const expected = `expected one of ${CONDITIONS.join(', ')}${suggest(String(when), CONDITIONS)}`;
    place.refuse(`found ${String(when)}, ${expected}`);
  }
  const ifExisting = (isWanted: boolean, at: Scope, found: string) => {
    const { isExisting } = settings;
    if (isExisting) conditions.push((_, record) => isExisting(record) === isWanted);
    else at.refuse(`found ${found}, which depends on the destination; give imports.ID.existing in simulation.yaml`);
  };
  if (when === 'record_created' || when === 'record_updated') ifExisting(when === 'record_updated', place, when);
  if (field.immutable === true) ifExisting(false, scope.at('immutable'), 'immutable');
  if (hasLookupCondition(entry)) {
    conditions.push(compileLookupCondition(entry, settings, source));
  }
  if (discardsEmpty(entry)) {
    if (source.isLiteral) scope.warn('found a condition on the extract of a fixed value, which has no effect');
    else conditions.push((value) => !isEmptyValue(value, scope));
  }
  return conditions;
}

function compileLookupCondition(
  entry: Mapper1Entry,
  settings: Mapper1Settings,
  { isCollected, path }: ConditionedSource,
): Mapper1Condition {
  const { field, scope, extract } = entry;
  const lookUp = findLookup(field.conditional?.lookupName, settings, scope.at('conditional', 'lookupName'));
  if (extract === '') {
    scope.at('conditional').refuse('found a condition on a lookup without an extract, expected the value to look up');
  }
  if (isCollected) {
    scope
      .at('conditional')
      .refuse(`found ${path} for a lookup, expected one value; write to a list, with [*] in generate`);
  }
  if (extract === '' || !lookUp) return () => false;
  const isWanted = field.conditional?.when === 'lookup_empty';
  return (value) => {
    scope.rely(readings.lookupCondition);
    return isEmptyValue(lookUp(value), scope) === isWanted;
  };
}

/** Finds a lookup of the document by its name; an unknown one is refused. */
export function findLookup(name: unknown, { lookups }: Mapper1Settings, scope: Scope) {
  const text = typeof name === 'string' ? name : '';
  const lookUp = lookups?.get(text);
  if (lookUp) return lookUp;
  const names = [...(lookups?.keys() ?? [])];
  const found = text === '' ? 'no name of a lookup' : `the lookup ${text}`;
  const expected = names.length === 0 ? 'but the document has no lookups' : `expected one of ${names.join(', ')}`;
  scope.refuse(`found ${found}, ${expected}${suggest(text, names)}`);
  return undefined;
}
