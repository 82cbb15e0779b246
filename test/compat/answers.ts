import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import type { Reply } from './call.ts';
import { PROMISE } from './values.ts';

/** An alternative for `fc.oneof`: one of these values, with a weight. */
export const oneOf = <const V extends readonly unknown[]>(weight: number, ...values: V) => ({
  weight,
  arbitrary: fc.constantFrom<V[number]>(...values),
});

class Instance {
  readonly id = 1;
}
const cycle: unknown[] = [{}];
cycle.push({ cycle });
const deep = (levels: number): unknown => (levels === 0 ? 'é' : [{ deeper: deep(levels - 1) }]);
const noJson = [() => 1, Symbol('x'), 10n, class {}, PROMISE, cycle, new Error('returned'), new Instance()];
const objects = [
  /x/,
  new Date(0),
  new Date(Number.NaN),
  new Map([[1, 2]]),
  new Set(),
  new WeakMap(),
  new Uint8Array(2),
];
const numbers = [Number.NaN, Infinity, -Infinity, -0, new Number(1), new String('é'), new Boolean(false)];
const inherited = [
  Object.create({ id: 1 }),
  Object.create(null),
  Object.assign(Object.create(null), { id: 1 }),
  runInNewContext('({ list: [{}] })'),
  runInNewContext('new Date(0)'),
];
const keys = [
  { hasOwnProperty: 1 },
  { hasOwnProperty: 'é' },
  { toJSON: () => 'x' },
  { toJSON: 1 },
  { toString: null, valueOf: 2 },
  { [Symbol.toStringTag]: 'Page', id: 1 },
  { [Symbol('hidden')]: () => 1 },
  JSON.parse('{"__proto__": 1}'),
  {
    get thrown() {
      throw new Error('read');
    },
  },
];

/** Values that JSON cannot carry unchanged. */
const odd = fc.constantFrom<unknown>(
  undefined,
  [undefined],
  Array(3),
  deep(50),
  ...noJson,
  ...objects,
  ...numbers,
  ...inherited,
  ...keys,
);

/** Characters of one to four bytes, including escapes and lone surrogates. */
export const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('é'.repeat(20), '\ud800', '€\u2028"', '😀'),
);
const plain = fc.oneof(fc.jsonValue({ maxDepth: 3 }), text, fc.dictionary(text, text, { noNullPrototype: false }));
const response = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 4, arbitrary: odd },
  { weight: 2, arbitrary: fc.tuple(plain, odd).map(([one, other]) => ({ data: [one, { other }], lastPage: true })) },
  {
    weight: 1,
    arbitrary: fc.anything({
      withNullPrototype: true,
      withDate: true,
      withMap: true,
      withBigInt: true,
      withBoxedValues: true,
      withSparseArray: true,
      withTypedArray: true,
    }),
  },
);

const problem = fc.record(
  {
    message: fc.constantFrom<unknown>('no stock', '', 7, { a: 1 }, ['x'], null, undefined, Number.NaN, () => 1),
    code: fc.constantFrom<unknown>('no_stock', '', 0, 404, { a: 1 }, null, undefined),
    name: fc.constantFrom<unknown>('Name', '', 7, null, false),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const error = fc.oneof(
  { weight: 4, arbitrary: problem },
  { weight: 2, arbitrary: problem.map((fields) => Object.assign(new RangeError('too many'), fields)) },
  oneOf(2, new Error('failed'), new TypeError(''), Object.assign(new Error('x'), { code: 'no_stock' })),
  oneOf(
    1,
    new TypeError('fetch failed'),
    new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED', address: '::1', port: 9 }),
    }),
  ),
  oneOf(2, 'out of stock', 404, true, Symbol('s'), [], {}, ['a', 'b'], new Date(0), function named() {}),
);

/** Generates the answers of functions; most are responses. */
export const reply: fc.Arbitrary<Reply> = fc.oneof(
  { weight: 7, arbitrary: response.map((value) => ({ response: value })) },
  { weight: 3, arbitrary: error.map((thing) => ({ error: thing })) },
  oneOf(1, { echo: true }, { error: '', response: 'no error' }, { error: 0 }, { error: null, response: [] }),
);
