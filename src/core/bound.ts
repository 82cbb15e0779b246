import { tagOf } from './resolve.ts';

const { getPrototypeOf } = Object;

/** How deep the walk recurses, so that neither depth nor a cycle exhausts the stack. */
const DEPTH = 64;

/** What one walk over a response is told, and finds out beside the bound it returns. */
export interface Walk {
  /** In bytes. */
  readonly limit: number;
  /** NaN or Infinity stands somewhere: JSON turns them into null. */
  nonFinite: boolean;
}

/** The longest a character of a string can become: \u0000, or a lone surrogate. */
const PER_UNIT = 6;
const QUOTES = 2;
/** Colon and comma beside the quotes. */
const MEMBER = 4;
/** As long as -1.2345678901234567e-308. */
export const NUMBER = 24;
const BOOLEAN = 5;
const NULL = 4;

/**
 * An upper bound of the bytes that `JSON.stringify(value)` has in UTF-8. NaN where something is no plain JSON data (a
 * function, a bigint, a Date, an instance); Infinity where the size cannot be told without serialising. Sums of bounds
 * keep both, so that no step of the walk has to look for them.
 */
export function boundOf(value: unknown, depth: number, walk: Walk): number {
  switch (typeof value) {
    case 'string':
      return PER_UNIT * value.length + QUOTES;
    case 'number':
      if (value - value !== 0) walk.nonFinite = true;
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'undefined':
      return NULL;
    case 'object':
      return value === null ? NULL : boundOfObject(value, depth, walk);
    default:
      return NaN;
  }
}

function boundOfObject(value: object, depth: number, walk: Walk): number {
  if (depth === DEPTH) return Infinity;
  if (Array.isArray(value)) return boundOfArray(value, depth, walk);
  if (!isPlain(value)) return isBoxed(value) ? Infinity : NaN;
  let total = QUOTES;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    total += PER_UNIT * key.length + MEMBER;
    // In place and without a call: this is the loop that most of a page is walked by.
    switch (typeof item) {
      case 'string':
        total += PER_UNIT * item.length + QUOTES;
        break;
      case 'number':
        if (item - item !== 0) walk.nonFinite = true;
        total += NUMBER;
        break;
      case 'object':
        total += item === null ? NULL : boundOfObject(item, depth + 1, walk);
        break;
      case 'boolean':
      case 'undefined':
        total += BOOLEAN;
        break;
      default:
        // Some libraries give every object a method, as an enumerable property: it is no part of the data.
        if (Object.hasOwn(value, key)) return NaN;
        total += BOOLEAN;
    }
  }
  return total;
}

function boundOfArray(list: readonly unknown[], depth: number, walk: Walk): number {
  const { length } = list;
  // Too long for the limit, whatever it holds, and perhaps nothing but holes.
  if (length > walk.limit) return Infinity;
  let total = QUOTES + length;
  for (let i = 0; i < length; i++) total += boundOf(list[i], depth + 1, walk);
  return getPrototypeOf(list) === Array.prototype ? total : total + Infinity;
}

/** Plain data, however it was made: by `{}` of this realm or another one, or without a prototype. */
export function isPlain(value: object): boolean {
  const prototype = getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || getPrototypeOf(prototype) === null;
}

/** Whether a value is a primitive in an object's clothes, which JSON writes as the primitive. */
export function isBoxed(value: object): boolean {
  return /String|Number|Boolean/.test(tagOf(value));
}
