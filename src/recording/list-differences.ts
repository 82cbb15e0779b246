import type { Difference } from '../shared/difference.ts';
import type { IsIgnored } from './path-pattern.ts';

/** Lists all differences between JSON data and its later state, but those at ignored places. */
export function listDifferences(
  before: unknown,
  after: unknown,
  keys: readonly PropertyKey[],
  isIgnored: IsIgnored = () => false,
): Difference[] {
  if (Object.is(before, after) || isIgnored(keys)) return [];
  if (!isHolder(before) || !isHolder(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ keys, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const inner = [...keys, Array.isArray(before) ? Number(name) : name];
    return listDifferences(getField(before, name), getField(after, name), inner, isIgnored);
  });
}

type Holder = Readonly<Record<string, unknown>>;

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

/** JSON holds no undefined: it stands for a missing field. */
function getField(holder: Holder, name: string): unknown {
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}
