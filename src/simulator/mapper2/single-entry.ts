import type { Scope } from '../scope/scope.ts';
import { convertSingle, type SingleType } from './conversions.ts';
import { hasDates } from './date-formats.ts';
import { compileEmpty, isEmpty } from './empty-value.ts';
import type { Mapper2Entry } from './entry.ts';
import { guardValue, type MakeValue } from './failure.ts';
import { findLookup } from './find-lookup.ts';
import { compileInputPath } from './input-path.ts';
import { isJsonPath } from './json-path.ts';
import { compileLiteral } from './literal.ts';
import type { MappingLevel } from './mapping-level.ts';
import { readings } from './readings.ts';

/** An entry whose type and condition are known. */
export interface CheckedEntry<Type> {
  readonly entry: Mapper2Entry;
  readonly type: Type;
  /** Whether an empty value leaves the field out. */
  readonly needsValue: boolean;
}

/** Compiles an entry of type string, number or boolean. */
export function compileSingle(checked: CheckedEntry<SingleType>, scope: Scope, level: MappingLevel): MakeValue {
  const { entry, type } = checked;
  const { extract, hardCodedValue } = entry;
  const isFixed = hardCodedValue !== undefined && !(entry.lookupName && extract);
  if (isFixed && extract) {
    scope.at('hardCodedValue').warn('found hardCodedValue beside extract, expected one of them; extract is not read');
  }
  const key = isFixed ? 'hardCodedValue' : 'extract';
  const literal = isFixed ? hardCodedValue : isText(extract) ? extract : undefined;
  const label = isFixed || !extract ? key : extract;
  if (literal !== undefined && !entry.lookupName && !hasDates(entry)) {
    return guardValue(compileLiteral(literal, key, type, scope), level, label);
  }
  const read = literal === undefined ? compileReading(entry, scope, level) : () => literal;
  return guardValue(compileSteps(checked, read, literal !== undefined, scope, level), level, label);
}

/** Compiles what follows the reading of a value: the empty value, the lookup, and the conversion. */
function compileSteps(
  { entry, type, needsValue }: CheckedEntry<SingleType>,
  read: MakeValue,
  isLiteral: boolean,
  scope: Scope,
  level: MappingLevel,
): MakeValue {
  const lookup = findLookup(entry, scope, level);
  const write = compileWriting(entry, type, scope, level);
  const rule = { needsValue, default: entry.default, type, reading: readings.emptyValue };
  const onEmpty = compileEmpty(rule, scope);
  if (!lookup) {
    return (frame) => {
      const value = read(frame);
      return isEmpty(value) ? onEmpty(value) : write(value);
    };
  }
  const endsEmpty = needsValue || entry.default !== undefined;
  return (frame) => {
    const value = read(frame);
    if (isEmpty(value)) {
      if (endsEmpty) return onEmpty(value);
      scope.rely(readings.lookupOfNothing);
    }
    if (isLiteral) scope.rely(readings.literalWithLookup);
    const found = lookup(value);
    return isEmpty(found) ? found : write(found);
  };
}

/** Whether an extract is a fixed text: neither a path nor an expression. */
function isText(extract: string | null | undefined): extract is string {
  return Boolean(extract) && !isJsonPath(String(extract)) && !String(extract).includes('{{');
}

function compileReading(entry: Mapper2Entry, scope: Scope, level: MappingLevel): MakeValue {
  const { extract, sourceDataType = '' } = entry;
  const { compileExpression, surroundings } = level.settings;
  if (!extract) {
    scope.warn('found neither extract nor hardCodedValue, expected one of them');
    return () => undefined;
  }
  const place = scope.at('extract');
  if (isJsonPath(extract)) {
    const path = compileInputPath(extract, place, level);
    if (!path?.isMany || !sourceDataType.endsWith('array')) return path?.read ?? (() => undefined);
    return (frame) => {
      const found = path.readAll(frame);
      return found.length > 0 ? found : undefined;
    };
  }
  if (!compileExpression) {
    place.refuse(`found ${JSON.stringify(extract)}, but expressions are not available here; use a path or a script`);
    return () => undefined;
  }
  const render = compileExpression(extract, place);
  return (frame) => render(frame.context(surroundings));
}

/** Compiles the conversion of a value to its type, or the rewriting of its date. */
function compileWriting(entry: Mapper2Entry, type: SingleType, scope: Scope, { settings: { dates } }: MappingLevel) {
  if (!hasDates(entry)) return (value: unknown) => convertSingle(value, type, scope);
  if (!dates) {
    scope.refuse('found formats of dates, but dates are not available here; use a script');
    return (value: unknown) => value;
  }
  dates.check(entry, scope);
  return (value: unknown) => dates.convert(value, entry, scope);
}
