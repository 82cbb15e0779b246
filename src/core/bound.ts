/** How deep one walk recurses; what lies deeper is deferred, so that neither depth nor a cycle exhausts the stack. */
const DEPTH = 64;

/** What one walk over a response finds out beside the bound it returns. */
export interface Walk {
  readonly limit: number;
  /** NaN or Infinity stands somewhere: JSON turns them into null. */
  nonFinite: boolean;
  /** An array has more elements than the limit has bytes. */
  endless: boolean;
  /** Objects deeper than a walk goes. */
  readonly deferred: object[];
}

/** The longest a character of a string can become: \u0000, or a lone surrogate. */
const PER_UNIT = 6;
const QUOTES = 2;
/** As long as -1.2345678901234567e-308. */
export const NUMBER = 24;
const BOOLEAN = 5;
const NULL = 4;

/**
 * An upper bound of the bytes that `JSON.stringify(value)` has in UTF-8. NaN where something is no plain JSON data (a
 * function, a bigint, a Date, an instance); Infinity where the size cannot be told without serialising. Sums of bounds
 * keep both, so that no step of the walk has to look for them.
 */
export function boundOf(value: unknown, walk: Walk): number {
  switch (typeof value) {
    case 'string':
      return PER_UNIT * value.length + QUOTES;
    case 'object':
      return value === null ? NULL : boundOfObject(value, 0, walk);
    case 'number':
      if (value - value !== 0) walk.nonFinite = true;
      return NUMBER;
    case 'boolean':
      return BOOLEAN;
    case 'undefined':
      return 0;
    default:
      return Number.NaN;
  }
}

/** Whether a part of a response is plain JSON data; what is deeper than a walk goes is deferred again. */
export function isJson(part: object, walk: Walk): boolean {
  return !Number.isNaN(boundOfObject(part, 0, walk));
}

function boundOfObject(value: object, depth: number, walk: Walk): number {
  if (depth === DEPTH) {
    walk.deferred.push(value);
    return Number.POSITIVE_INFINITY;
  }
  if (Array.isArray(value)) return boundOfArray(value, depth, walk);
  if (Object.getPrototypeOf(value) !== Object.prototype && !isPlain(value)) return boundOfOther(value);
  let total = 2;
  for (const key in value) {
    const item = (value as Record<string, unknown>)[key];
    total += PER_UNIT * key.length + 4;
    // In place and without a call: this is the loop that most of a page is walked by.
    switch (typeof item) {
      case 'string':
        total += PER_UNIT * item.length + QUOTES;
        break;
      case 'number':
        if (item - item !== 0) walk.nonFinite = true;
        total += NUMBER;
        break;
      case 'boolean':
        total += BOOLEAN;
        break;
      case 'undefined':
        break;
      case 'object':
        total += item === null ? NULL : boundOfObject(item, depth + 1, walk);
        break;
      default:
        return Number.NaN;
    }
  }
  return total;
}

function boundOfArray(list: readonly unknown[], depth: number, walk: Walk): number {
  const { length } = list;
  if (length > walk.limit) {
    walk.endless = true;
    return Number.POSITIVE_INFINITY;
  }
  let total = 2 + length;
  for (let i = 0; i < length; i++) {
    const item = list[i];
    if (typeof item === 'object') total += item === null ? NULL : boundOfObject(item, depth + 1, walk);
    else total += item === undefined ? NULL : boundOf(item, walk);
  }
  return Object.getPrototypeOf(list) === Array.prototype ? total : Number.POSITIVE_INFINITY + total;
}

const NATIVE_OBJECT = Function.prototype.toString.call(Object);

/** Plain data, however it was made: without a prototype, or by another realm's `{}`. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  if (Object.getPrototypeOf(prototype) !== null || !Object.hasOwn(prototype, 'constructor')) return false;
  const made = prototype.constructor;
  return typeof made === 'function' && Function.prototype.toString.call(made) === NATIVE_OBJECT;
}

/** `new String('…')` and its like are JSON data too; of what size is left to JSON. */
function boundOfOther(value: object): number {
  return isBoxed(value) ? Number.POSITIVE_INFINITY : Number.NaN;
}

/** Whether a value is a primitive in an object's clothes, which JSON writes as the primitive. */
export function isBoxed(value: object): boolean {
  return value instanceof String || value instanceof Number || value instanceof Boolean;
}
