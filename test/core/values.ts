import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';

/** Another realm, whose objects and arrays have prototypes of their own. */
const realm = createContext({});

/** Evaluates code in another realm. */
export function evaluateElsewhere(code: string): unknown {
  return runInContext(code, realm);
}

const parseThere = evaluateElsewhere('JSON.parse') as typeof JSON.parse;
const makeForeign = (value: unknown): unknown => parseThere(JSON.stringify(value) ?? 'null');

const units = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 120 })
  .map((list) => String.fromCharCode(...list));

/** All code units of Unicode. fast-check's `binary` unit is the same, but takes seconds to create. */
const character = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));

/** Texts of all sorts: plain, escaped, non-Latin, with lone surrogates, and on both sides of 32 characters. */
export const text = fc.oneof(
  fc.string(),
  fc.string({ unit: character, maxLength: 90 }),
  fc.string({ minLength: 60, maxLength: 200 }),
  units,
  fc.constantFrom('\u0000'.repeat(40), '"\\\b\f\n\r\t\u001f\u007f', '\ud800', '😀'.repeat(20), 'é', '\u2028€', ''),
);

/** Numbers of every length, including the longest in JSON. */
export const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.float(),
  fc.integer().map((cents) => cents / 100),
  fc.constantFrom(-0, 1e21, -1.7976931348623157e308, -5e-324, -1.2345678901234567e-6, -1.2345678901234567e-308, 0.5),
);

const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.constant(undefined));
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toJSON_', 'hasOwnProperty', 'length', '0'));

/** All values with a JSON form, from any realm. */
export const data: fc.Arbitrary<unknown> = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 6 }),
    fc.sparseArray(tie('tree'), { maxLength: 6, maxNumElements: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 6, noNullPrototype: false }),
    tie('tree').map((value) => ({ one: value, other: value, both: [value, value] })),
    tie('tree').map(makeForeign),
    fc.oneof(text, number, fc.boolean()).map(Object),
  ),
})).tree;

class Order {
  total = 1;
}
class Rows extends Map {}

/** Values without a JSON form, each with its name in the log. */
export const flaws: readonly (readonly [string, () => unknown])[] = [
  ['a function', () => () => 1],
  ['a symbol', () => Symbol('s')],
  ['a bigint', () => 1n],
  ['an instance of Date', () => new Date()],
  ['an instance of Map', () => new Map()],
  ['an instance of Set', () => new Set()],
  ['an instance of Rows', () => new Rows()],
  ['an instance of Order', () => new Order()],
  ['an instance of Buffer', () => Buffer.from('a')],
  ['an instance of Uint8Array', () => new Uint8Array(1)],
  ['an instance of RegExp', () => /a/],
  ['an instance of TypeError', () => new TypeError('no')],
  ['an instance of Promise', () => Promise.resolve(1)],
  ['an instance of BigInt', () => Object(1n)],
  ['an instance of Date', () => evaluateElsewhere('new Date()')],
  ['a function', () => evaluateElsewhere('(() => 1)')],
];

/** A tree that holds `value`, and the keys that lead to it. */
export function createTree(
  value: unknown,
  pathSteps: readonly PathStep[],
): { tree: unknown; keys: (string | number)[] } {
  const keys = pathSteps.map((step) => (step.key === undefined ? step.before.length : step.key));
  const tree = pathSteps.reduceRight<unknown>((inner, { before, key: name, after }) => {
    if (name === undefined) return [...before, inner, ...after];
    return Object.fromEntries([...before.map((item, i) => [`before ${i}`, item]), [name, inner]]);
  }, value);
  return { tree, keys };
}

export interface PathStep {
  readonly before: readonly unknown[];
  readonly key: string | undefined;
  readonly after: readonly unknown[];
}

/** Paths to a place through objects and arrays, with data before and after it. */
export const steps = (maxLength = 5): fc.Arbitrary<PathStep[]> =>
  fc.array(
    fc.record({
      before: fc.array(data, { maxLength: 2 }),
      key: fc.option(fc.constantFrom('data', 'ship to', '__proto__', 'é', 'constructor'), { nil: undefined }),
      after: fc.array(data, { maxLength: 2 }),
    }),
    { maxLength },
  );

/** Counts the bytes of a value's JSON in UTF-8. */
export function countBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** Values that a function throws. */
export function thrownValues<T = unknown>(fn: () => unknown): T {
  try {
    fn();
  } catch (thrown) {
    return thrown as T;
  }
  throw new Error('nothing was thrown');
}
