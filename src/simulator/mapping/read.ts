import { isArray } from '../../shared/intrinsics.ts';
import { countLists, EACH, type PathPart } from './path.ts';
import { getOwn } from './property.ts';

/**
 * Makes the reader of a path. For a path through lists it returns a list, nested to `levels`; undefined if the path
 * leads nowhere. A single value counts as a list of one. In a record of rows, a path that begins with a name reads the
 * first row.
 */
export function createReader(steps: readonly PathPart[], levels = 1): (record: unknown) => unknown {
  const surplus = countLists(steps) - levels;
  const [first] = steps;
  return (record) => {
    const start = typeof first === 'string' && isArray(record) ? record[0] : record;
    const found = read(start, steps, 0);
    return surplus > 0 && isArray(found) ? found.flat(surplus) : found;
  };
}

function read(from: unknown, steps: readonly PathPart[], start: number, within = false): unknown {
  let value = from;
  for (let at = start; at < steps.length; at++) {
    const step = steps[at] as PathPart;
    if (step !== EACH) value = getOwn(value, step);
    else if (value === undefined || value === null) return within ? [] : undefined;
    else return (isArray(value) ? value : [value]).map((element) => read(element, steps, at + 1, true));
  }
  return value;
}
