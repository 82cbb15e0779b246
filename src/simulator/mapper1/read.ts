import { isArray } from '../../shared/intrinsics.ts';
import { getOwn } from '../../shared/own-property.ts';
import { EACH, type Mapper1Step } from './path.ts';

type Key = string | number;

/** Makes the reader of a path without lists; it returns undefined where the path leads nowhere. */
export function createReader(steps: readonly Mapper1Step[]): (from: unknown) => unknown {
  const [first, second, ...rest] = steps as readonly Key[];
  if (first === undefined) return (from) => from;
  if (second === undefined) return (from) => getOwn(from, first);
  if (rest.length === 0) return (from) => getOwn(getOwn(from, first), second);
  return (from) => {
    let value = getOwn(getOwn(from, first), second);
    for (const step of rest) value = getOwn(value, step);
    return value;
  };
}

/**
 * Makes the reader of a path through lists; it returns the values of all of them as one list, and undefined where the
 * outermost list is missing.
 * @param onSingle hears of a single value, which counts as a list of one
 */
export function createCollector(
  steps: readonly Mapper1Step[],
  onSingle: () => void,
): (from: unknown) => unknown[] | undefined {
  const collect = (from: unknown, start: number, values: unknown[]): boolean => {
    let value = from;
    for (let at = start; at < steps.length; at++) {
      const step = steps[at] as Mapper1Step;
      if (step !== EACH) {
        value = getOwn(value, step);
        continue;
      }
      if (value === undefined || value === null) return false;
      if (!isArray(value)) onSingle();
      for (const element of isArray(value) ? value : [value]) collect(element, at + 1, values);
      return true;
    }
    if (value !== undefined) values.push(value);
    return true;
  };
  return (from) => {
    const values: unknown[] = [];
    return collect(from, 0, values) ? values : undefined;
  };
}
