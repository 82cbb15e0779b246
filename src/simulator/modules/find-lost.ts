import { formatPath } from '../../shared/path.ts';

/**
 * Finds the first value of an answer that JSON does not carry: it becomes null, or is left out. An undefined field is
 * none, and a Date becomes text.
 * @param value without cycles
 */
export function findLost(value: unknown): string | undefined {
  const keys = search(value, []);
  return keys && formatPath('response', keys);
}

function search(value: unknown, keys: readonly PropertyKey[]): readonly PropertyKey[] | undefined {
  if (isLost(value)) return keys;
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return undefined;
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) {
      const own = [...keys, index];
      const found = one === undefined ? own : search(one, own);
      if (found) return found;
    }
    return undefined;
  }
  for (const [key, one] of Object.entries(value)) {
    const found = typeof one === 'string' ? undefined : search(one, [...keys, key]);
    if (found) return found;
  }
  return undefined;
}

function isLost(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value === 'function' || typeof value === 'symbol') return true;
  if (value instanceof Date) return Number.isNaN(value.getTime());
  return value instanceof Map || value instanceof Set;
}
