import { distance } from 'fastest-levenshtein';

/**
 * Finds the nearest name: at most two of its letters are changed, added or missing, and at most half of them. Undefined
 * if there is none.
 */
export function findNearest(written: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, edits: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= 2 && 2 * edits <= name.length)
    .sort((one, other) => one.edits - other.edits);
  return nearest?.name;
}

/** Formats the end of a message about an unknown name: `; did you mean preMap?`, or nothing. */
export function suggest(written: string, names: readonly string[]): string {
  const nearest = findNearest(written, names);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}
