/** A promise may be called back; where it is returned it is what is promised that counts. */
export const PROMISE = Promise.resolve('promised');

/** Renamed to, in a cured response: a key of the same length that the original has nothing against. */
const KEY = 'hasOwnProperty';
const STAND_IN = 'hasOwnPropertY';

/** A copy of a response in which all plain objects have the usual prototype and harmless keys; itself, if all have. */
export function withPrototypes(value: unknown, within: readonly unknown[] = []): unknown {
  if (within.includes(value)) return value;
  const trail = [...within, value];
  if (Array.isArray(value)) {
    const items = value.map((item) => withPrototypes(item, trail));
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
    const made = withPrototypes(item, trail);
    changed ||= !Object.is(made, item) || key === KEY;
    Object.defineProperty(copy, key === KEY ? STAND_IN : key, { value: made, enumerable: true });
  }
  return changed ? copy : value;
}

/** The answer to a cured call with the key as it was. */
export function renamed(text: string): string {
  return text.replaceAll(STAND_IN, KEY);
}

/** Whether a response is what JSON can carry at all, so that it has a size. */
export function isPlainEnough(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
