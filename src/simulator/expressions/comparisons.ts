import { isArray } from '../../shared/intrinsics.ts';
import { getOwn } from '../../shared/own-property.ts';
import { type Helper, inline } from './helper.ts';
import { readings } from './readings.ts';

/** The helpers that tell about a value, and `lookup`, as the platform documents them. */
export const comparisons = {
  typeOf: inline(
    [1, 1],
    () =>
      ([value]) =>
        isArray(value) ? 'array' : typeof value,
  ),
  isTruthy: inline(
    [1, 1],
    () =>
      ([value]) =>
        Boolean(value),
  ),
  isFalsey: inline(
    [1, 1],
    () =>
      ([value]) =>
        !value,
  ),
  eq: inline([2, 2], (host) => ([one, other]) => {
    // biome-ignore lint/suspicious/noDoubleEquals: The platform documents this comparison as the loose one.
    const isEqual = one == other;
    if (isEqual !== (one === other)) host.rely(readings.looseEquality);
    return isEqual;
  }),
  lookup: inline(
    [2, 2],
    (host) =>
      ([source, value]) => {
        if (typeof source !== 'string') return getOwn(source, String(value));
        const find = host.tools.lookups.get(source);
        if (find === undefined) throw host.failure('the name of a lookup', source, [...host.tools.lookups.keys()]);
        return find(value);
      },
    {
      check(host, [source]) {
        const names = [...host.tools.lookups.keys()];
        if (typeof source === 'string' && !names.includes(source))
          throw host.failure('the name of a lookup', source, names);
      },
    },
  ),
} as const satisfies Record<string, Helper>;
