import { isArray } from '../../shared/intrinsics.ts';
import { suggest } from '../../shared/nearest.ts';
import type { Scope } from '../scope/scope.ts';
import { elementType, OUTPUT_TYPES, type OutputType } from './conversions.ts';
import { hasDates, warnLoneZones } from './date-formats.ts';
import type { Mapper2Entry } from './entry.ts';

/** Whether an entry is an object; anything else is refused. */
export function isEntry(entry: unknown, scope: Scope): entry is Mapper2Entry {
  if (typeof entry === 'object' && entry !== null && !isArray(entry)) return true;
  scope.refuse(`found ${JSON.stringify(entry)}, expected an entry with generate and dataType`);
  return false;
}

/** Whether an entry counts: it is no draft. Another status than Active and Draft is refused. */
export function isActive({ status }: Mapper2Entry, scope: Scope): boolean {
  if (status === 'Draft') return false;
  if (status && status !== 'Active') {
    const nearest = suggest(String(status), ['Active', 'Draft']);
    scope.at('status').refuse(`found ${JSON.stringify(status)}, expected Active or Draft${nearest}`);
  }
  return true;
}

/** Reads the type of an entry, and refuses what does not go with it; undefined for a type that is refused. */
export function checkType(entry: Mapper2Entry, scope: Scope): OutputType | undefined {
  const lists = (['mappings', 'buildArrayHelper'] as const).filter((key) => !isArray(entry[key] ?? []));
  for (const key of lists) scope.at(key).refuse(`found ${JSON.stringify(entry[key])}, expected a list`);
  const type = OUTPUT_TYPES.find((one) => one === entry.dataType);
  if (!type) {
    scope.at('dataType').refuse(describeType(entry.dataType));
    return undefined;
  }
  if (lists.length > 0) return undefined;
  if (entry.lookupName && elementType(type) === 'object') {
    scope
      .at('lookupName')
      .refuse(`found a lookup for ${type}, expected one for single values; put it on a field inside`);
  }
  warnLoneZones(entry, scope);
  if (hasDates(entry) && type !== 'string') {
    scope.refuse(`found formats of dates for ${type}, expected the dataType string`);
  }
  if (type !== 'object' && entry.mappings?.length) {
    const place = type === 'objectarray' ? 'buildArrayHelper[0].mappings' : 'an entry of dataType object';
    scope.at('mappings').refuse(`found mappings for ${type}, expected them in ${place}`);
  }
  if (!type.endsWith('array') && entry.buildArrayHelper?.length) {
    scope
      .at('buildArrayHelper')
      .refuse(`found buildArrayHelper for ${type}, expected an array type such as objectarray`);
  }
  return type;
}

function describeType(found: string | undefined): string {
  const expected = `expected one of ${OUTPUT_TYPES.join(', ')}`;
  if (found === 'date')
    return `found date, ${expected}; a date is a string with extractDateFormat and generateDateFormat`;
  if (found === 'arrayarray')
    return `found arrayarray, which is not simulated, ${expected}; build it in a postMap script`;
  if (found === undefined) return `found none, ${expected}`;
  return `found ${JSON.stringify(found)}, ${expected}${suggest(String(found), OUTPUT_TYPES)}`;
}
