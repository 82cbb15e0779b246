import { distance } from 'fastest-levenshtein';

/** Finds the name that was probably meant: the nearest one within two changed, added or missing letters. */
export function findNearest(written: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({ name, apart: distance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, apart }) => apart <= 2 && apart < name.length)
    .sort((one, other) => one.apart - other.apart);
  return nearest?.name;
}

/** The end of a message about an unknown name: `; did you mean preMap?`, or nothing. */
export function suggest(written: string, names: readonly string[]): string {
  const nearest = findNearest(written, names);
  return nearest === undefined ? '' : `; did you mean ${nearest}?`;
}
