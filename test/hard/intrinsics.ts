/* The language's shared objects: a change affects every later call. */

const GLOBALS = [
  ...['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'BigInt', 'Date', 'RegExp', 'Promise'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'Proxy', 'Reflect', 'JSON', 'Math', 'Error', 'TypeError', 'RangeError'],
  ...['ArrayBuffer', 'DataView', 'Uint8Array', 'Buffer', 'AbortController', 'AbortSignal', 'EventTarget', 'URL'],
] as const;

type State = readonly (readonly [where: string, holder: object, descriptors: PropertyDescriptorMap])[];

function listHolders(): [string, object][] {
  const found = new Map<object, string>();
  const add = (holder: unknown, where: string) => {
    if (Object(holder) !== holder || found.has(holder as object)) return;
    found.set(holder as object, where);
    add(Object.getPrototypeOf(holder), `the prototype of ${where}`);
  };
  add(globalThis, 'globalThis');
  for (const name of GLOBALS) {
    const value = (globalThis as unknown as Record<string, { prototype?: unknown }>)[name];
    add(value, name);
    add(value?.prototype, `${name}.prototype`);
  }
  for (const made of [function* () {}, async function* () {}, async () => {}, [].values(), new Map().entries()])
    add(Object.getPrototypeOf(made), `the prototype of ${Object.prototype.toString.call(made)}`);
  return [...found].map(([holder, where]) => [where, holder]);
}

/** Records every property of every intrinsic, for `changesSince`. */
export function recordIntrinsics(): State {
  return listHolders().map(([where, holder]) => [where, holder, Object.getOwnPropertyDescriptors(holder)]);
}

/** Lists the properties added, removed or changed since, except for Node's own changes at the first fetch. */
export function findChanges(before: State): string[] {
  return before.flatMap(([where, holder, then]) => {
    const now = Object.getOwnPropertyDescriptors(holder);
    const keys = new Set([...Reflect.ownKeys(then), ...Reflect.ownKeys(now)]) as Set<string>;
    return [...keys]
      .filter((key) => !isSame(then[key], now[key]) && !/undici/.test(String(key)))
      .map((key) => `${where}: ${String(key)}`);
  });
}

function isSame(one: PropertyDescriptor | undefined, other: PropertyDescriptor | undefined): boolean {
  if (!one || !other) return one === other;
  const fields = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'] as const;
  return fields.every((field) => Object.is(one[field], other[field]));
}
