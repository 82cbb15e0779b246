import { getPrototypeOf, hasOwn, isArray, isNotANumber, stringify } from '../shared/intrinsics.ts';
import { readTag } from './resolve.ts';

/** The settings and findings of one scan of a response, beside the bound that it returns. */
export interface SizeScan {
  /** Bytes. */
  readonly limit: number;
  /** NaN or Infinity was found: JSON turns them into null. */
  nonFinite: boolean;
  /**
   * Why the scan stopped early: 1 for too many levels, or the length of an array with more elements than the limit has
   * bytes.
   */
  stoppedAt: number;
  /** The value that is not plain JSON data, and the keys that lead to it. */
  invalid: unknown;
  readonly keys: PropertyKey[];
}

/** Initial state: the whole response is the suspect. */
export function createSizeScan(response: unknown, limit: number): SizeScan {
  return { limit, nonFinite: false, stoppedAt: 0, invalid: response, keys: [] };
}

/** The longest number in JSON is -0.0000012345678901234567. */
export const MAX_NUMBER_BYTES = 25;

/*
 * The literals below: 6 bytes per character (\u0000), 2 for quotes or brackets, 4 for a member's quotes, colon and
 * comma, 4 for null, 5 for false.
 *
 * An if-chain, not `switch (typeof …)`: V8 would make a string of the type.
 */

/**
 * Returns an upper bound of the UTF-8 bytes of `JSON.stringify(value)`. NaN: the value holds something that is not
 * plain JSON data (a function, a bigint, a Date, an instance). Infinity: only serialising decides. Sums keep both; the
 * scan stops at the first NaN.
 */
export function computeUpperBound(value: unknown, depth: number, scan: SizeScan): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value === 'number') {
    if (value - value !== 0) scan.nonFinite = true;
    return MAX_NUMBER_BYTES;
  }
  if (typeof value === 'object') return value === null ? 4 : boundObject(value, depth, scan);
  return typeof value === 'boolean' || value === undefined ? 5 : markInvalid(value, scan);
}

function markInvalid(value: unknown, scan: SizeScan): number {
  scan.invalid = value;
  return NaN;
}

function boundObject(value: object, depth: number, scan: SizeScan): number {
  // Deeper levels would exhaust the stack, and branching cycles would never end.
  if (depth === 64) scan.stoppedAt ||= 1;
  if (scan.stoppedAt) return Infinity;
  if (isArray(value)) return boundArray(value, depth, scan);
  if (!isPlain(value)) return isBoxed(value) ? Infinity : markInvalid(value, scan);
  let total = 2;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    total += 6 * key.length + 4;
    // Inlined: this loop scans most of a page.
    if (typeof item === 'string') total += 6 * item.length + 2;
    else if (typeof item === 'number') {
      if (item - item !== 0) scan.nonFinite = true;
      total += MAX_NUMBER_BYTES;
    } else if (typeof item === 'object') {
      total += item === null ? 4 : boundObject(item, depth + 1, scan);
      if (isNotANumber(total)) return pushKey(key, scan);
    } else if (typeof item === 'boolean' || item === undefined) total += 5;
    // Some libraries add an enumerable method to every object: inherited ones are not data.
    else if (hasOwn(value, key)) {
      markInvalid(item, scan);
      return pushKey(key, scan);
    }
  }
  return total;
}

/** Adds a key to the path of the invalid value, while the recursion unwinds. */
function pushKey(key: PropertyKey, scan: SizeScan): number {
  scan.keys.unshift(key);
  return NaN;
}

function boundArray(list: readonly unknown[], depth: number, scan: SizeScan): number {
  const { length } = list;
  if (length > scan.limit) {
    // Too long with any elements. It may be all holes, and writing them out could exhaust the memory.
    scan.stoppedAt = length;
    return Infinity;
  }
  let total = length + 2;
  for (let i = 0; i < length; i++) {
    total += computeUpperBound(list[i], depth + 1, scan);
    if (isNotANumber(total)) return pushKey(i, scan);
  }
  return total;
}

/** Whether an object is plain data: made by `{}` in this realm or another, or without a prototype. */
export function isPlain(value: object): boolean {
  const prototype = getPrototypeOf(value);
  return prototype === Object.prototype || !prototype || !getPrototypeOf(prototype);
}

/** Whether a value is a boxed primitive (`new String('x')`), which JSON writes as the primitive. */
export function isBoxed(value: object): boolean {
  return / (String|Number|Boolean)]/.test(readTag(value));
}

/**
 * Replaces the bounds of texts and integers by true lengths, until the total fits the limit or all are measured. Only
 * for plain data with a finite bound.
 * @returns still an upper bound: writing out fractions would take longer than everything else
 */
export function measureExactly(value: unknown, bound: number, limit: number): number {
  // No closure: V8 would compile a new one for each call.
  if (typeof value === 'string') return bound - countExcess(value);
  if (Number.isInteger(value)) return bound - MAX_NUMBER_BYTES + countDigits(value as number);
  let bytes = bound;
  if (isArray(value))
    for (let i = 0; i < value.length && bytes > limit; i++) bytes = measureExactly(value[i], bytes, limit);
  else if (typeof value === 'object') {
    for (const key in value) {
      const item = (value as Record<string, unknown>)[key];
      bytes -= countExcess(key);
      // Inlined: most values are texts.
      if (typeof item === 'string') bytes -= countExcess(item);
      else bytes = measureExactly(item, bytes, limit);
    }
  }
  return bytes;
}

/** Counts the characters of an integer. For small ones this is faster than making their text. */
function countDigits(integer: number): number {
  if (integer < 0 || integer > 1e9) return `${integer}`.length;
  let digits = 1;
  for (let next = 10; next <= integer; next *= 10) digits++;
  return digits;
}

/** The bytes by which a text's bound exceeds its JSON. */
function countExcess(text: string): number {
  const { length } = text;
  return needsNoEscape(text, length) ? 5 * length : 6 * length + 2 - Buffer.byteLength(stringify(text));
}

/** A constant: a literal inside the function would make an object on each use. */
const UNESCAPED = /^[ !#-[\]-~]*$/;

/** Whether every character of a text is one byte of JSON. */
function needsNoEscape(text: string, length: number): boolean {
  // The regular expression is faster for long texts, the loop for short ones.
  // Stryker disable next-line ConditionalExpression,EqualityOperator: both return the same
  if (length > 32) return UNESCAPED.test(text);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}
