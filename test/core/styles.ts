import { setImmediate } from 'node:timers/promises';
import { evaluateElsewhere } from './values.ts';

export type Callback = (error?: unknown, response?: unknown) => void;

/** A function in some style, with its answer to a call with 'options', a callback and 'context'. */
export type Style = [title: string, fn: unknown, answer: ['response' | 'error', unknown] | []];

export const later = (act: () => unknown) => void setImmediate().then(act);

type Then = (resolve: (value: unknown) => void, reject: (thrown: unknown) => void) => void;

/** A query or a request: no promise, but it has a `then`. */
export const createThenable = (then: Then): object => Object.fromEntries([['then', then]]);

const unreadable = Object.defineProperty({}, 'then', {
  get() {
    throw 'thrown';
  },
});

const failing = () => {
  throw 'thrown';
};

/** The output of compilers for modern functions, and older styles. */
const old = evaluateElsewhere(`({
  withDefault: function (options) {
    var callback = arguments.length > 1 && arguments[1] !== undefined ? arguments[1] : function () {};
    Promise.resolve().then(function () { callback(null, options); });
  },
  withTwoDefaults: function () {
    var options = arguments.length > 0 && arguments[0] !== undefined ? arguments[0] : {};
    var callback = arguments.length > 1 ? arguments[1] : undefined;
    Promise.resolve().then(function () { callback(null, options); });
  },
  withRest: function (options) {
    for (var _len = arguments.length, rest = new Array(_len > 1 ? _len - 1 : 0), _key = 1; _key < _len; _key++) {
      rest[_key - 1] = arguments[_key];
    }
    Promise.resolve().then(function () { rest[0](null, options); });
  },
  async: function (options) { return new Promise(function (resolve) { resolve(options); }); },
  forwarding: function () { var all = arguments; Promise.resolve().then(function () { all[1](null, all[0]); }); },
  speaking: function (options) { var message = 'wrong arguments: none'; },
})`) as Record<string, unknown>;

const late = 'Promise.resolve().then(() => done(null, o));';
const options: Style[2] = ['response', 'options'];
const nothing: Style[2] = ['response', undefined];

const one: Style[] = [
  ['by what it returns', (o: unknown) => o, options],
  ['undefined is an answer', (_: unknown) => undefined, nothing],
  ['null is an answer', (_: unknown) => null, ['response', null]],
  ['by its promise', async (o: unknown) => o, options],
  ['by a promise of nothing', async (_: unknown) => {}, nothing],
  ['by a promise that a compiler made', old.async, options],
  ['by anything that has a then', (o: unknown) => createThenable((resolve) => resolve(o)), options],
  ['by a promise that rejects', (o: unknown) => Promise.reject(o), ['error', 'options']],
  ['taken apart, with a default', ({ length, at = length }: { length: number; at?: unknown }) => void at, nothing],
  ['with a default that is a list', evaluateElsewhere('(o = [1, 2]) => {}'), nothing],
  ['with a comma after it', evaluateElsewhere('(o,) => {}'), nothing],
  ['without parentheses, spreading a list', evaluateElsewhere('o => { [].push(...o); }'), nothing],
  ['without parentheses, declaring variables', evaluateElsewhere('o => { let a = 1, b = 2; String(a + b); }'), nothing],
  ['which speaks of arguments', old.speaking, nothing],
];

const none: Style[] = [
  ['by what it returns', () => 'here', ['response', 'here']],
  ['undefined is an answer', () => undefined, nothing],
  ['by its promise', async () => 'here', ['response', 'here']],
  ['but one with a default', (o: unknown = {}) => o, options],
  ['but a rest parameter: by what it returns', (...all: unknown[]) => all.length, ['response', 3]],
];

const two: Style[] = [
  ['by callback', (o: unknown, done: Callback) => later(() => done(null, o)), options],
  ['by callback, with nothing', (_: unknown, done: Callback) => done(), nothing],
  ['by callback, with an error', (o: unknown, done: Callback) => done(o), ['error', 'options']],
  ['what it returns is no answer', (_: unknown, __: unknown) => 'a request', []],
  ['what a promise of its resolves to is none', (_: unknown, __: unknown) => Promise.resolve('a row'), []],
  ['a promise that rejects is', (o: unknown, _: unknown) => Promise.reject(o), ['error', 'options']],
  [
    'a query that rejects is',
    (o: unknown, _: unknown) => createThenable((__, reject) => reject(o)),
    ['error', 'options'],
  ],
  ['async: by its promise', async (o: unknown, _: unknown) => o, options],
  ['async: a promise of nothing is none', async (o: unknown, done: Callback) => later(() => done(null, o)), options],
];

const three: Style[] = [
  ['by callback', (o: unknown, done: Callback, _: unknown) => later(() => done(null, o)), options],
  ['by what it returns', (_: unknown, __: Callback, context: unknown) => context, ['response', 'context']],
  ['by its promise', async (_: unknown, __: Callback, context: unknown) => context, ['response', 'context']],
  ['by a promise of nothing', async (_: unknown, __: Callback, ___: unknown) => {}, nothing],
  ['undefined is no answer', (_: unknown, __: Callback, ___: unknown) => undefined, []],
];

const uncounted: Style[] = [
  ['with a default', (o: unknown, done: Callback = () => {}) => later(() => done(null, o)), options],
  ['behind a default', evaluateElsewhere(`(o = {}, done) => { ${late} }`), options],
  ['with a default behind a default', evaluateElsewhere(`(o = {}, done = () => {}) => { ${late} }`), options],
  [
    'behind what is taken apart',
    evaluateElsewhere(`({ length } = {}, done) => { const o = 'options'; ${late} }`),
    options,
  ],
  ['that a compiler gave a default', old.withDefault, options],
  ['behind a default that a compiler made', old.withTwoDefaults, options],
  [
    'in a rest parameter',
    evaluateElsewhere('(o, ...rest) => { Promise.resolve().then(() => rest[0](null, o)); }'),
    options,
  ],
  ['in a rest parameter that a compiler made', old.withRest, options],
  [
    'among the rest',
    evaluateElsewhere('({ m(...all) { Promise.resolve().then(() => all[1](null, all[0])); } }).m'),
    options,
  ],
  ['among the arguments', old.forwarding, options],
];

const others: Style[] = [
  ['a bound function', ((a: string, o: string) => a + o).bind(null, 'the '), ['response', 'the options']],
  [
    'a bound function with a callback',
    ((_: string, o: string, done: Callback) => done(null, o)).bind(null, ''),
    options,
  ],
  ['a bound async function', (async (_: string, o: string, __: Callback) => o).bind(null, ''), options],
  ['a function behind a proxy', new Proxy((o: unknown) => o, {}), options],
  ['a throw', failing, ['error', 'thrown']],
  ['a then that throws when it is called', (_: unknown) => createThenable(failing), ['error', 'thrown']],
  ['a then that throws when it is read', (_: unknown) => unreadable, ['error', 'thrown']],
];

const addTitle = (prefix: string, styles: Style[]) =>
  styles.map(([title, ...rest]): Style => [`${prefix}${title}`, ...rest]);

/** Every style of function that the host supports. */
export const styles: Style[] = [
  ...addTitle('one parameter: ', one),
  ...addTitle('no parameter: ', none),
  ...addTitle('two parameters: ', two),
  ...addTitle('three parameters: ', three),
  ...addTitle('a callback ', uncounted),
  ...others,
];
