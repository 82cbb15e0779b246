import { isArray } from '../../shared/intrinsics.ts';
import { countLists, EACH, type PathPart } from './path.ts';
import { getOwn } from './property.ts';

/**
 * Makes what reads a path of a record. Of a path through lists it reads a list, nested to as many `levels` as are asked
 * for; what the path doesn't lead to is undefined. A value that is no list counts as a list of one. Of a record of rows,
 * a path that begins with a name is read in the first row.
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
