import type { AnyRecord } from '../../contracts/author-types.ts';
import { hasOwn, isArray, isObject, listKeys } from '../../shared/intrinsics.ts';
import { getOwn, setOwn } from '../../shared/own-property.ts';
import type { Scope } from '../scope/scope.ts';
import { compileEntries } from './compile-entries.ts';
import type { Mapper1Document } from './document.ts';
import { listEntries, type Mapper1Entry, refuseSettings } from './entry.ts';
import { EACH, isJsonPath } from './path.ts';
import { readings } from './readings.ts';

/** The parts of a response that are there only when something has happened, so that a run without them is no mistake. */
const OCCASIONAL = /^(?:errors|ignored|dataURI)(?:[.[]|$)/;

/**
 * Compiles a response mapping. The function copies the record, or each of its rows, and sets what the mapping makes of
 * the response; a top-level name that exists is replaced. Without a value it gives the record itself.
 * @returns undefined where there is nothing to map
 */
export function compileResponseMapping(
  mapping: Mapper1Document,
  scope: Scope,
): ((record: AnyRecord, response: unknown) => AnyRecord) | undefined {
  const entries = listEntries(mapping, scope).filter(checkEntry);
  if (entries.length === 0) return undefined;
  const map = compileEntries(entries, {}, ({ extract }) => !OCCASIONAL.test(extract));
  return (record, response) => {
    if (!isObject(response)) return record;
    const found = map(response);
    const names = listKeys(found);
    if (names.length === 0) return record;
    if (isArray(record)) return record.map((row) => merge(row, found, names, scope)) as unknown as AnyRecord;
    return merge(record, found, names, scope) as AnyRecord;
  };
}

/** Whether an entry is compiled; what is left out or doubtful is reported. */
function checkEntry(entry: Mapper1Entry): boolean {
  const { scope, extract, generate, target } = entry;
  refuseSettings(entry, 'a response mapping');
  if (isJsonPath(extract)) {
    const rest = extract.replace(/^\$\.?/, '') || 'data or _json';
    scope.at('extract').warn(`found ${extract}, which the platform drops silently; expected a name such as ${rest}`);
    return false;
  }
  if (typeof target[0] !== 'string') {
    scope.at('generate').refuse(`found ${generate}, expected a name; a group of rows gets it in every row`);
    return false;
  }
  if (target.includes(EACH)) {
    const expected = 'map it whole, such as data, and read it in a hook';
    scope
      .at('generate')
      .warn(`found the list ${generate}, of which the platform kept only the first element; ${expected}`);
  }
  return true;
}

function merge(row: unknown, found: object, names: readonly string[], scope: Scope): unknown {
  if (!isObject(row)) return row;
  const merged = { ...row };
  for (const name of names) {
    const value = getOwn(found, name);
    if (hasMore(getOwn(row, name), value)) scope.rely(readings.replacedValue);
    setOwn(merged, name, value);
  }
  return merged;
}

/** Whether merging a value into an existing one would leave parts of that which replacing it does not. */
function hasMore(existing: unknown, value: unknown): boolean {
  if (!isObject(existing) || !isObject(value) || isArray(existing) !== isArray(value)) return false;
  return listKeys(existing).some(
    (name) => !hasOwn(value, name) || hasMore(getOwn(existing, name), getOwn(value, name)),
  );
}
