import fc from 'fast-check';
import { data, flaws, number, text } from '../../core/values.ts';

/**
 * A value that is made anew whenever it is used: fast-check looks at what it generates, and some of this does not bear
 * to be looked at. `flawed` says whether JSON can't be made of it.
 */
export interface Recipe {
  readonly make: (above: readonly object[]) => unknown;
  readonly flawed: boolean;
  readonly [fc.toStringMethod]: () => string;
}

const recipe = (says: string, make: Recipe['make'], flawed = false): Recipe => ({
  make,
  flawed,
  [fc.toStringMethod]: () => says,
});
const saidBy = (one: Recipe) => one[fc.toStringMethod]();

const fail = () => {
  throw new Error('hostile');
};
const traps = { get: fail, getPrototypeOf: fail, ownKeys: fail, has: fail, getOwnPropertyDescriptor: fail };

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
};

const sparse = (length: number) => Object.assign([], { length });

/** Objects that do not like to be looked at, and what is no JSON at all. */
const strange: readonly Recipe[] = [
  recipe('a proxy that throws', () => new Proxy({}, traps), true),
  recipe('a proxy of a function that throws', () => new Proxy(() => 1, traps), true),
  recipe('a proxy of an array that throws', () => new Proxy([], traps), true),
  recipe('a revoked proxy', revoked, true),
  recipe('a getter that throws', () => Object.defineProperty({}, 'diy', { enumerable: true, get: fail }), true),
  recipe('a then that throws', () => Object.defineProperty({}, 'then', { enumerable: true, get: fail }), true),
  recipe('10,000 levels', () => nested(10_000), true),
  recipe('a text without a text', () => ({ toString: 1, valueOf: 1 })),
  recipe('a huge key', () => ({ ['k'.repeat(100_000)]: 1 })),
  recipe('1,000 levels', () => nested(1_000)),
  recipe('65 levels', () => nested(65)),
  recipe('a proxy of {a: 1}', () => new Proxy({ a: 1 }, {})),
  recipe('own keys of prototypes', () =>
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"x":1}}}'),
  ),
  recipe('holes', () => sparse(50)),
  recipe('a symbol as key', () => ({ [Symbol('key')]: Symbol('value'), a: 1 })),
  ...flaws.map(([says, make]) => recipe(says, make, true)),
];

/** What is passed down holds itself: how far up it reaches is said by the number. */
const cycle = fc
  .nat({ max: 3 })
  .map((up) => recipe(`above[${up}]`, (above) => above[Math.min(up, above.length - 1)] ?? 1n, true));

const leaf: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(text, number, fc.boolean(), fc.constantFrom(null, undefined)).map(plain) },
  { weight: 2, arbitrary: data.map(plain) },
  { weight: 1, arbitrary: fc.constantFrom(...strange) },
);

/** A value that can be used as it is. */
export function plain(value: unknown): Recipe {
  return recipe(fc.stringify(value), () => value);
}

const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'prototype', 'toJSON_', 'then_', 'length', '0'));

/** An object or array of other recipes, each of which may find the ones above it. */
function tree(leaves: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.letrec<{ node: Recipe }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaves,
      fc.array(tie('node'), { maxLength: 4 }).map(listOf),
      fc.array(fc.tuple(key, tie('node')), { maxLength: 4 }).map(objectOf),
      fc.array(fc.tuple(key, tie('node')), { maxLength: 2 }).map(gettersOf),
    ),
  })).node;
}

export function listOf(items: readonly Recipe[]): Recipe {
  const make: Recipe['make'] = (above) => {
    const list: unknown[] = [];
    for (const item of items) list.push(item.make([...above, list]));
    return list;
  };
  return recipe(
    `[${items.map(saidBy)}]`,
    make,
    items.some(({ flawed }) => flawed),
  );
}

type Member = readonly [key: string, value: Recipe];

const membersOf = (members: readonly Member[]) =>
  members.map(([name, value]) => `${JSON.stringify(name)}: ${saidBy(value)}`);
/** Of members of one name the last one counts. */
const isFlawed = (members: readonly Member[]) => [...new Map(members).values()].some(({ flawed }) => flawed);

/** An object as JSON.parse makes it: `__proto__` is a key like any other. */
export function objectOf(members: readonly Member[]): Recipe {
  const make: Recipe['make'] = (above) => {
    const object = {};
    for (const [name, value] of members) {
      const made = value.make([...above, object]);
      Object.defineProperty(object, name, { value: made, enumerable: true, configurable: true, writable: true });
    }
    return object;
  };
  return recipe(`{${membersOf(members)}}`, make, isFlawed(members));
}

/** An object without a prototype, whose members are only made when they are read, and then are always the same. */
function gettersOf(members: readonly Member[]): Recipe {
  const make: Recipe['make'] = (above) => {
    const object = Object.create(null);
    for (const [name, value] of members) {
      const made = value.make([...above, object]);
      Object.defineProperty(object, name, { get: () => made, enumerable: true, configurable: true });
    }
    return object;
  };
  return recipe(`{get ${membersOf(members)}}`, make, isFlawed(members));
}

/** Anything there is. */
export const anything: fc.Arbitrary<Recipe> = tree(
  fc.oneof({ weight: 9, arbitrary: leaf }, { weight: 1, arbitrary: cycle }),
);

/** What JSON can be made of, whatever it was made by: without a flaw. */
export const wellMade: fc.Arbitrary<Recipe> = tree(leaf.filter(({ flawed }) => !flawed));

/** An object that has some of these fields, whatever is in them, and whatever else. */
export function fieldsOf(fields: Record<string, fc.Arbitrary<unknown>>, others = anything): fc.Arbitrary<Recipe> {
  const known = fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Record<string, unknown>>;
  return fc.tuple(known, fc.array(fc.tuple(key, others), { maxLength: 1 })).map(([some, more]) => {
    const members = Object.entries(some).map(
      ([name, value]) => [name, isRecipe(value) ? value : plain(value)] as const,
    );
    return objectOf([...members, ...more]);
  });
}

function isRecipe(value: unknown): value is Recipe {
  return typeof value === 'object' && value !== null && fc.toStringMethod in value;
}
