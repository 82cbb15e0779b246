import { isArray } from '../../shared/intrinsics.ts';
import { condition, type Helper } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { createPathParser, readPath } from './lists.ts';
import { readings } from './readings.ts';

type Compare = (one: unknown, other: unknown) => boolean;

/* biome-ignore-start lint/suspicious/noDoubleEquals: The platform compares as JavaScript does. */
const comparators = {
  '==': (one, other) => one == other,
  '===': (one, other) => one === other,
  '!=': (one, other) => one != other,
  '!==': (one, other) => one !== other,
  '<': (one, other) => (one as number) < (other as number),
  '>': (one, other) => (one as number) > (other as number),
  '<=': (one, other) => (one as number) <= (other as number),
  '>=': (one, other) => (one as number) >= (other as number),
} as const satisfies Record<string, Compare>;
/* biome-ignore-end lint/suspicious/noDoubleEquals: See above. */

const OPERATORS = Object.keys(comparators) as (keyof typeof comparators)[];

/** The conditions that `some` takes by name. */
export const SOME_TESTS = {
  isTruthy: (value: unknown) => Boolean(value),
  isFalsy: (value: unknown) => !value,
  isArray: (value: unknown) => isArray(value),
  isString: (value: unknown) => typeof value === 'string',
  isObject: (value: unknown) => typeof value === 'object' && value !== null && !isArray(value),
  isNumber: (value: unknown) => typeof value === 'number',
  isBoolean: (value: unknown) => typeof value === 'boolean',
} as const;

/** The names of the conditions that `some` takes. */
export const SOME_NAMES = Object.keys(SOME_TESTS) as (keyof typeof SOME_TESTS)[];

function holds(host: HelperHost, value: unknown): boolean {
  if (value === 0) host.rely(readings.zeroIsFalse);
  return Boolean(value);
}

function libraryBlock(hash: readonly string[] = []): Helper {
  return { isBlock: true, arity: [1, 1], hash };
}

/** The blocks, as the platform documents them. */
export const blocks = {
  if: libraryBlock(['includeZero']),
  unless: libraryBlock(['includeZero']),
  each: libraryBlock(),
  with: libraryBlock(),
  compare: condition(
    [3, 3],
    (host) =>
      ([one, operator, other]) =>
        compare(host, one, operator, other),
    {
      check: (host, [, operator]) => void (operator === undefined || host.choose(operator, OPERATORS)),
    },
  ),
  and: condition(
    [2, 2],
    (host) =>
      ([one, other]) =>
        holds(host, one) && holds(host, other),
  ),
  or: condition(
    [2, 2],
    (host) =>
      ([one, other]) =>
        holds(host, one) || holds(host, other),
  ),
  not: condition(
    [1, 1],
    (host) =>
      ([value]) =>
        !holds(host, value),
  ),
  neither: condition(
    [2, 2],
    (host) =>
      ([one, other]) =>
        !(holds(host, one) || holds(host, other)),
  ),
  contains: condition([2, 2], (host) => ([collection, value]) => {
    return isArray(collection) ? collection.includes(value) : host.text(collection).includes(host.text(value));
  }),
  inArray: condition(
    [2, 2],
    (host) =>
      ([list, value]) =>
        host.list(list).includes(value),
  ),
  startsWith: condition(
    [2, 2],
    (host) =>
      ([prefix, value]) =>
        host.text(value).startsWith(host.text(prefix)),
  ),
  ifEven: condition(
    [1, 1],
    (host) =>
      ([value]) =>
        host.number(value) % 2 === 0,
  ),
  isEmpty: condition([1, 1], (host) => ([value]) => {
    if (value === '') host.rely(readings.emptyText);
    if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
    return value === undefined || value === null || value === '';
  }),
  some: condition(
    [2, 2],
    (host) =>
      ([list, test]) =>
        host.list(list).some(SOME_TESTS[host.choose(test, SOME_NAMES)]),
    { check: (host, [, test]) => void host.choose(test, SOME_NAMES) },
  ),
  filter: {
    isBlock: true,
    arity: [2, 3],
    hash: [],
    create(host) {
      const parse = createPathParser();
      return (values, options, context) => {
        const [list, wanted, property] = values;
        const path = values.length === 2 ? [] : parse(host.text(property));
        const found = host.list(list).filter((item) => readPath(item, path) === wanted);
        return found.length === 0 ? options.inverse(context) : found.map((item) => options.fn(item)).join('');
      };
    },
  },
} as const satisfies Record<string, Helper>;

function compare(host: HelperHost, one: unknown, operator: unknown, other: unknown): boolean {
  const name = host.choose(operator, OPERATORS);
  const isTrue = comparators[name](one, other);
  const isOrder = name.startsWith('<') || name.startsWith('>');
  if (isOrder && typeof one !== typeof other && comparators[name](String(one), String(other)) !== isTrue) {
    host.rely(readings.mixedComparison);
  }
  return isTrue;
}
