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
  ['by its returned value', (o: unknown) => o, options],
  ['undefined is an answer', (_: unknown) => undefined, nothing],
  ['null is an answer', (_: unknown) => null, ['response', null]],
  ['by its promise', async (o: unknown) => o, options],
  ['by a promise of undefined', async (_: unknown) => {}, nothing],
  ['by a promise from compiled code', old.async, options],
  ['by any object with a then', (o: unknown) => createThenable((resolve) => resolve(o)), options],
  ['by a promise that rejects', (o: unknown) => Promise.reject(o), ['error', 'options']],
  [
    'with a destructured parameter and a default',
    ({ length, at = length }: { length: number; at?: unknown }) => void at,
    nothing,
  ],
  ['with a list as the default', evaluateElsewhere('(o = [1, 2]) => {}'), nothing],
  ['with a trailing comma', evaluateElsewhere('(o,) => {}'), nothing],
  ['without parentheses, with a spread list', evaluateElsewhere('o => { [].push(...o); }'), nothing],
  [
    'without parentheses, with declared variables',
    evaluateElsewhere('o => { let a = 1, b = 2; String(a + b); }'),
    nothing,
  ],
  ['with the word arguments in a text', old.speaking, nothing],
];

const none: Style[] = [
  ['by its returned value', () => 'here', ['response', 'here']],
  ['undefined is an answer', () => undefined, nothing],
  ['by its promise', async () => 'here', ['response', 'here']],
  ['but one parameter has a default', (o: unknown = {}) => o, options],
  ['but a rest parameter: by its returned value', (...all: unknown[]) => all.length, ['response', 3]],
];

const two: Style[] = [
  ['by callback', (o: unknown, done: Callback) => later(() => done(null, o)), options],
  ['by callback, with undefined', (_: unknown, done: Callback) => done(), nothing],
  ['by callback, with an error', (o: unknown, done: Callback) => done(o), ['error', 'options']],
  ['its returned value is no answer', (_: unknown, __: unknown) => 'a request', []],
  ['the value of its promise is no answer', (_: unknown, __: unknown) => Promise.resolve('a row'), []],
  ['the rejection of its promise is an answer', (o: unknown, _: unknown) => Promise.reject(o), ['error', 'options']],
  [
    'the rejection of its query is an answer',
    (o: unknown, _: unknown) => createThenable((__, reject) => reject(o)),
    ['error', 'options'],
  ],
  ['async: by its promise', async (o: unknown, _: unknown) => o, options],
  [
    'async: a promise of undefined is no answer',
    async (o: unknown, done: Callback) => later(() => done(null, o)),
    options,
  ],
];

const three: Style[] = [
  ['by callback', (o: unknown, done: Callback, _: unknown) => later(() => done(null, o)), options],
  ['by its returned value', (_: unknown, __: Callback, context: unknown) => context, ['response', 'context']],
  ['by its promise', async (_: unknown, __: Callback, context: unknown) => context, ['response', 'context']],
  ['by a promise of undefined', async (_: unknown, __: Callback, ___: unknown) => {}, nothing],
  ['undefined is no answer', (_: unknown, __: Callback, ___: unknown) => undefined, []],
];

const uncounted: Style[] = [
  ['with a default', (o: unknown, done: Callback = () => {}) => later(() => done(null, o)), options],
  ['after a default', evaluateElsewhere(`(o = {}, done) => { ${late} }`), options],
  ['with a default, after a default', evaluateElsewhere(`(o = {}, done = () => {}) => { ${late} }`), options],
  ['with a default, minified', evaluateElsewhere(`(o,done=()=>{})=>{${late}}`), options],
  [
    'after a destructured parameter',
    evaluateElsewhere(`({ length } = {}, done) => { const o = 'options'; ${late} }`),
    options,
  ],
  ['with a default from compiled code', old.withDefault, options],
  ['after a default from compiled code', old.withTwoDefaults, options],
  [
    'in a rest parameter',
    evaluateElsewhere('(o, ...rest) => { Promise.resolve().then(() => rest[0](null, o)); }'),
    options,
  ],
  ['in a rest parameter from compiled code', old.withRest, options],
  [
    'within the rest parameter',
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
  ['a then that throws when called', (_: unknown) => createThenable(failing), ['error', 'thrown']],
  ['a then that throws when read', (_: unknown) => unreadable, ['error', 'thrown']],
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
