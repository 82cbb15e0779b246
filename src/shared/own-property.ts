import { hasOwn } from './intrinsics.ts';

type Holder = Record<string | number, unknown>;

/** The value of an own property; undefined without one. */
export function getOwn(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && hasOwn(value, key) ? (value as Holder)[key] : undefined;
}

/** Sets an own property, whatever its name. */
export function setOwn(target: object, key: string | number, value: unknown): void {
  // An assignment would replace the prototype.
  if (key !== '__proto__') (target as Holder)[key] = value;
  else Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
