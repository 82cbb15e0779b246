import { suggest } from '../../shared/nearest.ts';
import { getOwn } from '../../shared/own-property.ts';
import { RecordFailure } from '../scope/record-failure.ts';
import type { Scope } from '../scope/scope.ts';
import { Frame } from './frame.ts';
import { isJsonPath, parseJsonPath } from './json-path.ts';
import { readings } from './readings.ts';
import { createWalk } from './walk.ts';

/** A lookup of a document: a map of its own, a lookup cache, or a dynamic one that asks another system. */
export interface LookupDocument {
  readonly name: string;
  readonly map?: Readonly<Record<string, unknown>> | null | undefined;
  readonly _lookupCacheId?: string | null | undefined;
  readonly extract?: string | null | undefined;
  readonly default?: string | null | undefined;
  readonly allowFailures?: boolean | null | undefined;
  readonly [key: string]: unknown;
}

/** Where lookups find what the documents do not hold. */
export interface LookupSources {
  /** The data of lookup caches by id: key → stored text, or JSON value. */
  readonly caches: ReadonlyMap<string, ReadonlyMap<string, unknown>>;
  /** Tables for dynamic lookups by name, from `lookups: { NAME: { key: value } }` of `simulation.yaml`. */
  readonly tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Whether a mapping names a lookup: others are left out. Default: all are compiled. */
  readonly isUsed?: (name: string) => boolean;
}

/**
 * Finds the value of a key. It is undefined where there is no field.
 * @throws RecordFailure `lookup` where nothing is found and that fails the record
 */
export type FindValue = (value: unknown) => unknown;

/** The keys of a lookup that asks another system while the flow runs. */
const DYNAMIC = ['relativeURI', 'method', 'body', 'recordType', 'searchField', 'resultField', 'expression', 'query'];
/** With more keys than this, the nearest one is not searched for. */
const LARGEST_SUGGESTION = 500;

/** What a key finds; undefined is nothing. */
type ReadKey = (key: string) => unknown;

/**
 * Compiles the lookups of a document by their names. A lookup without a map, the data of its cache or a table is
 * refused.
 * @param scope the place of the list of lookups
 */
export function compileLookups(
  lookups: readonly LookupDocument[],
  scope: Scope,
  sources: LookupSources,
): ReadonlyMap<string, FindValue> {
  const compiled = new Map<string, FindValue>();
  for (const [index, lookup] of lookups.entries()) {
    const place = scope.at(index);
    if (!lookup.name || typeof lookup.name !== 'string')
      place.warn('found a lookup without a name, which no entry can use');
    else if (sources.isUsed?.(lookup.name) === false) continue;
    else if (compiled.has(lookup.name))
      place.at('name').refuse(`found ${lookup.name} twice, expected one lookup of it`);
    else compiled.set(lookup.name, compileLookup(lookup, place, sources));
  }
  return compiled;
}

function compileLookup(lookup: LookupDocument, scope: Scope, sources: LookupSources): FindValue {
  const { read, keys } = compileReading(lookup, scope, sources);
  const onMiss = compileMiss(lookup, scope, keys);
  return (value) => {
    const found = typeof value === 'object' || value === undefined ? undefined : read(String(value));
    return found === undefined ? onMiss(value) : found;
  };
}

/** Compiles what a key without a value gives. */
function compileMiss(lookup: LookupDocument, scope: Scope, keys: readonly string[]): FindValue {
  const { name, default: fallback, allowFailures } = lookup;
  if (allowFailures) return () => fallback;
  if (fallback !== undefined && fallback !== null) {
    return () => {
      scope.rely(readings.lookupDefault);
      return fallback;
    };
  }
  return (value) => {
    const key = JSON.stringify(value) ?? 'no value';
    const nearest = typeof value === 'string' && keys.length <= LARGEST_SUGGESTION ? suggest(value, keys) : '';
    const message = `lookup ${name}: found no entry for ${key}, and allowFailures is not true${nearest}`;
    throw new RecordFailure('lookup', 'lookup_error', message);
  };
}

interface LookupReading {
  readonly read: ReadKey;
  readonly keys: readonly string[];
}

const noReading: LookupReading = { read: () => undefined, keys: [] };

function compileReading(lookup: LookupDocument, scope: Scope, { caches, tables }: LookupSources): LookupReading {
  const { name, map, _lookupCacheId: cacheId } = lookup;
  const table = getOwn(tables, name) as Readonly<Record<string, unknown>> | undefined;
  const dynamic = DYNAMIC.filter((key) => lookup[key]);
  const isStatic = map && (Object.keys(map).length > 0 || !(cacheId || dynamic.length > 0 || table));
  if (isStatic) {
    if (table) scope.warn(`found a table for ${name} in simulation.yaml, which the lookup's own map makes needless`);
    const beside = [...(cacheId ? ['_lookupCacheId'] : []), ...dynamic, ...(lookup.extract ? ['extract'] : [])];
    for (const key of beside) scope.at(key).warn(`found ${key} beside map, expected one of them: the map is taken`);
    return { read: (key) => textOf(getOwn(map, key)), keys: Object.keys(map) };
  }
  const way = `give its results in simulation.yaml: lookups: { ${name}: { key: value } }`;
  if (cacheId) {
    const cache = caches.get(cacheId);
    const pick = compilePick(lookup, scope);
    if (table) return { read: remember((key) => pick(getOwn(table, key))), keys: Object.keys(table) };
    if (cache) return { read: remember((key) => pick(parseStored(cache.get(key)))), keys: [...cache.keys()] };
    scope.refuse(
      `found the lookup cache ${cacheId}, whose data is not in lookupcaches/${cacheId}.data.json; fetch it with pull --lookup-data, or ${way}`,
    );
    return noReading;
  }
  if (table) return { read: (key) => getOwn(table, key), keys: Object.keys(table) };
  const found = dynamic.length > 0 ? `a dynamic lookup (${dynamic.join(', ')})` : 'a lookup without map';
  scope.refuse(`found ${found}, expected map or _lookupCacheId; ${way}`);
  return noReading;
}

/** The platform stores the values of a map as text. */
function textOf(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Reads the value of each key once. */
function remember(read: ReadKey): ReadKey {
  const known = new Map<string, unknown>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = read(key);
      known.set(key, value);
    }
    return value;
  };
}

/** Objects and lists are stored as their JSON text. */
function parseStored(stored: unknown): unknown {
  if (typeof stored !== 'string' || !/^\s*[[{]/.test(stored)) return stored;
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
}

/** Compiles the path from the value of a cache to the result. */
function compilePick({ extract }: LookupDocument, scope: Scope): (value: unknown) => unknown {
  if (!extract) return (value) => value;
  const place = scope.at('extract');
  try {
    if (!isJsonPath(extract)) throw new Error(`found ${extract}, expected a JSON path; did you mean $.${extract}?`);
    const parts = parseJsonPath(extract);
    const walk = createWalk(parts, { onObject: () => place.rely(readings.wildcardOnObject) });
    return (value) => {
      const found: unknown[] = [];
      walk(value, new Frame(value), (one) => void found.push(one), []);
      if (found.length > 1) place.rely(readings.firstMatch);
      if (value !== undefined && found.length === 0) place.rely(readings.lookupExtract);
      return found[0];
    };
  } catch (thrown) {
    place.refuse((thrown as Error).message);
    return (value) => value;
  }
}
