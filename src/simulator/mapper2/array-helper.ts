import type { Scope } from '../scope/scope.ts';
import { compileCondition } from './condition.ts';
import { convertElement, elementType, type OutputType } from './conversions.ts';
import { compileElementWalk } from './element-walk.ts';
import { isEmpty } from './empty-value.ts';
import type { ArrayHelper } from './entry.ts';
import { locateFailure } from './failure.ts';
import { Frame } from './frame.ts';
import { compileInputPath } from './input-path.ts';
import { compileLiteral } from './literal.ts';
import { INDEX, type MappingLevel } from './mapping-level.ts';
import type { CompileFields } from './object-entry.ts';
import { readings } from './readings.ts';

/**
 * Adds the elements of one helper to a list.
 * @returns what the list is if no helper adds an element: empty, or null; undefined if the helper does not say
 */
export type AddElements = (frame: Frame, list: unknown[]) => [] | null | undefined;

/** What a list is made of. */
export interface ListKind {
  readonly type: OutputType;
  /** Looks up a single value, if the entry names a lookup. */
  readonly lookup: ((value: unknown) => unknown) | undefined;
}

const addNothing: AddElements = () => undefined;

/** Compiles one source of an array: its elements as they are, one object, or one object for each element. */
export function compileHelper(
  helper: ArrayHelper,
  kind: ListKind,
  scope: Scope,
  level: MappingLevel,
  compileFields: CompileFields,
): AddElements {
  const { extract, mappings } = helper;
  if (!mappings?.length) {
    if (extract) return compileCopy(extract, helper, kind, scope, level);
    scope.warn('found neither extract nor mappings, expected one of them');
    return addNothing;
  }
  if (kind.type !== 'objectarray') {
    scope.at('mappings').refuse(`found mappings for ${kind.type}, expected extract, or the dataType objectarray`);
    return addNothing;
  }
  if (extract) return compileEach(extract, mappings, helper, scope, level, compileFields);
  const inside = { ...level, output: [...level.output, INDEX] } satisfies MappingLevel;
  const build = compileFields(mappings, scope.at('mappings'), inside);
  return (frame, list) => {
    const inner = new Frame(frame.input, level.foci, frame);
    inner.enter(list.length);
    list.push(build(inner));
    return undefined;
  };
}

/** Compiles the condition and the default of a helper: what they do with an empty element, and without elements. */
function compileGap(helper: ArrayHelper, { type }: ListKind, scope: Scope, level: MappingLevel) {
  const { needsValue, applies } = compileCondition(helper.conditional, scope, level);
  if (applies) scope.at('conditional', 'when').refuse(`found ${helper.conditional?.when}, expected extract_not_empty`);
  const makeDefault = compileDefault(helper.default, type, scope);
  return {
    /** Whether an empty element is left out or replaced. */
    isFilled: needsValue || makeDefault !== undefined,
    /** Adds what an empty element gives. */
    addEmpty: (value: unknown, list: unknown[]): void => {
      if (needsValue) {
        scope.rely(readings.conditionLeavesField);
        if (makeDefault) scope.rely(readings.conditionBeforeDefault);
      } else if (makeDefault) {
        list.push(...(makeDefault() ?? [null]));
      } else {
        scope.rely(readings.emptyValue);
        list.push(value);
      }
    },
    /** Adds what a helper without elements gives. */
    addMissing: (list: unknown[]): [] | null | undefined => {
      if (needsValue || !makeDefault) return undefined;
      const made = makeDefault();
      if (!made) return null;
      list.push(...made);
      return [];
    },
  };
}

/** Compiles the default of a helper: a list, or null; undefined without one. */
function compileDefault(value: unknown, type: OutputType, scope: Scope): (() => unknown[] | null) | undefined {
  if (value === undefined) return undefined;
  return compileLiteral(value, 'default', type, scope) as () => unknown[] | null;
}

function compileCopy(
  extract: string,
  helper: ArrayHelper,
  kind: ListKind,
  scope: Scope,
  level: MappingLevel,
): AddElements {
  const path = compileInputPath(extract, scope.at('extract'), level);
  if (!path) return addNothing;
  const { addEmpty, addMissing } = compileGap(helper, kind, scope, level);
  const type = elementType(kind.type);
  const { lookup } = kind;
  const add = (one: unknown, list: unknown[]) => {
    if (isEmpty(one)) return addEmpty(one, list);
    if (lookup) scope.rely(readings.lookupOfList);
    const value = lookup ? lookup(one) : one;
    if (value !== undefined) list.push(convertElement(value, type, list.length, scope));
  };
  return (frame, list) => {
    try {
      const found = path.readAll(frame);
      for (const one of found) add(one, list);
      return found.length === 0 ? addMissing(list) : undefined;
    } catch (thrown) {
      throw locateFailure(thrown, frame, level, extract);
    }
  };
}

function compileEach(
  extract: string,
  mappings: NonNullable<ArrayHelper['mappings']>,
  helper: ArrayHelper,
  scope: Scope,
  level: MappingLevel,
  compileFields: CompileFields,
): AddElements {
  const walk = compileElementWalk(extract, scope.at('extract'), level);
  const gap = compileGap(helper, { type: 'objectarray', lookup: undefined }, scope, level);
  const inside = { ...(walk?.level ?? level), output: [...level.output, INDEX] } satisfies MappingLevel;
  const build = compileFields(mappings, scope.at('mappings'), inside);
  if (!walk) return addNothing;
  return (frame, list) => {
    let isMissing = true;
    walk.forEach(frame, (inner, element) => {
      isMissing = false;
      if (gap.isFilled && isEmpty(element)) return gap.addEmpty(element, list);
      inner.enter(list.length);
      list.push(build(inner));
    });
    return isMissing ? gap.addMissing(list) : undefined;
  };
}
