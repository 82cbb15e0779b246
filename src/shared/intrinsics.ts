/*
 * The language's own functions, as they were when the host was loaded: functions run in the same process, and some
 * replace members of JSON, Object and Array.
 */
export const { parse, stringify } = JSON;
export const { getPrototypeOf, hasOwn, keys: listKeys } = Object;
export const { isArray } = Array;
export const { isFinite: isFiniteNumber, isNaN: isNotANumber } = Number;

/** Whether a value is an object or a function. */
export function isObject(value: unknown): value is object {
  return Object(value) === value;
}
