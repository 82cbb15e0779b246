import { pathOf } from '../path.ts';
import { isBoxed, isPlain } from './bound.ts';

/** A place in a response that JSON cannot carry. */
export interface Flaw {
  /** As one would write it in code: `response.data[3].when`. */
  readonly path: string;
  /** What stands there: `a Date`, `a function`, `a cycle`. */
  readonly found: string;
}

type Keys = (string | number)[];

/** The first thing in a response that is no JSON data. */
export function findFlaw(response: unknown): Flaw {
  try {
    const found = firstFlaw(response, []);
    if (found) return { path: pathOf('response', found.keys), found: found.what };
  } catch {
    // Only the stack can have run out: every read of the author's objects is caught where it is made.
  }
  return { path: 'response', found: 'more levels than JSON can be made of' };
}

/** Whether anything in a response is no JSON data; own properties only, whatever prototypes have been given. */
export function hasFlaw(response: unknown): boolean {
  return firstFlaw(response, []) !== undefined;
}

/** Where NaN and Infinity stand: the first `most` of them. */
export function findNonFinite(response: unknown, most = 3): string[] {
  const paths: string[] = [];
  const visit = (value: unknown, keys: Keys): void => {
    if (typeof value === 'number' && !Number.isFinite(value)) paths.push(pathOf('response', keys));
    if (typeof value !== 'object' || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      if (paths.length === most) return;
      visit(item, [...keys, Array.isArray(value) ? Number(key) : key]);
    }
  };
  visit(response, []);
  return paths;
}

function firstFlaw(value: unknown, trail: object[]): { keys: Keys; what: string } | undefined {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    return { keys: [], what: `a ${typeof value}` };
  }
  if (typeof value !== 'object' || value === null || isBoxed(value)) return undefined;
  if (trail.includes(value)) return { keys: [], what: 'a cycle' };
  if (!Array.isArray(value) && !isPlain(value)) return { keys: [], what: nameOf(value) };
  trail.push(value);
  for (const key of Object.keys(value)) {
    const found = flawAt(value, key, trail);
    if (!found) continue;
    found.keys.unshift(Array.isArray(value) ? Number(key) : key);
    return found;
  }
  trail.pop();
  return undefined;
}

function flawAt(holder: object, key: string, trail: object[]): { keys: Keys; what: string } | undefined {
  let item: unknown;
  try {
    item = (holder as Record<string, unknown>)[key];
  } catch {
    return { keys: [], what: 'a property that throws when it is read' };
  }
  return firstFlaw(item, trail);
}

function nameOf(instance: object): string {
  const made = instance.constructor;
  const name = typeof made === 'function' && made.name;
  return name ? `an instance of ${name}` : 'an object with a prototype of its own';
}
