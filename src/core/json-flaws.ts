import { type Refusal, toText } from '../shared/errors.ts';
import { isArray, isFiniteNumber, isNotANumber, isObject, listKeys } from '../shared/intrinsics.ts';
import { formatPath } from '../shared/path.ts';
import { isBoxed, isPlain } from './json-size.ts';

/** Describes what is wrong with a value; falsy for a valid one. */
type FlawTest = (value: unknown) => unknown;

/**
 * Finds the first part of a response that is not JSON data, such as a cycle: its place and its type.
 * @param keys lead from the response to the part under inspection
 */
export function findFlaw(value: unknown, keys?: PropertyKey[]): Refusal | undefined {
  return searchValue(value, describeFlaw, keys);
}

/** Finds the place of the first NaN or Infinity. */
export function findNonFinite(response: unknown): string | undefined {
  return searchValue(response, (value) => typeof value === 'number' && !isFiniteNumber(value))?.path;
}

/** Describes the flaw of a value, if it has one. Most values are text or numbers and have none. */
function describeFlaw(value: unknown): unknown {
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

function searchValue(response: unknown, test: FlawTest, keys: PropertyKey[] = []): Refusal | undefined {
  const ancestors: unknown[] = [];
  const visit = (value: unknown): unknown => {
    const found = test(value);
    if (found || !isObject(value)) return found;
    if (ancestors.includes(value)) return 'a cycle';
    ancestors.push(value);
    for (const key of listKeys(value)) {
      const part = isArray(value) ? +key : key;
      // JSON drops an array's properties beside its elements.
      if (isNotANumber(part)) break;
      keys.push(part);
      const deeper = visit((value as Record<string, unknown>)[key]);
      if (deeper) return deeper;
      keys.pop();
    }
    ancestors.pop();
    return undefined;
  };

  let found: unknown;
  try {
    found = visit(response);
  } catch (thrown) {
    // A getter of the author's threw, or the stack is exhausted.
    found = toText(thrown);
  }
  // A place has at most 99 keys: a line must stay readable.
  return found ? { path: formatPath('response', keys.slice(0, 99)), found: `${found}` } : undefined;
}
