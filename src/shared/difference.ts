/** The place of a difference, with the value before and after; undefined if the value was missing. */
export interface Difference {
  readonly keys: readonly PropertyKey[];
  readonly before: unknown;
  readonly after: unknown;
}

/** Finds the first difference between JSON data and its later state. */
export function findDifference(
  before: unknown,
  after: unknown,
  keys: readonly PropertyKey[] = [],
): Difference | undefined {
  if (before === after) return undefined;
  if (!isHolder(before) || !isHolder(after) || Array.isArray(before) !== Array.isArray(after)) {
    return { keys, before, after };
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const part = Array.isArray(before) ? Number(key) : key;
    const [old, present] = [before[key], after[key]];
    // A field set to undefined has changed too.
    if (Object.hasOwn(before, key) !== Object.hasOwn(after, key)) {
      return { keys: [...keys, part], before: old, after: present };
    }
    const deeper = findDifference(old, present, [...keys, part]);
    if (deeper) return deeper;
  }
  return undefined;
}

type Holder = Readonly<Record<string, unknown>>;

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

/** Formats a difference: `2, was 1`, `added: 2` or `removed, was 1`. */
export function formatChange({ before, after }: Difference): string {
  if (before === undefined) return `added: ${shorten(after)}`;
  if (after === undefined) return `removed, was ${shorten(before)}`;
  return `${shorten(after)}, was ${shorten(before)}`;
}

/** The most characters of a shortened value. */
const MAX_LENGTH = 60;

/** Formats a value as JSON of at most 60 characters. */
export function shorten(value: unknown): string {
  let text: string;
  try {
    text = JSON.stringify(value) ?? typeof value;
  } catch {
    text = `a ${typeof value}`;
  }
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
