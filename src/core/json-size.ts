import { toText } from '../shared/errors.ts';
import { getPrototypeOf, hasOwn, isArray, isNotANumber, stringify } from '../shared/intrinsics.ts';
import { readTag } from './resolve.ts';

/** The findings of one scan of a response. */
export interface SizeScan {
  /**
   * An upper bound of the UTF-8 bytes of the response's JSON. NaN: it holds something that is not plain JSON data (a
   * function, a bigint, a Date, an instance, a cycle). Infinity: only serialising decides, or the scan has stopped.
   */
  readonly bound: number;
  /** A lower bound of the bytes, if the scan has stopped above the limit; else 0. */
  readonly tooMany: number;
  /** NaN or Infinity was found: JSON turns them into null. */
  readonly nonFinite: boolean;
  /** What is not plain JSON data, and the keys that lead to it. */
  readonly found: string;
  readonly keys: readonly PropertyKey[];
}

/** Smaller responses are scanned to their end, whatever their limit: their flaws are named before their size. */
const SMALL = 1024 * 1024;

/*
 * The state of the current scan. There is one at a time, because a scan is synchronous. Fields of an object would take
 * longer to reach, and 250 bytes of every bundle.
 */
let end: number;
let isStrict: boolean;
let least: number;
let nonFinite: boolean;
let found: string;
let keys: PropertyKey[];
/** The objects around the current one, from level 64 on: a cycle gets there. */
let ancestors: object[];

/**
 * Scans a response once, as far as its first flaw. It stops above the limit: objects may be shared, and 30 levels of
 * pairs have a billion places.
 * @param limit bytes
 * @param strict whether NaN and Infinity are flaws
 */
export function scanSize(response: unknown, limit: number, strict = false): SizeScan {
  end = Math.max(limit, SMALL);
  isStrict = strict;
  least = 0;
  nonFinite = false;
  found = 'too many levels';
  keys = [];
  ancestors = [];
  let bound = NaN;
  try {
    bound = boundValue(response, 0);
    // JSON cannot have all levels that a scan can: serialising decides.
    if (ancestors[0]) bound += Infinity;
  } catch (thrown) {
    // A proxy threw, or there are more levels than JSON can have.
    found = toText(thrown);
  }
  return { bound, tooMany: least > end ? least : 0, nonFinite, found, keys };
}

/** The longest number in JSON is -0.0000012345678901234567. */
export const MAX_NUMBER_BYTES = 25;

/*
 * The literals below: 6 bytes per character (\u0000), 2 for quotes or brackets, 4 for a member's quotes, colon and
 * comma, 4 for null, 5 for false.
 *
 * An if-chain, not `switch (typeof …)`: V8 would make a string of the type.
 */

/** Sums keep NaN and Infinity; the scan stops at the first NaN. */
function boundValue(value: unknown, depth: number): number {
  if (typeof value === 'string') {
    least += value.length;
    return 6 * value.length + 2;
  }
  if (typeof value === 'number') {
    if (value - value !== 0) {
      nonFinite = true;
      if (isStrict) return NaN;
    }
    return MAX_NUMBER_BYTES;
  }
  if (typeof value === 'object') return value === null ? 4 : boundObject(value, depth);
  return typeof value === 'boolean' || value === undefined ? 5 : markFlaw(`a ${typeof value}`);
}

function markFlaw(flaw: string): number {
  found = flaw;
  return NaN;
}

function boundObject(value: object, depth: number): number {
  least += 2;
  if (least > end) return Infinity;
  if (depth > 63) {
    ancestors.length = depth - 64;
    if (ancestors.includes(value)) return markFlaw('a cycle');
    ancestors.push(value);
  }
  if (isArray(value)) return boundArray(value, depth);
  if (!isPlain(value)) return isBoxed(value) ? Infinity : markFlaw(`an instance of ${value.constructor?.name}`);
  let total = 2;
  for (const key in value) {
    let item: unknown;
    try {
      item = (value as Record<string, unknown>)[key];
    } catch (thrown) {
      total = markFlaw(toText(thrown));
    }
    total += 6 * key.length + 4;
    // Inlined: this loop scans most of a page.
    if (typeof item === 'string') {
      least += item.length;
      total += 6 * item.length + 2;
    } else if (typeof item === 'object') total += item === null ? 4 : boundObject(item, depth + 1);
    // Some libraries add an enumerable method to every object: inherited ones are not data.
    else if (typeof item !== 'function' || hasOwn(value, key)) total += boundValue(item, depth + 1);
    if (isNotANumber(total)) return pushKey(key);
  }
  return total;
}

/** Adds a key to the path of the flaw, while the recursion unwinds. */
function pushKey(key: PropertyKey): number {
  keys.unshift(key);
  return NaN;
}

function boundArray(list: readonly unknown[], depth: number): number {
  const { length } = list;
  least += length;
  // It may be all holes, and to visit or to write them could take all memory.
  if (least > end) return Infinity;
  let total = length + 2;
  for (let i = 0; i < length; i++) {
    total += boundValue(list[i], depth + 1);
    if (isNotANumber(total)) return pushKey(i);
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
  if (Number.isInteger(value)) return bound - MAX_NUMBER_BYTES + `${value}`.length;
  let bytes = bound;
  if (isArray(value))
    for (let i = 0; i < value.length && bytes > limit; i++) bytes = measureExactly(value[i], bytes, limit);
  else if (typeof value === 'object')
    for (const key in value)
      bytes = measureExactly((value as Record<string, unknown>)[key], bytes - countExcess(key), limit);
  return bytes;
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
