/**
 * Copies a value so that it can be sent to another process, and that JSON is made of the copy as of the value itself:
 * functions are left out, and `toJSON` is asked. What JSON cannot hold, a BigInt or a cycle, is in the copy too.
 */
export function copyAsData(value: unknown): unknown {
  return copy(value, '', new Map());
}

function copy(given: unknown, key: string, copies: Map<unknown, unknown>): unknown {
  const isAsked = Object(given) === given && typeof Object(given).toJSON === 'function';
  const value = isAsked ? (given as { toJSON: (key: string) => unknown }).toJSON(key) : given;
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (copies.has(value)) return copies.get(value);
  const made: unknown[] | Record<string, unknown> = Array.isArray(value) ? [] : {};
  copies.set(value, made);
  for (const [name, own] of Object.entries(value)) {
    const copied = copy(own, name, copies);
    Object.defineProperty(made, name, { value: copied, enumerable: true, configurable: true, writable: true });
  }
  return made;
}
