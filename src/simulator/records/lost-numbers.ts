import type { AnyRecord } from '../../contracts/author-types.ts';
import { formatPath } from '../../shared/path.ts';

/** A number of a record that JavaScript cannot hold. */
export interface LostNumber {
  /** `a lost integer`, or `a number that becomes null`. */
  readonly kind: string;
  /** Its place in the record, and what becomes of it. */
  readonly message: string;
}

/** Whether JSON may hold a number that JavaScript cannot: 16 digits or an exponent of three. */
const SUSPICIOUS = /\d{16}|e\+?\d{3}/i;

/**
 * Finds the numbers of a record that JavaScript could not read exactly.
 * @param json the record's text, if it is known: most records need no second look then
 */
export function findLostNumbers(record: AnyRecord, json?: string): readonly LostNumber[] {
  return json !== undefined && !SUSPICIOUS.test(json) ? [] : findIn(record, []);
}

function findIn(value: unknown, keys: readonly PropertyKey[]): LostNumber[] {
  if (typeof value === 'number') return describe(value, keys);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    findIn(item, [...keys, Array.isArray(value) ? Number(key) : key]),
  );
}

function describe(value: number, keys: readonly PropertyKey[]): LostNumber[] {
  const place = formatPath('', keys).replace(/^\./, '');
  if (!Number.isFinite(value)) {
    const found = Number.isNaN(value) ? 'NaN' : 'a number beyond 1.8e308';
    return [{ kind: 'a number that becomes null', message: `${place}: found ${found}, which becomes null` }];
  }
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return [];
  const message = `${place}: found an integer beyond 2^53, whose last digits may be lost; expected it as a text`;
  return [{ kind: 'a lost integer', message }];
}
