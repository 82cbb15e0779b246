import { type Refusal, textOf } from '../errors.ts';
import { pathOf } from '../path.ts';
import { isBoxed, isPlain } from './bound.ts';

type Look = (value: unknown) => unknown;

/** The first thing in a response that is no JSON data: where it stands, and what it is. */
export function findFlaw(response: unknown): Refusal {
  return seek(response, flawIn) ?? { path: 'response', found: 'more than JSON can be made of' };
}

/** Whether there is anything in a response that is no JSON data, a cycle for one; however deep it stands. */
export function hasFlaw(response: unknown): boolean {
  return seek(response, flawIn) !== undefined;
}

/** Where the first NaN or Infinity stands. */
export function findNonFinite(response: unknown): string | undefined {
  return seek(response, (value) => typeof value === 'number' && !Number.isFinite(value) && `${value}`)?.path;
}

/** What is wrong with a value, whatever it may hold. */
function flawIn(value: unknown): unknown {
  if (/function|symbol|bigint/.test(typeof value)) return `a ${typeof value}`;
  if (typeof value !== 'object' || !value || Array.isArray(value) || isPlain(value) || isBoxed(value)) return false;
  return `an instance of ${value.constructor?.name}`;
}

/** Deeper places are not written out. */
const DEEPEST = 100;

function seek(response: unknown, look: Look): Refusal | undefined {
  const keys: PropertyKey[] = [];
  const trail: unknown[] = [];
  const here = (found: unknown) => ({ path: pathOf('response', keys.slice(0, DEEPEST)), found: `${found}` });

  const visit = (value: unknown): Refusal | undefined => {
    const wrong = look(value) || (trail.includes(value) && 'a cycle');
    if (wrong) return here(wrong);
    if (typeof value !== 'object' || value === null) return undefined;
    trail.push(value);
    for (const key of Object.keys(value)) {
      keys.push(Array.isArray(value) ? Number(key) : key);
      const found = visit((value as Record<string, unknown>)[key]);
      if (found) return found;
      keys.pop();
    }
    trail.pop();
    return undefined;
  };

  try {
    return visit(response);
  } catch (thrown) {
    // A property of the author's throws when it is read, or the stack has run out.
    return here(textOf(thrown));
  }
}
