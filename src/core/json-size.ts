import { getPrototypeOf, hasOwn, isArray, isNotANumber, stringify } from '../shared/intrinsics.ts';
import { readTag } from './resolve.ts';

/** What one walk over a response is told, and finds out beside the bound it returns. */
export interface SizeScan {
  /** In bytes. */
  readonly limit: number;
  /** NaN or Infinity stands somewhere: JSON turns them into null. */
  nonFinite: boolean;
  /**
   * Why the walk has ended before its time: 1 where there are more levels than it goes down; or the length of an array
   * that has more elements than the limit has bytes.
   */
  stoppedAt: number;
  /** What has been found that is no plain JSON data, and the keys that lead there. */
  invalid: unknown;
  readonly keys: PropertyKey[];
}

/** How a walk begins: at fault is the response as a whole, until a part of it is. */
export function createSizeScan(response: unknown, limit: number): SizeScan {
  return { limit, nonFinite: false, stoppedAt: 0, invalid: response, keys: [] };
}

/** No number is longer than -0.0000012345678901234567. */
export const MAX_NUMBER_BYTES = 25;

/*
 * The literals below: 6 for a character, which becomes \u0000 at its longest; 2 for quotes or brackets; 4 for quotes,
 * colon and comma of a member; 4 for null, 5 for false.
 *
 * Types are compared one by one: to switch on one, V8 makes a text of it.
 */

/**
 * An upper bound of the bytes that `JSON.stringify(value)` has in UTF-8. NaN where something is no plain JSON data (a
 * function, a bigint, a Date, an instance); Infinity where the size cannot be told without serialising. Sums of bounds
 * keep both; the walk ends at the first NaN.
 */
export function upperBound(value: unknown, depth: number, walk: SizeScan): number {
  if (typeof value === 'string') return 6 * value.length + 2;
  if (typeof value === 'number') {
    if (value - value !== 0) walk.nonFinite = true;
    return MAX_NUMBER_BYTES;
  }
  if (typeof value === 'object') return value === null ? 4 : upperBoundOfObject(value, depth, walk);
  return typeof value === 'boolean' || value === undefined ? 5 : markInvalid(value, walk);
}

function markInvalid(value: unknown, walk: SizeScan): number {
  walk.invalid = value;
  return NaN;
}

function upperBoundOfObject(value: object, depth: number, walk: SizeScan): number {
  // Deeper it does not go: depth would exhaust the stack, and cycles that branch all time there is.
  if (depth === 64) walk.stoppedAt ||= 1;
  if (walk.stoppedAt) return Infinity;
  if (isArray(value)) return upperBoundOfArray(value, depth, walk);
  if (!isPlain(value)) return isBoxed(value) ? Infinity : markInvalid(value, walk);
  let total = 2;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    total += 6 * key.length + 4;
    // In place and without a call: this is the loop that most of a page is walked by.
    if (typeof item === 'string') total += 6 * item.length + 2;
    else if (typeof item === 'number') {
      if (item - item !== 0) walk.nonFinite = true;
      total += MAX_NUMBER_BYTES;
    } else if (typeof item === 'object') {
      total += item === null ? 4 : upperBoundOfObject(item, depth + 1, walk);
      if (isNotANumber(total)) return pushKey(key, walk);
    } else if (typeof item === 'boolean' || item === undefined) total += 5;
    // Some libraries give every object a method, as an enumerable property: it is no part of the data.
    else if (hasOwn(value, key)) {
      markInvalid(item, walk);
      return pushKey(key, walk);
    }
  }
  return total;
}

/** Keeps a key that leads to what is no JSON data, on the way out. */
function pushKey(key: PropertyKey, walk: SizeScan): number {
  walk.keys.unshift(key);
  return NaN;
}

function upperBoundOfArray(list: readonly unknown[], depth: number, walk: SizeScan): number {
  const { length } = list;
  if (length > walk.limit) {
    // Too long whatever it holds, and that may be nothing but holes: writing them out could take all memory there is.
    walk.stoppedAt = length;
    return Infinity;
  }
  let total = length + 2;
  for (let i = 0; i < length; i++) {
    total += upperBound(list[i], depth + 1, walk);
    if (isNotANumber(total)) return pushKey(i, walk);
  }
  return total;
}

/** Plain data, however it was made: by `{}` of this realm or another one, or without a prototype. */
export function isPlain(value: object): boolean {
  const prototype = getPrototypeOf(value);
  return prototype === Object.prototype || !prototype || !getPrototypeOf(prototype);
}

/** Whether a value is a primitive in an object's clothes, which JSON writes as the primitive. */
export function isBoxed(value: object): boolean {
  return / (String|Number|Boolean)]/.test(readTag(value));
}

/**
 * Replaces the bounds of texts and numbers by true lengths, one after the other, until the whole fits the limit or
 * everything has been measured. Only for what was found to be plain data of a finite bound.
 * @returns an upper bound still: writing out long fractions would take longer than all the rest
 */
export function measureExactly(value: unknown, bound: number, limit: number): number {
  // No function is made here: one that is new with each call is compiled anew with each call.
  if (typeof value === 'string') return bound - overestimate(value);
  if (Number.isInteger(value)) return bound - MAX_NUMBER_BYTES + countDigits(value as number);
  let bytes = bound;
  if (isArray(value))
    for (let i = 0; i < value.length && bytes > limit; i++) bytes = measureExactly(value[i], bytes, limit);
  else if (typeof value === 'object') {
    for (const key in value) {
      const item = (value as Record<string, unknown>)[key];
      bytes -= overestimate(key);
      // In place: most values are texts.
      if (typeof item === 'string') bytes -= overestimate(item);
      else bytes = measureExactly(item, bytes, limit);
    }
  }
  return bytes;
}

/** The characters of an integer: small ones are counted, because writing them out takes longer. */
function countDigits(integer: number): number {
  if (integer < 0 || integer > 1e9) return `${integer}`.length;
  let digits = 1;
  for (let next = 10; next <= integer; next *= 10) digits++;
  return digits;
}

/** By how much the bytes of a text as JSON are less than its bound. */
function overestimate(text: string): number {
  const { length } = text;
  return needsNoEscape(text, length) ? 5 * length : 6 * length + 2 - Buffer.byteLength(stringify(text));
}

/** Not where it is used: there each use would make an object. */
const BARE = /^[ !#-[\]-~]*$/;

/** Whether every character of a text is one byte of JSON. */
function needsNoEscape(text: string, length: number): boolean {
  // The regular expression is faster at what is long, the loop at all else.
  // Stryker disable next-line ConditionalExpression,EqualityOperator: whichever is taken, they say the same
  if (length > 32) return BARE.test(text);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}
