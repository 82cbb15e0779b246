/** A function may call back a promise. For a returned promise, its resolved value counts. */
export const PROMISE = Promise.resolve('promised');

/** Replaces a key in a corrected response: it has the same length, and the original accepts it. */
const KEY = 'hasOwnProperty';
const STAND_IN = 'hasOwnPropertY';

/** Copies a response with usual prototypes and harmless keys; returns the response itself if it has only these. */
export function normalizeObjects(value: unknown, within: readonly unknown[] = []): unknown {
  if (within.includes(value)) return value;
  const trail = [...within, value];
  if (Array.isArray(value)) {
    const items = value.map((item) => normalizeObjects(item, trail));
    return items.some((item, at) => !Object.is(item, value[at])) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  const descriptors = Object.getOwnPropertyDescriptors(value);
  if (Object.values(descriptors).some((one) => one.get)) return value;
  let changed = prototype === null || Object.prototype.toString.call(value) !== '[object Object]';
  const copy = {};
  for (const [key, item] of Object.entries(value)) {
    const made = normalizeObjects(item, trail);
    changed ||= !Object.is(made, item) || key === KEY;
    Object.defineProperty(copy, key === KEY ? STAND_IN : key, { value: made, enumerable: true });
  }
  return changed ? copy : value;
}

/** Puts the original key back into the answer to a corrected call. */
export function restoreKey(text: string): string {
  return text.replaceAll(STAND_IN, KEY);
}

/** Whether a response has a JSON form, and so a size. */
export function hasJsonForm(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
