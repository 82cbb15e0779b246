import { hasOwn, isArray, isObject } from '../../shared/intrinsics.ts';
import { getOwn } from '../../shared/own-property.ts';
import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

const LONGEST = Number.MAX_SAFE_INTEGER;

/** Makes `first` or `last`: an item, or a list of as many as a number says. A text counts as its characters. */
function end(pick: (list: readonly unknown[]) => unknown, cut: (list: readonly unknown[], count: number) => unknown[]) {
  return inline([1, 2], (host) => (values) => {
    const [value] = values;
    const list = typeof value === 'string' ? value.split('') : host.list(value);
    if (values.length === 1) return pick(list);
    host.rely(readings.someItems);
    return cut(list, host.count(values[1], LONGEST));
  });
}

/** Reads a dotted path from a value, own properties only; undefined if it leads nowhere. */
export function readPath(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) found = typeof found === 'string' && name === 'length' ? found.length : getOwn(found, name);
  return found;
}

/** Makes the parser of dotted paths that keeps the last one: most templates have one path in the same place. */
export function createPathParser(): (path: string) => readonly string[] {
  let last: string | undefined;
  let parts: readonly string[] = [];
  return (path) => {
    if (path !== last) {
      parts = path.split(/\.?\[([^\]]*)\]\.?|\./).filter((part) => part !== undefined && part !== '');
      last = path;
    }
    return parts;
  };
}

/** The helpers of lists and objects, as the platform documents them. No list of a record is changed. */
export const lists = {
  first: end(
    (list) => list[0],
    (list, count) => list.slice(0, count),
  ),
  last: end(
    (list) => list.at(-1),
    (list, count) => list.slice(Math.max(0, list.length - count)),
  ),
  after: inline(
    [2, 2],
    (host) =>
      ([value, count]) =>
        host.list(value).slice(host.count(count, LONGEST)),
  ),
  before: inline([2, 2], (host) => ([value, count]) => {
    const list = host.list(value);
    const dropped = host.count(count, LONGEST);
    if (dropped === 0) host.rely(readings.beforeNone);
    return list.slice(0, Math.max(0, list.length - dropped));
  }),
  arrayify: inline([1, 1], (host) => ([value]) => {
    if (value === undefined || value === null) return [];
    if (value === 0 || value === false || value === '') host.rely(readings.arrayifyFalse);
    return isArray(value) ? value : [value];
  }),
  pluck: inline([2, 2], (host) => {
    const parse = createPathParser();
    return ([value, property]) => {
      const path = parse(host.text(property));
      return host
        .list(value)
        .map((item) => readPath(item, path))
        .filter((found) => found !== undefined);
    };
  }),
  unique: inline([1, 1], (host) => ([value]) => [...new Set(host.list(value))]),
  sort: inline(
    [1, 1],
    (host) =>
      ([value], options) =>
        sort(host, value, options.hash),
    { hash: ['number', 'reverse'] },
  ),
  getValue: inline([1, 2], (host) => {
    const parse = createPathParser();
    return ([path, preset], options) => readPath(options.data.root, parse(host.text(path))) ?? preset;
  }),
  hasOwn: inline(
    [2, 2],
    (host) =>
      ([value, key]) =>
        isObject(value) && hasOwn(value, host.text(key)),
  ),
  hasNoItems: inline([1, 1], (host) => ([value]) => {
    if (!isObject(value)) host.rely(readings.noItems);
    return (
      value === undefined || value === null || value === '' || (isObject(value) && Object.keys(value).length === 0)
    );
  }),
} as const satisfies Record<string, Helper>;

function sort(host: HelperHost, value: unknown, hash: Readonly<Record<string, unknown>>): unknown[] {
  const list = host.list(value);
  const sorted = isSet(hash.number)
    ? list.toSorted((one, other) => host.number(one) - host.number(other))
    : list.toSorted();
  return isSet(hash.reverse) ? sorted.reverse() : sorted;
}

function isSet(value: unknown): boolean {
  return value === true || value === 'true';
}
