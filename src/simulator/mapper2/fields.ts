import { setOwn } from '../../shared/own-property.ts';
import type { Scope } from '../scope/scope.ts';
import { checkType, isActive, isEntry } from './checked-entry.ts';
import { compileCondition } from './condition.ts';
import { elementType, isListType } from './conversions.ts';
import type { Mapper2Entry } from './entry.ts';
import type { MakeValue } from './failure.ts';
import type { Frame } from './frame.ts';
import { compileList } from './list-entry.ts';
import type { MappingLevel } from './mapping-level.ts';
import { compileObject } from './object-entry.ts';
import { readings } from './readings.ts';
import { compileSingle } from './single-entry.ts';

interface Field {
  readonly name: string;
  readonly make: MakeValue;
  /** Whether an entry before it writes the same field. */
  readonly isRepeated: boolean;
}

/** Compiles entries to the function that makes their object. Entries that give no value leave no field. */
export function compileFields(
  mappings: readonly Mapper2Entry[],
  scope: Scope,
  level: MappingLevel,
): (frame: Frame) => object {
  const names = new Set<string>();
  const fields = mappings.flatMap((entry, index): Field[] => {
    const place = scope.at(index);
    if (!isEntry(entry, place) || !isActive(entry, place)) return [];
    const name = readName(entry, place);
    const isRepeated = names.has(name);
    if (isRepeated) place.at('generate').warn(`found ${name}, which an entry before writes too`);
    names.add(name);
    const make = compileEntry(entry, place, { ...level, output: [...level.output, name] });
    return [{ name, make, isRepeated }];
  });
  return (frame) => {
    const object = {};
    for (const { name, make, isRepeated } of fields) {
      const value = make(frame);
      if (value === undefined) continue;
      if (isRepeated && Object.hasOwn(object, name)) scope.rely(readings.sameField);
      setOwn(object, name, value);
    }
    return object;
  };
}

/** Compiles one entry by its type and condition. */
export function compileEntry(entry: Mapper2Entry, scope: Scope, level: MappingLevel): MakeValue {
  const type = checkType(entry, scope);
  if (!type) return () => undefined;
  const { needsValue, applies } = compileCondition(entry.conditional, scope, level);
  const make = isListType(type)
    ? compileList({ entry, type, needsValue }, scope, level, compileFields)
    : type === 'object'
      ? compileObject({ entry, type, needsValue }, scope, level, compileFields)
      : compileSingle({ entry, type: elementType(type), needsValue }, scope, level);
  if (!applies) return make;
  return (frame) => {
    if (applies(frame)) return make(frame);
    if (entry.default !== undefined) scope.rely(readings.conditionBeforeDefault);
    return undefined;
  };
}

function readName({ generate }: Mapper2Entry, scope: Scope): string {
  const place = scope.at('generate');
  if (typeof generate !== 'string' || generate === '') {
    place.refuse(`found ${JSON.stringify(generate) ?? 'none'}, expected the name of the field`);
    return '';
  }
  if (generate.includes('.')) {
    place.warn(`found ${generate}, which is one name with a dot; use an entry of dataType object for a field inside`);
  }
  return generate;
}
