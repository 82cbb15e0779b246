import type { AnyRecord } from '../../contracts/author-types.ts';
import { stringify } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import { readings } from './readings.ts';
import { watchField } from './watch-field.ts';

/** Groups records as they come. */
export interface Grouper {
  /** Takes a record, and returns the group that it ends: a list of rows. */
  readonly add: (record: AnyRecord) => AnyRecord[] | undefined;
  /** Returns the last group; undefined if there was no record. */
  readonly end: () => AnyRecord[] | undefined;
}

/**
 * Compiles the grouping of consecutive records with equal values in all fields, as the platform groups the records of
 * an export. Each group is a list of rows, also that of one record.
 * @param fields at least one; dotted paths, of which those that are none are refused
 * @param groupEmptyValues whether records without any of the values group, and are not each their own group
 * @returns a function that makes a grouper
 */
export function compileGroups(fields: readonly string[], scope: Scope, groupEmptyValues: boolean): () => Grouper {
  const readers = fields.map((field, index) => watchField(field, scope.at(index)));
  return () => createGrouper(readers, scope, groupEmptyValues);
}

function createGrouper(readers: readonly ReadField[], scope: Scope, groupEmptyValues: boolean): Grouper {
  let rows: AnyRecord[] | undefined;
  let key: readonly unknown[] = [];
  const add = (record: AnyRecord): AnyRecord[] | undefined => {
    const own = readers.map((read) => toKeyPart(read(record), scope));
    if (rows && isSameKey(key, own, scope) && mayGroup(own, key, groupEmptyValues, scope)) {
      rows.push(record);
      return undefined;
    }
    const ended = rows;
    rows = [record];
    key = own;
    return ended;
  };
  const end = (): AnyRecord[] | undefined => {
    const last = rows;
    rows = undefined;
    return last;
  };
  return { add, end };
}

type ReadField = ReturnType<typeof watchField>;

/** A value to compare by identity. */
function toKeyPart(value: unknown, { rely }: Scope): unknown {
  if (typeof value !== 'object' || value === null) return value;
  rely(readings.keysOfObjects);
  return `\0${stringify(value)}`;
}

function isSameKey(one: readonly unknown[], other: readonly unknown[], { rely }: Scope): boolean {
  let isSame = true;
  let isAlike = true;
  for (let index = 0; index < one.length; index++) {
    if (one[index] === other[index]) continue;
    const areEmpty = isEmpty(one[index]) && isEmpty(other[index]);
    isSame &&= areEmpty;
    isAlike &&= areEmpty || String(one[index]) === String(other[index]);
  }
  if (!isSame && isAlike) rely(readings.keysOfOtherType);
  return isSame;
}

/** Whether a record groups with the one before it, whose key is the same. */
function mayGroup(
  key: readonly unknown[],
  before: readonly unknown[],
  groupEmptyValues: boolean,
  { rely }: Scope,
): boolean {
  const empty = key.filter(isEmpty).length;
  if (empty > 0 && !groupEmptyValues) {
    if (empty === key.length) return false;
    rely(readings.partlyEmptyKey);
  }
  if (key.some((part, index) => part !== before[index])) rely(readings.emptyKeysEqual);
  return true;
}

function isEmpty(part: unknown): boolean {
  return part === undefined || part === null || part === '';
}
