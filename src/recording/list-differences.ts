import type { Difference } from '../shared/difference.ts';
import type { IsIgnored } from './path-pattern.ts';

/** The rules of a comparison. */
export interface ComparisonRules {
  /** Places whose differences do not count. Default: none. */
  readonly isIgnored?: IsIgnored;
  /** Whether two values that differ count as equal. Default: they do not. */
  readonly isAlike?: (before: unknown, after: unknown) => boolean;
}

/** Lists all differences between JSON data at a place and its later state. */
export function listDifferences(
  before: unknown,
  after: unknown,
  keys: readonly PropertyKey[],
  rules: ComparisonRules = {},
): Difference[] {
  if (Object.is(before, after) || rules.isIgnored?.(keys) || rules.isAlike?.(before, after)) return [];
  if (!isHolder(before) || !isHolder(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ keys, before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const inner = [...keys, Array.isArray(before) ? Number(name) : name];
    return listDifferences(getField(before, name), getField(after, name), inner, rules);
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
