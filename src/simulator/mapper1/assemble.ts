import { isArray } from '../../shared/intrinsics.ts';
import { setOwn } from '../../shared/own-property.ts';
import { discardsEmpty, isEmptyValue, yieldsToOthers } from './condition.ts';
import { isWithin, type ListLevel, type ListLevels, listLevels, type MappingFrame } from './levels.ts';
import type { ChildrenPlan, ListPlan, MappingPlan, ValuePlan } from './plan.ts';
import { readings } from './readings.ts';

type Build = (frame: MappingFrame) => unknown;

/** Where in a plan a part of it is compiled. */
interface Position {
  readonly levels: ListLevels;
  /** The innermost list of the record whose element is at hand. */
  readonly bound: ListLevel | undefined;
  /** The number of lists that are written around it. */
  readonly depth: number;
}

/** Compiles a plan into a function that makes its value of a record; undefined where no field has a value. */
export function compilePlan(plan: MappingPlan, levels: ListLevels): Build {
  return compilePart(plan, { levels, bound: undefined, depth: 0 });
}

function compilePart(plan: MappingPlan, position: Position): Build {
  if (plan.kind === 'value') return compileField(plan);
  return plan.kind === 'list' ? compileList(plan, position) : compileChildren(plan, position);
}

/** Makes the value of a field without fields: an object or a list; null for a value. */
export function makeEmpty({ kind }: MappingPlan): object | null {
  if (kind === 'value') return null;
  return kind === 'object' ? {} : [];
}

function compileField({ entries }: ValuePlan): Build {
  if (entries.length === 1) return entries[0].read;
  const sorted = entries.toSorted((one, other) => +yieldsToOthers(one.entry) - +yieldsToOthers(other.entry));
  return (frame) => {
    let value: unknown;
    for (const { entry, read } of sorted) {
      const yields = yieldsToOthers(entry);
      if (yields) entry.scope.rely(readings.ignoreIfSet);
      const other = yields && !isEmptyValue(value, entry.scope) ? undefined : read(frame);
      if (other !== undefined) value = other;
    }
    return value;
  };
}

function compileChildren(plan: ChildrenPlan, position: Position): Build {
  const children = [...plan.children].map(([key, child]) => ({ key, build: compilePart(child, position) }));
  const isObject = plan.kind === 'object';
  return (frame) => {
    let made: object | undefined;
    for (const { key, build } of children) {
      const value = build(frame);
      if (value === undefined) continue;
      made ??= isObject ? {} : [];
      setOwn(made, key, value);
    }
    return made;
  };
}

/** What is made of one list. */
interface Making {
  readonly list: unknown[];
  /** Whether a list of the record was there. */
  isFound: boolean;
  /** Whether an element has a field. */
  isFilled: boolean;
  /** Whether an element has none. */
  hasEmpty: boolean;
}

function compileList(plan: ListPlan, { levels, bound, depth }: Position): Build {
  const { element } = plan;
  const filler = findFiller(plan, bound);
  const build = compilePart(element, { levels, bound: filler ?? bound, depth: depth + 1 });
  const add = (frame: MappingFrame, making: Making) => {
    frame.indices[depth] = making.list.length;
    const value = build(frame);
    if (value !== undefined) making.isFilled = true;
    else making.hasEmpty = true;
    making.list.push(value ?? makeEmpty(element));
  };
  const visit = filler ? compileVisit(listLevels(filler, bound), plan, add) : add;
  const needsField = !filler || filler === levels.rows || plan.entries.some(({ entry }) => discardsEmpty(entry));
  const note = compileNotes(plan, filler, levels);
  return (frame) => {
    const making: Making = { list: [], isFound: false, isFilled: false, hasEmpty: false };
    visit(frame, making);
    if (bound === undefined) frame.bound[levels.rows.id] = frame.rows[0];
    if (!making.isFilled && (needsField || (!making.isFound && depth === 0))) return undefined;
    note(frame, making);
    return making.list;
  };
}

/** Finds the list of the record that a list is filled from: the innermost of those that its entries go through. */
function findFiller({ fillers }: ListPlan, bound: ListLevel | undefined): ListLevel | undefined {
  const [first, ...others] = fillers;
  if (!first) return undefined;
  let deepest = first.level;
  for (const { level } of others) if (isWithin(level, deepest)) deepest = level;
  for (const { level, entry } of fillers) {
    if (isWithin(deepest, level) && deepest !== bound && (!bound || isWithin(deepest, bound))) continue;
    const other = isWithin(deepest, level)
      ? `in the elements of ${bound?.path}`
      : `and ${deepest.path} for the same elements`;
    const expected = 'expected one list of the record, or lists within each other; a preMap hook can join lists';
    entry.scope.at('extract').refuse(`found ${level.path} ${other}, ${expected}`);
  }
  return deepest;
}

type Visit = (frame: MappingFrame, making: Making) => void;

/** Compiles the walk through lists within each other to the elements of the innermost. */
function compileVisit([level, ...inner]: readonly ListLevel[], plan: ListPlan, add: Visit): Visit {
  if (!level) return add;
  const { id, parent, read } = level;
  const next = compileVisit(inner, plan, add);
  return (frame, making) => {
    const found = parent ? read(frame.bound[parent.id]) : frame.rows;
    if (found === undefined || found === null) return;
    if (parent) making.isFound = true;
    if (isArray(found)) {
      for (const element of found) {
        frame.bound[id] = element;
        next(frame, making);
      }
      return;
    }
    plan.entries[0].entry.scope.rely(readings.singleElement);
    frame.bound[id] = found;
    next(frame, making);
  };
}

/** Compiles what reports the readings that decided the elements of a list. */
function compileNotes({ fillers, entries }: ListPlan, filler: ListLevel | undefined, { rows }: ListLevels) {
  const isJoined = fillers.some((one) => one.isJoined);
  const parents = new Set(fillers.map(({ level }) => level).filter((level) => level !== rows));
  const isOfRows = filler !== undefined && filler !== rows;
  const { scope } = entries[0].entry;
  return (frame: MappingFrame, { list, isFound, isFilled, hasEmpty }: Making): void => {
    if (hasEmpty) scope.rely(readings.emptyElement);
    if (!isFound && !isFilled) scope.rely(readings.innerList);
    if (list.length === 0) return;
    if (isJoined) scope.rely(readings.joinedLists);
    if (parents.size > 1) scope.rely(readings.parentValue);
    if (isOfRows && isArray(frame.record)) scope.rely(readings.listsOfRows);
  };
}
