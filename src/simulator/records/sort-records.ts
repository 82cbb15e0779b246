import type { AnyRecord } from '../../contracts/author-types.ts';
import { isFiniteNumber } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import { readings } from './readings.ts';
import { watchField } from './watch-field.ts';

/** A field by which the records of a file are sorted. */
export interface SortField {
  readonly field: string;
  readonly descending?: boolean | null | undefined;
}

/** The ranks of types; values of equal rank are compared. */
const RANKS: Readonly<Record<string, number>> = { undefined: 0, boolean: 1, number: 2, string: 3, object: 4 };
const OBJECT = 4;

/** A value with what its order depends on, found once. */
interface SortKey {
  readonly value: string | number | boolean;
  readonly rank: number;
  /** Lower-case text, to see whether another reading would sort otherwise. */
  readonly lower: string | undefined;
  /** The number that a text holds, or NaN. */
  readonly number: number;
}

/** Sorts the records of a file. Equal ones keep their order. */
export type SortRecords = (records: readonly AnyRecord[]) => AnyRecord[];

/**
 * Compiles the sorting of records by fields, the first of them first, as the platform sorts those of a file before it
 * groups them.
 * @param by dotted paths, each ascending unless it is `descending`; those that are none are refused
 */
export function compileOrder(by: readonly SortField[], scope: Scope): SortRecords {
  const readers = by.map(({ field }, index) => watchField(field, scope.at(index, 'field')));
  const signs = by.map(({ descending }) => (descending === true ? -1 : 1));
  return (records) => {
    const sorted = records.map((record) => ({ record, keys: readers.map((read) => toSortKey(read(record))) }));
    sorted.sort((one, other) => {
      for (let index = 0; index < signs.length; index++) {
        const order = compareKeys(one.keys[index] as SortKey, other.keys[index] as SortKey, scope);
        if (order !== 0) return order * (signs[index] as number);
      }
      return 0;
    });
    return sorted.map(({ record }) => record);
  };
}

function toSortKey(found: unknown): SortKey {
  const value = (found ?? undefined) as string;
  const isText = typeof value === 'string';
  const number = isText && value.trim() !== '' ? Number(value) : Number.NaN;
  return { value, rank: RANKS[typeof value] as number, lower: isText ? value.toLowerCase() : undefined, number };
}

function compareKeys(one: SortKey, other: SortKey, { rely }: Scope): number {
  if (one.rank !== other.rank || one.rank === OBJECT) {
    rely(readings.sortedTypes);
    return one.rank - other.rank;
  }
  const order = compareValues(one.value, other.value);
  if (one.lower === undefined || other.lower === undefined || order === 0) return order;
  const isNumeric = isFiniteNumber(one.number) && isFiniteNumber(other.number);
  const alternative = isNumeric ? one.number - other.number : compareValues(one.lower, other.lower);
  if (Math.sign(alternative) !== order) rely(readings.sortedTexts);
  return order;
}

function compareValues(one: string | number | boolean, other: string | number | boolean): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
