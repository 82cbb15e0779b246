import type { Scope } from '../scope/scope.ts';
import { convertSingle } from './conversions.ts';
import { compileEmpty, isEmpty } from './empty-value.ts';
import type { Mapper2Entry } from './entry.ts';
import { guardValue, type MakeValue } from './failure.ts';
import type { Frame } from './frame.ts';
import { compileInputPath } from './input-path.ts';
import { compileLiteral } from './literal.ts';
import type { MappingLevel } from './mapping-level.ts';
import { readings } from './readings.ts';
import type { CheckedEntry } from './single-entry.ts';

/** Compiles entries to the function that makes their object. */
export type CompileFields = (
  mappings: readonly Mapper2Entry[],
  scope: Scope,
  level: MappingLevel,
) => (frame: Frame) => object;

/** Compiles an entry of type object: built from its mappings, or else copied from where its extract leads. */
export function compileObject(
  { entry, needsValue }: CheckedEntry<'object'>,
  scope: Scope,
  level: MappingLevel,
  compileFields: CompileFields,
): MakeValue {
  const { extract, mappings } = entry;
  const empty = { needsValue, default: entry.default, type: 'object' } as const;
  if (!mappings?.length) {
    if (entry.hardCodedValue !== undefined)
      return compileLiteral(entry.hardCodedValue, 'hardCodedValue', 'object', scope);
    const onEmpty = compileEmpty({ ...empty, reading: readings.emptyValue }, scope);
    if (!extract) scope.warn('found neither mappings nor extract, expected one of them');
    const path = extract ? compileInputPath(extract, scope.at('extract'), level) : undefined;
    if (!extract || !path) return () => onEmpty(undefined);
    const copy: MakeValue = (frame) => {
      const value = path.read(frame);
      return isEmpty(value) ? onEmpty(value) : convertSingle(value, 'object', scope);
    };
    return guardValue(copy, level, extract);
  }
  const build = compileFields(mappings, scope.at('mappings'), level);
  const onEmpty = compileEmpty({ ...empty, reading: readings.emptyObject }, scope);
  // The condition is one of the extract, where there is one.
  const path = extract ? compileInputPath(extract, scope.at('extract'), level) : undefined;
  return (frame) => {
    if (path) scope.rely(readings.childrenBeforeExtract);
    if (needsValue && path && isEmpty(path.read(frame))) return onEmpty(undefined);
    const object = build(frame);
    return Object.keys(object).length > 0 ? object : onEmpty(undefined);
  };
}
