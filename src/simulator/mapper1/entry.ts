import { isArray, isObject, listKeys, stringify } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import type { Mapper1Document, Mapper1Field, Mapper1List } from './document.ts';
import { EACH, type Mapper1Step, parseExtract, parseGenerate } from './path.ts';

/** An entry of a mapping whose target is parsed. */
export interface Mapper1Entry {
  readonly field: Mapper1Field;
  readonly scope: Scope;
  /** The extract; empty where there is none. */
  readonly extract: string;
  readonly lookupName: string | undefined;
  readonly dataType: string | undefined;
  /** The whole target as messages have it, such as `items[*].sku`. */
  readonly generate: string;
  readonly target: readonly Mapper1Step[];
  /** The list that the entry is read in, to its `[*]`; empty without a `jsonPath`. */
  readonly list: readonly Mapper1Step[];
  /** That list as messages have it. */
  readonly listPath: string;
}

const NOT_SIMULATED: Readonly<Record<string, string>> = {
  buildArrayHelper: 'it belongs to mappings (Mapper 2.0)',
  extractsArrayHelper: 'it belongs to mappings (Mapper 2.0)',
  mappings: 'it belongs to mappings (Mapper 2.0)',
  subRecordMapping: 'it belongs to NetSuite',
  useAsAnInitializeValue: 'it belongs to NetSuite',
  useIterativeRow: 'its effect is unknown; useFirstRow or a preMap hook can take its place',
};

const KNOWN = [
  ...['extract', 'generate', 'hardCodedValue', 'lookupName', 'dataType', 'default', 'discardIfEmpty', 'immutable'],
  ...['useFirstRow', 'conditional', 'extractDateFormat', 'extractDateTimezone', 'generateDateFormat'],
  ...['generateDateTimezone', 'isKey', 'internalId', 'key'],
];

/** The list around an entry. */
type Around = Pick<Mapper1Entry, 'generate' | 'list' | 'listPath'>;

const BODY: Around = { generate: '', list: [], listPath: '' };

/** Lists the entries of a mapping, those of its lists with the path of the list. What has no effect is a warning. */
export function listEntries(document: Mapper1Document, scope: Scope): Mapper1Entry[] {
  const entries = listFieldEntries(document.fields, scope.at('fields'));
  for (const [index, list] of readArray(document.lists, scope.at('lists')).entries()) {
    entries.push(...readList(list as Mapper1List, scope.at('lists', index)));
  }
  return entries;
}

/** Lists the entries of fields that stand in no list. */
export function listFieldEntries(fields: unknown, scope: Scope): Mapper1Entry[] {
  return readFields(fields, scope, BODY);
}

const SETTINGS = KNOWN.filter((key) => !['extract', 'generate', 'key', 'isKey', 'internalId'].includes(key));

/** Refuses what an entry has beside extract and generate, where the platform has no more than these. */
export function refuseSettings({ field, scope }: Mapper1Entry, what: string): void {
  for (const key of SETTINGS) {
    const value = field[key];
    const isSet = key === 'hardCodedValue' || key === 'default' ? value !== undefined : !isUnset(value);
    if (isSet) scope.at(key).refuse(`found ${key}, expected only extract and generate in ${what}; a hook can do more`);
  }
}

/** Whether a setting is as good as absent. */
function isUnset(value: unknown): boolean {
  return !value || (typeof value === 'object' && listKeys(value).length === 0);
}

function readList(list: Mapper1List, scope: Scope): Mapper1Entry[] {
  if (!isObject(list)) {
    scope.refuse(`found ${stringify(list)}, expected a list with generate and fields`);
    return [];
  }
  const fields = readArray(list.fields, scope.at('fields'));
  if (fields.length === 0) return [];
  const generate = readText(list.generate, scope.at('generate'));
  if (generate === undefined) {
    scope.warn('found no generate, so the list is ignored; expected the name of the list');
    return [];
  }
  const jsonPath = readText(list.jsonPath, scope.at('jsonPath')) ?? '';
  const path = attempt(() => parseListPath(jsonPath), scope.at('jsonPath')) ?? [];
  return readFields(fields, scope.at('fields'), {
    generate: `${generate.endsWith('[*]') ? generate : `${generate}[*]`}.`,
    list: path,
    listPath:
      path.length === 0 ? '' : `${jsonPath.endsWith('*') || jsonPath.endsWith('[*]') ? jsonPath : `${jsonPath}[*]`}.`,
  });
}

function parseListPath(jsonPath: string): readonly Mapper1Step[] {
  if (jsonPath.startsWith('$')) throw new Error(`found ${jsonPath}, expected the path without $, like order.items`);
  const { steps } = parseExtract(jsonPath);
  return steps.length === 0 || steps.at(-1) === EACH ? steps : [...steps, EACH];
}

function readFields(fields: unknown, scope: Scope, around: Around): Mapper1Entry[] {
  return readArray(fields, scope).flatMap((field, index) => readEntry(field, scope.at(index), around) ?? []);
}

function readEntry(field: unknown, scope: Scope, around: Around): Mapper1Entry | undefined {
  if (!isObject(field) || isArray(field)) {
    scope.refuse(`found ${stringify(field)}, expected an object with generate, and extract or hardCodedValue`);
    return undefined;
  }
  const one: Mapper1Field = field as Mapper1Field;
  checkKeys(one, scope);
  const generate = readText(one.generate, scope.at('generate'));
  const extract = readText(one.extract, scope.at('extract')) ?? '';
  const lookupName = readText(one.lookupName, scope.at('lookupName'));
  const dataType = readText(one.dataType, scope.at('dataType'));
  if (generate === undefined) {
    scope.warn('found no generate, so the entry is ignored; expected the name of the field');
    return undefined;
  }
  if (!one.extract && one.hardCodedValue === undefined && !one.lookupName) {
    scope.warn('found neither extract nor hardCodedValue, so the entry is ignored; expected one of them');
    return undefined;
  }
  const whole = `${around.generate}${generate}`;
  const target = attempt(() => parseGenerate(whole), scope.at('generate'));
  return target && { ...around, field: one, scope, extract, lookupName, dataType, generate: whole, target };
}

function checkKeys(field: Mapper1Field, scope: Scope): void {
  for (const key of listKeys(field)) {
    const reason = NOT_SIMULATED[key];
    if (reason !== undefined && !isUnset(field[key]))
      scope.at(key).refuse(`found ${key}, which is not simulated: ${reason}`);
  }
  for (const key of ['isKey', 'internalId'] as const) {
    if (field[key] === true) scope.at(key).warn(`found ${key}, which has an effect in NetSuite only`);
  }
}

/** Reads a text; an empty one and null are none. */
function readText(value: unknown, scope: Scope): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  scope.refuse(`found ${stringify(value)}, expected a text`);
  return undefined;
}

function readArray(value: unknown, scope: Scope): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (isArray(value)) return value;
  scope.refuse(`found ${stringify(value)}, expected a list`);
  return [];
}

/** Runs a parser; what it throws is refused. */
export function attempt<T>(parse: () => T, scope: Scope): T | undefined {
  try {
    return parse();
  } catch (thrown) {
    scope.refuse((thrown as Error).message);
    return undefined;
  }
}
