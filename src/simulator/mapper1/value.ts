import { suggest } from '../../shared/nearest.ts';
import { hasDates, warnLoneZones } from '../mapper2/date-formats.ts';
import type { FieldWatch } from '../scope/field-watch.ts';
import { RecordFailure } from '../scope/record-failure.ts';
import {
  compileConditions,
  findLookup,
  hasLookupCondition,
  isBlank,
  isEmptyValue,
  type Mapper1Condition,
} from './condition.ts';
import { ConversionMismatch, createConverter, DATA_TYPES } from './convert.ts';
import type { Mapper1Settings } from './document.ts';
import { attempt, type Mapper1Entry } from './entry.ts';
import type { MappingFrame } from './levels.ts';
import { readings } from './readings.ts';
import type { ExtractSource } from './source.ts';

type Convert = (value: unknown) => unknown;
type ReadValue = (frame: MappingFrame) => unknown;

/**
 * Compiles the value that an entry gives a field: its source, conditions, default, dates, lookup and type.
 * @param watch hears of what the source finds
 * @returns a function that returns undefined for no field, and throws a RecordFailure
 */
export function compileValue(
  entry: Mapper1Entry,
  source: ExtractSource,
  settings: Mapper1Settings,
  watch: FieldWatch | undefined,
): ReadValue {
  warnLoneZones(entry.field, entry.scope);
  const conditions = compileConditions(entry, settings, source);
  const convert = compileType(entry);
  const read = readOrText(watch ? watchedRead(source.read, watch) : source.read, source, entry);
  const finish = source.isLiteral ? compileLiteral(entry, convert) : compileSteps(entry, source, settings, convert);
  if (conditions.length === 0) return (frame) => finish(read(frame), frame);
  return (frame) => {
    const value = read(frame);
    if (areMet(conditions, value, frame.record)) return finish(value, frame);
    if (entry.field.default !== undefined) entry.scope.rely(readings.conditionBeforeDefault);
    return undefined;
  };
}

function areMet(conditions: readonly Mapper1Condition[], value: unknown, record: unknown): boolean {
  for (const isMet of conditions) if (!isMet(value, record)) return false;
  return true;
}

function watchedRead(read: ReadValue, watch: FieldWatch): ReadValue {
  return (frame) => {
    const value = read(frame);
    if (value !== undefined && !watch.isFound) watch.note(frame.record, value);
    return value;
  };
}

/** Reads a name in quotes; where the record lacks the field, the name itself is the value. */
function readOrText(read: ReadValue, { textIfMissing }: ExtractSource, { scope }: Mapper1Entry): ReadValue {
  if (textIfMissing === undefined) return read;
  return (frame) => {
    scope.rely(readings.quotedName);
    const value = read(frame);
    return value === undefined ? textIfMissing : value;
  };
}

function compileType({ dataType, scope }: Mapper1Entry): Convert | undefined {
  if (dataType === undefined) return undefined;
  const known = DATA_TYPES.find((one) => one === dataType);
  if (known) return createConverter(known);
  const expected = `expected one of ${DATA_TYPES.join(', ')}`;
  scope.at('dataType').refuse(`found ${dataType}, ${expected}${suggest(dataType, DATA_TYPES)}`);
  return undefined;
}

/** Converts a fixed value or default once; null and empty text stay as they are. */
function convertFixed(key: 'hardCodedValue' | 'default', entry: Mapper1Entry, convert: Convert | undefined): unknown {
  const value = entry.field[key];
  if (typeof value === 'string' && value.includes('{{')) {
    entry.scope.at(key).warn(`found ${value}, which stays as it is; expected an expression in extract only`);
  }
  return !convert || value === '' ? value : attempt(() => convert(value), entry.scope.at(key));
}

function compileLiteral(entry: Mapper1Entry, convert: Convert | undefined): Convert {
  const { field, scope, extract } = entry;
  const value = convertFixed('hardCodedValue', entry, convert);
  if (extract !== '' && !hasLookupCondition(entry)) {
    scope.at('extract').warn(`found ${extract} beside hardCodedValue, which is taken instead of it`);
  }
  if (hasDates(field)) scope.warn('found a date format on a fixed value, which has no effect');
  return () => value;
}

/** Compiles what becomes of the value that an extract found. */
function compileSteps(
  entry: Mapper1Entry,
  source: ExtractSource,
  settings: Mapper1Settings,
  convert: Convert | undefined,
): (value: unknown, frame: MappingFrame) => unknown {
  const { field, scope } = entry;
  const fallback = field.default === undefined ? undefined : convertFixed('default', entry, convert);
  const hasDefault = field.default !== undefined;
  const rewrite = compileDates(entry, source, settings);
  const lookUp = compileLookup(entry, source, settings);
  const finish = (value: unknown, frame: MappingFrame): unknown => {
    try {
      const dated = rewrite && !isBlank(value) ? rewrite(value) : value;
      const converted = convert ? convert(dated) : dated;
      if (converted === undefined && value === '') scope.rely(readings.emptyText);
      return converted;
    } catch (thrown) {
      throw placeFailure(thrown, entry, source, frame);
    }
  };
  if (lookUp) {
    return (value, frame) => {
      if (isBlank(value)) scope.rely(readings.lookupOfNothing);
      const found = lookUp(value);
      if (found !== undefined) return finish(found, frame);
      if (hasDefault) scope.rely(readings.defaultOfLookup);
      return fallback;
    };
  }
  return (value, frame) => {
    if (hasDefault && isEmptyValue(value, scope)) return fallback;
    if (isBlank(value)) scope.rely(readings.emptyValue);
    return finish(value, frame);
  };
}

function compileLookup(entry: Mapper1Entry, { isCollected, path }: ExtractSource, settings: Mapper1Settings) {
  const { lookupName, extract } = entry;
  if (lookupName === undefined) return undefined;
  const scope = entry.scope.at('lookupName');
  if (extract === '') scope.refuse(`found the lookup ${lookupName} without extract, expected the value to look up`);
  if (isCollected)
    scope.refuse(`found ${path} for a lookup, expected one value; write to a list, with [*] in generate`);
  return findLookup(lookupName, settings, scope);
}

function compileDates(entry: Mapper1Entry, { isCollected, path }: ExtractSource, { dates }: Mapper1Settings) {
  const { field, scope, lookupName } = entry;
  if (!hasDates(field)) return undefined;
  if (lookupName !== undefined) scope.refuse('found date formats beside lookupName, expected one of the two');
  if (isCollected)
    scope.refuse(`found date formats for the list ${path}, expected one value; write to a list, with [*]`);
  if (!dates) {
    scope.refuse('found date formats, which are not rewritten here; a hook can rewrite the date');
    return undefined;
  }
  dates.check(field, scope);
  return (value: unknown) => dates.convert(value, field, scope);
}

/** Gives a failure its place in the mapped record, with the indexes of the lists around it, and its extract. */
function placeFailure(
  thrown: unknown,
  { generate }: Mapper1Entry,
  { path }: ExtractSource,
  frame: MappingFrame,
): unknown {
  if (!(thrown instanceof ConversionMismatch || thrown instanceof RecordFailure)) return thrown;
  const inner = thrown instanceof ConversionMismatch ? thrown.indices : [];
  let depth = 0;
  const place = generate.replaceAll('[*]', () => `[${frame.indices[depth++]}]`);
  const within = inner.map((index) => `[${index}]`).join('');
  return new RecordFailure('mapping', 'mapping_error', `${place}${within}: ${thrown.message} at ${path}`);
}
