import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';

/** Another realm: its objects and arrays have prototypes of their own. */
const realm = createContext({});

/** A value made by code of another realm. */
export function foreign(code: string): unknown {
  return runInContext(code, realm);
}

const parseThere = foreign('JSON.parse') as typeof JSON.parse;
const fromAfar = (value: unknown): unknown => parseThere(JSON.stringify(value) ?? 'null');

const units = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 120 })
  .map((list) => String.fromCharCode(...list));

/** Of all that Unicode has. What fast-check calls binary is the same, but takes seconds to be made. */
const character = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));

/** Texts of every sort: plain, escaped, non-Latin, with lone surrogates, shorter and longer than what is measured by a loop. */
export const text = fc.oneof(
  fc.string(),
  fc.string({ unit: character, maxLength: 90 }),
  fc.string({ minLength: 60, maxLength: 200 }),
  units,
  fc.constantFrom('\u0000'.repeat(40), '"\\\b\f\n\r\t\u001f\u007f', '\ud800', '😀'.repeat(20), 'é', '\u2028€', ''),
);

/** Numbers of every length, down to the longest that JSON writes. */
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

/** Anything that JSON can be made of, whatever it was made by. */
export const data: fc.Arbitrary<unknown> = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 6 }),
    fc.sparseArray(tie('tree'), { maxLength: 6, maxNumElements: 4 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 6, noNullPrototype: false }),
    tie('tree').map((value) => ({ one: value, other: value, both: [value, value] })),
    tie('tree').map(fromAfar),
    fc.oneof(text, number, fc.boolean()).map(Object),
  ),
})).tree;

class Order {
  total = 1;
}
class Rows extends Map {}

/** What JSON cannot be made of, each with what the log calls it. */
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
  ['an instance of Date', () => foreign('new Date()')],
  ['a function', () => foreign('(() => 1)')],
];

/** A tree with `value` somewhere in it, and the keys that lead there. */
export function hiding(value: unknown, steps: readonly Step[]): { tree: unknown; keys: (string | number)[] } {
  const keys = steps.map((step) => (step.key === undefined ? step.before.length : step.key));
  const tree = steps.reduceRight<unknown>((inner, { before, key: name, after }) => {
    if (name === undefined) return [...before, inner, ...after];
    return Object.fromEntries([...before.map((item, i) => [`before ${i}`, item]), [name, inner]]);
  }, value);
  return { tree, keys };
}

export interface Step {
  readonly before: readonly unknown[];
  readonly key: string | undefined;
  readonly after: readonly unknown[];
}

/** The ways down to a place: through objects and arrays, with data before and behind. */
export const steps = (maxLength = 5): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      before: fc.array(data, { maxLength: 2 }),
      key: fc.option(fc.constantFrom('data', 'ship to', '__proto__', 'é', 'constructor'), { nil: undefined }),
      after: fc.array(data, { maxLength: 2 }),
    }),
    { maxLength },
  );

/** The bytes that a value takes as JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** What a function throws. */
export function thrownBy<T = unknown>(fn: () => unknown): T {
  try {
    fn();
  } catch (thrown) {
    return thrown as T;
  }
  throw new Error('nothing was thrown');
}
