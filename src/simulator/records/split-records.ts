import type { AnyRecord } from '../../contracts/author-types.ts';
import { isArray } from '../../shared/intrinsics.ts';
import { getOwn, setOwn } from '../../shared/own-property.ts';
import { type FieldPathError, parseFieldPath } from '../filter/field-path.ts';
import type { Scope } from '../scope/scope.ts';
import { readings } from './readings.ts';

/** One record of a one-to-many step. */
export interface Child {
  /** The index of the record that it is a part of. */
  readonly parent: number;
  /** Its place in the parent's list; undefined where the record itself is the child. */
  readonly place: number | undefined;
  readonly record: AnyRecord;
}

/** Splits records into the children of a one-to-many step, and puts changed children back. */
export interface ChildSplitter {
  readonly split: (records: readonly AnyRecord[]) => Child[];
  /**
   * Puts changed children back into copies of their records, at their places and without `_PARENT`. A child that is
   * undefined in `changed` stays as it was.
   * @param changed one for each of `children`, in their order
   */
  readonly join: (
    records: readonly AnyRecord[],
    children: readonly Child[],
    changed: readonly (AnyRecord | undefined)[],
  ) => AnyRecord[];
}

const PARENT = '_PARENT';

/**
 * Makes the splitter of a step with `oneToMany`, as the platform splits. A child has its own fields, and the record
 * without the list of children as `_PARENT`; a child without path has no `_PARENT`.
 * @param pathToMany dotted names, with signs in brackets; undefined or blank: the rows of a grouped record
 */
export function createSplitter(pathToMany: string | undefined, scope: Scope): ChildSplitter {
  const names = pathToMany ? parseNames(pathToMany, scope) : [];
  return {
    split: (records) => {
      const children: Child[] = [];
      for (const [parent, record] of records.entries()) {
        if (names.length > 0) splitAtPath(record, parent, names, children, scope);
        else if (isArray(record))
          for (const [place, row] of record.entries()) children.push({ parent, place, record: row });
        else children.push({ parent, place: undefined, record });
      }
      return children;
    },
    join: (records, children, changed) => joinChildren(records, children, changed, names, scope),
  };
}

/** Parses the path of the children's list. A list within a list is refused. */
function parseNames(path: string, scope: Scope): readonly string[] {
  try {
    const parts = parseFieldPath(path);
    const isNamed = parts.every((part) => typeof part === 'string' && !/^\d+$/.test(part));
    if (isNamed) return parts as readonly string[];
    scope.refuse(`found the path ${path}, expected names alone such as order.lines: it leads to one list of a record`);
  } catch (thrown) {
    scope.refuse((thrown as FieldPathError).message);
  }
  return ['']; // No record has it, and the flow does not start.
}

function splitAtPath(record: unknown, parent: number, names: readonly string[], children: Child[], scope: Scope): void {
  let list = record;
  for (const name of names) list = isArray(list) ? undefined : getOwn(list, name);
  if (!isArray(list)) {
    scope.warn(`found records without a list at ${names.join('.')}, expected a list in each: they have no children`);
    return;
  }
  const remainder = replaceAt(record as AnyRecord, names, undefined);
  for (const [place, own] of list.entries()) {
    if (typeof own !== 'object' || own === null || isArray(own)) {
      scope.warn(`found elements of ${names.join('.')} that are no objects: they are no children`);
      continue;
    }
    if (getOwn(own, PARENT) !== undefined) scope.warn(`found a field ${PARENT} of a child, which the record replaces`);
    children.push({ parent, place, record: { ...own, [PARENT]: remainder } });
  }
}

/** Copies a record along a path, with another list at its end; without one, the last name is left out. */
function replaceAt(record: AnyRecord, names: readonly string[], list: readonly unknown[] | undefined): AnyRecord {
  const copy = { ...record };
  let holder: AnyRecord = copy;
  for (const name of names.slice(0, -1)) {
    const inner = { ...(getOwn(holder, name) as AnyRecord) };
    setOwn(holder, name, inner);
    holder = inner;
  }
  const last = names.at(-1) as string;
  if (list) setOwn(holder, last, list);
  else delete holder[last];
  return copy;
}

function joinChildren(
  records: readonly AnyRecord[],
  children: readonly Child[],
  changed: readonly (AnyRecord | undefined)[],
  names: readonly string[],
  scope: Scope,
): AnyRecord[] {
  const joined = [...records];
  const lists = new Map<number, unknown[]>();
  for (const [index, { parent, place }] of children.entries()) {
    const child = changed[index];
    if (child === undefined) continue;
    if (place === undefined) {
      joined[parent] = child;
      continue;
    }
    scope.rely(readings.joinedChildren);
    let list = lists.get(parent);
    if (!list) {
      const record = records[parent] as AnyRecord;
      list = [...(names.reduce<unknown>(getOwn, record) as unknown[])];
      lists.set(parent, list);
      joined[parent] = names.length === 0 ? list : replaceAt(record, names, list);
    }
    list[place] = names.length === 0 ? child : withoutParent(child);
  }
  return joined;
}

function withoutParent(child: AnyRecord): AnyRecord {
  const { [PARENT]: _parent, ...own } = child;
  return own;
}
