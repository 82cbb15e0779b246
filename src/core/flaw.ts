import type { Refusal } from '../errors.ts';
import { pathOf } from '../path.ts';
import { isBoxed, isPlain } from './bound.ts';

/** The first thing in a response that is no JSON data: where it stands, and what it is. */
export function findFlaw(response: unknown): Refusal {
  try {
    const found = seek(response, flawIn, []);
    if (found) return found;
  } catch {
    // The stack has run out, or a proxy of the author's throws whatever it is asked.
  }
  return { path: 'response', found: 'more levels, or stranger objects, than JSON can be made of' };
}

/** Where the first NaN or Infinity stands. */
export function findNonFinite(response: unknown): string | undefined {
  return seek(response, (value) => (typeof value === 'number' && !Number.isFinite(value) ? `${value}` : undefined), [])
    ?.path;
}

type Look = (value: unknown) => string | undefined;

/** What is wrong with a value, whatever it may hold. */
function flawIn(value: unknown): string | undefined {
  if (value === UNREADABLE) return 'a property that throws when it is read';
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') return `a ${typeof value}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isPlain(value) || isBoxed(value))
    return undefined;
  return `an instance of ${value.constructor?.name || 'a class without a name'}`;
}

function seek(value: unknown, look: Look, trail: object[], keys: PropertyKey[] = []): Refusal | undefined {
  const wrong = look(value) ?? (trail.includes(value as object) ? 'a cycle' : undefined);
  if (wrong) return { path: pathOf('response', keys), found: wrong };
  if (typeof value !== 'object' || value === null) return undefined;
  trail.push(value);
  for (const key of Object.keys(value)) {
    keys.push(Array.isArray(value) ? Number(key) : key);
    const found = seek(read(value, key), look, trail, keys);
    if (found) return found;
    keys.pop();
  }
  trail.pop();
  return undefined;
}

const UNREADABLE = Symbol('unreadable');

function read(holder: object, key: string): unknown {
  try {
    return (holder as Record<string, unknown>)[key];
  } catch {
    return UNREADABLE;
  }
}
