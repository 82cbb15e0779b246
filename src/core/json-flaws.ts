import { type Refusal, toText } from '../shared/errors.ts';
import { isArray, isFiniteNumber, isNotANumber, isObject, keysOf } from '../shared/intrinsics.ts';
import { formatPath } from '../shared/path.ts';
import { isBoxed, isPlain } from './json-size.ts';

type FlawSearch = (value: unknown) => unknown;

/**
 * The first thing in a response that is no JSON data, a cycle for one: where it stands, and what it is.
 * @param keys lead from the response to the part of it that is looked at
 */
export function findFlaw(value: unknown, keys?: PropertyKey[]): Refusal | undefined {
  return searchKeys(value, searchFlaw, keys);
}

/** Where the first NaN or Infinity stands. */
export function findNonFinite(response: unknown): string | undefined {
  return searchKeys(response, (value) => typeof value === 'number' && !isFiniteNumber(value))?.path;
}

/** What is wrong with a value, whatever it may hold. Most are text or numbers, and nothing is. */
function searchFlaw(value: unknown): unknown {
  const type = typeof value;
  if (type !== 'object') return /fu|sy|bi/.test(type) && `a ${type}`;
  return (
    isObject(value) &&
    !isArray(value) &&
    !isPlain(value) &&
    !isBoxed(value) &&
    `an instance of ${value.constructor?.name}`
  );
}

function searchKeys(response: unknown, look: FlawSearch, keys: PropertyKey[] = []): Refusal | undefined {
  const trail: unknown[] = [];
  const visit = (value: unknown): unknown => {
    const found = look(value);
    if (found || !isObject(value)) return found;
    if (trail.includes(value)) return 'a cycle';
    trail.push(value);
    for (const key of keysOf(value)) {
      const step = isArray(value) ? +key : key;
      // What an array carries beside its elements is no part of its JSON.
      if (isNotANumber(step)) break;
      keys.push(step);
      const deeper = visit((value as Record<string, unknown>)[key]);
      if (deeper) return deeper;
      keys.pop();
    }
    trail.pop();
    return undefined;
  };

  let found: unknown;
  try {
    found = visit(response);
  } catch (thrown) {
    // A property of the author's throws when it is read, or the stack has run out.
    found = toText(thrown);
  }
  // Deeper places are not written out.
  return found ? { path: formatPath('response', keys.slice(0, 99)), found: `${found}` } : undefined;
}
