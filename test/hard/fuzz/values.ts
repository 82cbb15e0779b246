import fc from 'fast-check';
import { data, flaws, number, text } from '../../core/values.ts';

/**
 * Makes a value on each use: fast-check inspects the values that it generates, and some of these throw when inspected.
 * `flawed`: the value has no JSON form.
 */
export interface Recipe {
  readonly make: (above: readonly object[]) => unknown;
  readonly flawed: boolean;
  readonly [fc.toStringMethod]: () => string;
}

const createRecipe = (name: string, make: Recipe['make'], flawed = false): Recipe => ({
  make,
  flawed,
  [fc.toStringMethod]: () => name,
});
const formatRecipe = (one: Recipe) => one[fc.toStringMethod]();

const fail = () => {
  throw new Error('hostile');
};
const traps = { get: fail, getPrototypeOf: fail, ownKeys: fail, has: fail, getOwnPropertyDescriptor: fail };

function createRevoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const nest = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

const createSparse = (length: number) => Object.assign([], { length });

/** Objects that throw when they are inspected, and values without a JSON form. */
const strange: readonly Recipe[] = [
  createRecipe('a proxy that throws', () => new Proxy({}, traps), true),
  createRecipe('a proxy of a function that throws', () => new Proxy(() => 1, traps), true),
  createRecipe('a proxy of an array that throws', () => new Proxy([], traps), true),
  createRecipe('a revoked proxy', createRevoked, true),
  createRecipe('a getter that throws', () => Object.defineProperty({}, 'diy', { enumerable: true, get: fail }), true),
  createRecipe('a then that throws', () => Object.defineProperty({}, 'then', { enumerable: true, get: fail }), true),
  createRecipe('10,000 levels', () => nest(10_000), true),
  createRecipe('a text without a text', () => ({ toString: 1, valueOf: 1 })),
  createRecipe('a huge key', () => ({ ['k'.repeat(100_000)]: 1 })),
  createRecipe('1,000 levels', () => nest(1_000)),
  createRecipe('65 levels', () => nest(65)),
  createRecipe('a proxy of {a: 1}', () => new Proxy({ a: 1 }, {})),
  createRecipe('own keys of prototypes', () =>
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}}}'),
  ),
  createRecipe('holes', () => createSparse(50)),
  createRecipe('a symbol as key', () => ({ [Symbol('key')]: Symbol('value'), a: 1 })),
  ...flaws.map(([name, make]) => createRecipe(name, make, true)),
];

/** Cycles: the number name how many levels up the reference leads. */
const cycle = fc
  .nat({ max: 3 })
  .map((up) => createRecipe(`above[${up}]`, (above) => above[Math.min(up, above.length - 1)] ?? 1n, true));

const leaf: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(text, number, fc.boolean(), fc.constantFrom(null, undefined)).map(createPlain) },
  { weight: 2, arbitrary: data.map(createPlain) },
  { weight: 1, arbitrary: fc.constantFrom(...strange) },
);

/** Makes a recipe of a plain value. */
export function createPlain(value: unknown): Recipe {
  return createRecipe(fc.stringify(value), () => value);
}

const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'prototype', 'toJSON_', 'then_', 'length', '0'));

/** An object or array of other recipes, each with access to the ones above it. */
function createTree(leaves: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.letrec<{ node: Recipe }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      fc.array(tie('node'), { maxLength: 4 }).map(createList),
      fc.array(fc.tuple(key, tie('node')), { maxLength: 4 }).map(createObject),
      fc.array(fc.tuple(key, tie('node')), { maxLength: 2 }).map(createGetters),
    ),
  })).node;
}

export function createList(items: readonly Recipe[]): Recipe {
  const make: Recipe['make'] = (above) => {
    const list: unknown[] = [];
    for (const item of items) list.push(item.make([...above, list]));
    return list;
  };
  return createRecipe(
    `[${items.map(formatRecipe)}]`,
    make,
    items.some(({ flawed }) => flawed),
  );
}

type Member = readonly [key: string, value: Recipe];

const generateMembers = (members: readonly Member[]) =>
  members.map(([name, value]) => `${JSON.stringify(name)}: ${formatRecipe(value)}`);
/** The last of several members with one name counts. */
const isFlawed = (members: readonly Member[]) => [...new Map(members).values()].some(({ flawed }) => flawed);

/** Makes an object as JSON.parse does: `__proto__` is a normal key. */
export function createObject(members: readonly Member[]): Recipe {
  const make: Recipe['make'] = (above) => {
    const object = {};
    for (const [name, value] of members) {
      const made = value.make([...above, object]);
      Object.defineProperty(object, name, { value: made, enumerable: true, configurable: true, writable: true });
    }
    return object;
  };
  return createRecipe(`{${generateMembers(members)}}`, make, isFlawed(members));
}

/** Makes an object without a prototype, whose members are created when they are first read. */
function createGetters(members: readonly Member[]): Recipe {
  const make: Recipe['make'] = (above) => {
    const object = Object.create(null);
    for (const [name, value] of members) {
      const made = value.make([...above, object]);
      Object.defineProperty(object, name, { get: () => made, enumerable: true, configurable: true });
    }
    return object;
  };
  return createRecipe(`{get ${generateMembers(members)}}`, make, isFlawed(members));
}

/** Any value. */
export const anything: fc.Arbitrary<Recipe> = createTree(
  fc.oneof({ weight: 9, arbitrary: leaf }, { weight: 1, arbitrary: cycle }),
);

/** Any value with a JSON form. */
export const wellMade: fc.Arbitrary<Recipe> = createTree(leaf.filter(({ flawed }) => !flawed));

/** Any object with some of these fields, and any others. */
export function generateFields(fields: Record<string, fc.Arbitrary<unknown>>, others = anything): fc.Arbitrary<Recipe> {
  const known = fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Record<string, unknown>>;
  return fc.tuple(known, fc.array(fc.tuple(key, others), { maxLength: 1 })).map(([some, more]) => {
    const members = Object.entries(some).map(
      ([name, value]) => [name, isRecipe(value) ? value : createPlain(value)] as const,
    );
    return createObject([...members, ...more]);
  });
}

function isRecipe(value: unknown): value is Recipe {
  return typeof value === 'object' && value !== null && fc.toStringMethod in value;
}
