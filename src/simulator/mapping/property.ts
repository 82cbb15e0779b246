import { hasOwn } from '../../shared/intrinsics.ts';

type Holder = Record<string | number, unknown>;

/** What a value has of its own under a key; undefined where it has nothing there. */
export function getOwn(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && hasOwn(value, key) ? (value as Holder)[key] : undefined;
}

/** Gives an object a field of its own, whatever its name. */
export function setOwn(target: object, key: string | number, value: unknown): void {
  // An assignment would replace the prototype.
  if (key !== '__proto__') (target as Holder)[key] = value;
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
