import type { FunctionName } from '../transport/load-module.ts';
import type { BrokenRule } from './life-report.ts';
import type { TimedCall } from './timed-call.ts';

/** Adds to broken rules where the function is written that broke them, unless the place is known that threw. */
export function placeBroken(
  broken: readonly BrokenRule[],
  calls: readonly TimedCall[],
  functions: readonly FunctionName[],
): BrokenRule[] {
  return broken.map((one) => {
    if (one.place !== undefined || one.function === undefined) return one;
    const call = calls.find(({ facts }) => facts.number === one.call);
    const named = functions.filter(({ name, type }) => name === one.function && (!call || call.type === type));
    // Without its call, a name that two groups have says nothing.
    const [place, ...others] = new Set(named.map((found) => found.place));
    return place === undefined || others.length > 0 ? one : { ...one, place };
  });
}
