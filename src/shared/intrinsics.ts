/*
 * The language's own functions, as they were when the host was loaded: functions run in the same process, and some
 * replace members of JSON, Object and Array.
 */
export const { parse, stringify } = JSON;
export const { getPrototypeOf, hasOwn, keys: listKeys } = Object;
export const { isArray } = Array;
// TypeScript does not take its own isFinite for a type guard.
export const { isFinite: isFiniteNumber, isNaN: isNotANumber } = Number as unknown as {
  readonly isFinite: (value: unknown) => value is number;
  readonly isNaN: (value: unknown) => boolean;
};

/** Whether a value is an object or a function. */
export function isObject(value: unknown): value is object {
  return Object(value) === value;
}
