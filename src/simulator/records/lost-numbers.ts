import type { AnyRecord } from '../../contracts/author-types.ts';
import { formatPath } from '../../shared/path.ts';

/** Whether JSON may hold a number that JavaScript cannot: 16 digits or an exponent of three. */
const SUSPICIOUS = /\d{16}|e\+?\d{3}/i;

/**
 * Finds the first number of a record that JavaScript could not read exactly, in words; undefined if there is none.
 * @param json the record's text, if it is known: most records need no second look then
 */
export function findLostNumber(record: AnyRecord, json?: string): string | undefined {
  return json !== undefined && !SUSPICIOUS.test(json) ? undefined : findIn(record, []);
}

function findIn(value: unknown, keys: readonly PropertyKey[]): string | undefined {
  if (typeof value === 'number') return describe(value, keys);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = findIn(item, [...keys, Array.isArray(value) ? Number(key) : key]);
    if (found) return found;
  }
  return undefined;
}

function describe(value: number, keys: readonly PropertyKey[]): string | undefined {
  const place = formatPath('', keys).replace(/^\./, '');
  if (!Number.isFinite(value)) return `${place}: found a number beyond 1.8e308, which becomes null`;
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return undefined;
  return `${place}: found an integer beyond 2^53, whose last digits may be lost; expected it as a text`;
}
