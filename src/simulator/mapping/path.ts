/** Stands for each element of a list. */
export const EACH = Symbol('[*]');

/** One part of a path: a field's name, an element's index, or each element. */
export type PathPart = string | number | typeof EACH;

const STEP = /(?:^|\.)([^.[\]]+)|\[([^[\]]+)\]/y;
/** A value written at an index makes a list of that length. */
const LARGEST_INDEX = 999;

/**
 * Parses a path of the mapper: names with dots, `[0]` for one element, `[*]` for each, and `[ship to.name]` for a name
 * that contains dots.
 * @throws Error with the finding and the expectation
 */
export function parsePath(text: string): PathPart[] {
  const steps: PathPart[] = [];
  const step = new RegExp(STEP);
  while (step.lastIndex < text.length) {
    const rest = text.slice(step.lastIndex);
    const [, name, bracketed] = step.exec(text) ?? [];
    if (name === undefined && bracketed === undefined) {
      throw new Error(`found ${JSON.stringify(rest)}, expected a path like customer.name or lines[*].sku`);
    }
    steps.push(name ?? stepIn(bracketed as string));
  }
  return steps;
}

function stepIn(bracketed: string): PathPart {
  if (bracketed === '*') return EACH;
  if (!/^\d+$/.test(bracketed)) return bracketed;
  if (Number(bracketed) > LARGEST_INDEX) throw new Error(`found [${bracketed}], expected [${LARGEST_INDEX}] at most`);
  return Number(bracketed);
}

/** The number of lists on a path. */
export function countLists(steps: readonly PathPart[]): number {
  return steps.filter((step) => step === EACH).length;
}
