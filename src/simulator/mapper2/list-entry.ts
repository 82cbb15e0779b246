import { isArray } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import { type AddElements, compileHelper } from './array-helper.ts';
import { isEntry } from './checked-entry.ts';
import { convertList, elementType, type OutputType } from './conversions.ts';
import { compileEmpty, isEmpty } from './empty-value.ts';
import type { ArrayHelper } from './entry.ts';
import { guardValue, type MakeValue } from './failure.ts';
import { findLookup } from './find-lookup.ts';
import { compileInputPath } from './input-path.ts';
import { compileLiteral } from './literal.ts';
import type { MappingLevel } from './mapping-level.ts';
import type { CompileFields } from './object-entry.ts';
import { readings } from './readings.ts';
import type { CheckedEntry } from './single-entry.ts';

/** Compiles an entry of an array type: from its helpers, or else its fixed value, or else its extract. */
export function compileList(
  checked: CheckedEntry<OutputType>,
  scope: Scope,
  level: MappingLevel,
  compileFields: CompileFields,
): MakeValue {
  const { entry, type } = checked;
  const { extract, hardCodedValue, buildArrayHelper } = entry;
  if (buildArrayHelper?.length) return compileHelpers(checked, buildArrayHelper, scope, level, compileFields);
  if (hardCodedValue !== undefined) {
    if (entry.lookupName) {
      scope.at('lookupName').refuse(`found a lookup beside the hardCodedValue of ${type}, expected an extract`);
    }
    return guardValue(compileLiteral(hardCodedValue, 'hardCodedValue', type, scope), level, 'hardCodedValue');
  }
  if (extract) return guardValue(compileCopy(checked, extract, scope, level), level, extract);
  scope.warn('found neither buildArrayHelper nor extract nor hardCodedValue, expected one of them');
  return compileMissing(checked, scope, level);
}

/** What a list without elements becomes. */
function compileMissing(
  { entry, type, needsValue }: CheckedEntry<OutputType>,
  scope: Scope,
  level: MappingLevel,
): MakeValue {
  const onEmpty = compileEmpty({ needsValue, default: entry.default, type, reading: readings.emptyList }, scope);
  return guardValue(() => onEmpty(undefined), level, 'default');
}

function compileHelpers(
  checked: CheckedEntry<OutputType>,
  helpers: readonly ArrayHelper[],
  scope: Scope,
  level: MappingLevel,
  compileFields: CompileFields,
): MakeValue {
  const { entry, type } = checked;
  if (entry.extract) scope.at('extract').warn('found extract beside buildArrayHelper, expected one of them');
  const kind = { type, lookup: findLookup(entry, scope, level) };
  const place = scope.at('buildArrayHelper');
  const adders = helpers.map<AddElements>((helper, index) =>
    isEntry(helper, place.at(index))
      ? compileHelper(helper, kind, place.at(index), level, compileFields)
      : () => undefined,
  );
  const onMissing = compileMissing(checked, scope, level);
  return (frame) => {
    const list: unknown[] = [];
    let missing: [] | null | undefined;
    for (const add of adders) {
      const one = add(frame, list);
      if (one !== undefined) missing = one;
    }
    if (list.length > 0) return list;
    return missing === undefined ? onMissing(frame) : missing;
  };
}

function compileCopy(
  { entry, type, needsValue }: CheckedEntry<OutputType>,
  extract: string,
  scope: Scope,
  level: MappingLevel,
): MakeValue {
  const lookup = findLookup(entry, scope, level);
  const onEmpty = compileEmpty({ needsValue, default: entry.default, type, reading: readings.emptyValue }, scope);
  const path = compileInputPath(extract, scope.at('extract'), level);
  if (!path) return () => undefined;
  return (frame) => {
    const value = path.isMany ? path.readAll(frame) : path.read(frame);
    const isNothing = isArray(value) && value.length === 0;
    if (isNothing || isEmpty(value)) return onEmpty(path.isMany ? undefined : value);
    if (!lookup) return convertList(value, elementType(type), scope);
    scope.rely(readings.lookupOfList);
    const found = (isArray(value) ? value : [value]).map(lookup).filter((one) => one !== undefined);
    return convertList(found, elementType(type), scope);
  };
}
