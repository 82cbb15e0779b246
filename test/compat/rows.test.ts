import Extension from 'integrator-extension';
import { createExtension } from 'integrator-extension-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepLines } from '../lines.ts';
import type { Behaviour, Call } from './call.ts';
import { callOriginal, callOurs, HUNG, THREW } from './wire.ts';

/* One call for each difference, with the exact answers of the original and of ours. */

beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const make = (fn: Partial<Behaviour>, more: Partial<Call> = {}): Call => ({
  configured: 'diy',
  module: 'plain',
  context: { diy: true, function: 'main' },
  event: '{}',
  fn: {
    style: 'callback',
    declared: 'two',
    when: 'now',
    reply: { response: 1 },
    times: 1,
    throwsAfterwards: false,
    ...fn,
  },
  ...more,
});
const makeAt = (context: unknown, more: Partial<Call> = {}) => make({}, { context, ...more });

const formatFailure = (...errors: object[]) => JSON.stringify({ statusCode: 422, errors });
const notCallable = formatFailure({
  message: "The function passed in the extension options doesn't map to a function.",
  code: 'invalid_function',
});
const noModule = 'Need to set either the diy or _connectorId field in extension options.';
const noFunction = 'Missing required field function in the extension options.';
const unknownConnector =
  "The _connectorId set in the extension options does't match any of the _connectorId's present in extension configuration.";
const notSerializable = formatFailure({
  message: 'Extension response is not serializable.',
  code: 'invalid_extension_response',
});
const formatExceeded = (limit: unknown) =>
  formatFailure({ message: `response stream exceeded limit of ${limit} bytes.`, code: 'response_size_exceeded' });
const formatBadDate = (field: string) => ({
  message: `The ${field} field in the function options isn't a valid date.`,
  code: 'invalid_field',
});
const error = Object.assign(new Error('no stock'), { code: 'no_stock' });
const asError = formatFailure({ message: 'no stock', code: 'no_stock' });

const differences: [what: string, call: Call, theirs: string, ours: string][] = [
  ['an async function', make({ style: 'async', declared: 'one' }), notCallable, '1'],
  ['an async function that fails', make({ style: 'async', declared: 'one', reply: { error } }), notCallable, asError],
  ['an async function that calls back', make({ style: 'async callback' }), notCallable, '1'],
  ['a returned promise', make({ style: 'returns a promise', declared: 'one' }), HUNG, '1'],
  ['a returned promise that fails', make({ style: 'returns a promise', reply: { error } }), HUNG, asError],
  ['a returned value', make({ style: 'returns', declared: 'one' }), HUNG, '1'],
  ['a function that returns nothing', make({ style: 'returns', declared: 'none', reply: {} }), HUNG, 'null'],

  ['a synchronous throw', make({ style: 'throws', reply: { error } }), THREW, asError],
  [
    'undefined thrown',
    make({ style: 'throws', reply: {} }),
    THREW,
    formatFailure({ message: 'undefined', code: 'Error' }),
  ],
  [
    'a class instead of a function',
    make({ style: 'class' }),
    THREW,
    formatFailure({ message: "Class constructor Main cannot be invoked without 'new'", code: 'TypeError' }),
  ],
  ['a generator function', make({ style: 'generator' }), HUNG, notCallable],

  [
    'a text called back',
    make({ reply: { error: 'no stock' } }),
    formatFailure({}),
    formatFailure({ message: 'no stock', code: 'Error' }),
  ],
  [
    'a number called back',
    make({ reply: { error: 7 } }),
    formatFailure({}),
    formatFailure({ message: '7', code: 'Error' }),
  ],
  [
    'an object called back',
    make({ reply: { error: {} } }),
    formatFailure({}),
    formatFailure({ message: '[object Object]', code: 'Error' }),
  ],
  [
    'an object with a code',
    make({ reply: { error: { code: 'x' } } }),
    formatFailure({ code: 'x' }),
    formatFailure({ message: '[object Object]', code: 'x' }),
  ],

  ['the constructor of an object, through function', makeAt({ diy: true, function: 'constructor' }), HUNG, notCallable],
  [
    'the constructor of an instance, through function',
    makeAt({ diy: true, function: 'constructor' }, { module: 'instance' }),
    THREW,
    notCallable,
  ],
  [
    'the method call of a module that is a function',
    makeAt({ diy: true, function: 'call' }, { module: 'function' }),
    HUNG,
    notCallable,
  ],
  [
    'a static method, through type',
    makeAt({ diy: true, type: 'constructor', function: 'main' }, { module: 'instance' }),
    '"static"',
    formatFailure({ message: "The object constructor doesn't exist in the module.", code: 'object_not_found' }),
  ],
  [
    'a member that would pollute all objects, through type',
    makeAt({ diy: true, type: '__proto__', function: '__defineGetter__' }),
    HUNG,
    formatFailure({ message: "The object __proto__ doesn't exist in the module.", code: 'object_not_found' }),
  ],
  [
    'a member of all objects, through _connectorId',
    makeAt({ _connectorId: 'toString', function: 'call' }, { configured: 'connectors' }),
    HUNG,
    formatFailure({ code: 'invalid_field', message: unknownConnector }),
  ],

  [
    'no client context',
    makeAt(undefined),
    THREW,
    formatFailure(
      { code: 'missing_required_field', message: noModule },
      { code: 'missing_required_field', message: noFunction },
    ),
  ],
  [
    'no client context, and an envelope',
    makeAt(null, { event: '{"diy":true,"function":"main","options":{}}' }),
    THREW,
    '1',
  ],

  [
    'an invalid date',
    make({}, { event: '{"lastExportDateTime":"junk"}' }),
    '1',
    formatFailure(formatBadDate('lastExportDateTime')),
  ],
  [
    'two invalid dates',
    make({}, { event: '{"currentExportDateTime":[1,2,3,4],"lastExportDateTime":{}}' }),
    '1',
    formatFailure(formatBadDate('lastExportDateTime'), formatBadDate('currentExportDateTime')),
  ],

  [
    'a request that failed',
    make({
      reply: {
        error: new TypeError('fetch failed', {
          cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 }),
        }),
      },
    }),
    formatFailure({ message: 'fetch failed', code: 'TypeError' }),
    formatFailure({ message: 'fetch failed: ECONNREFUSED 127.0.0.1:9', code: 'TypeError' }),
  ],

  ['a limit that is a text', makeAt({ diy: true, function: 'main', maxResponseSize: '0' }), formatExceeded('0'), '1'],
  ['a limit below zero', makeAt({ diy: true, function: 'main', maxResponseSize: -1 }), formatExceeded(-1), '1'],
  [
    'a limit that is true',
    {
      ...makeAt({ diy: true, function: 'main', maxResponseSize: true }),
      fn: make({ reply: { response: [] } }).fn,
    },
    formatExceeded(true),
    '[]',
  ],
  [
    'more bytes than units',
    {
      ...makeAt({ diy: true, function: 'main', maxResponseSize: 4 }),
      fn: make({ reply: { response: 'é€' } }).fn,
    },
    '"é€"',
    formatExceeded(4),
  ],

  [
    'an object without a prototype',
    make({ reply: { response: Object.assign(Object.create(null), { id: 1 }) } }),
    notSerializable,
    '{"id":1}',
  ],
  [
    'a key hasOwnProperty',
    make({ reply: { response: { hasOwnProperty: 1 } } }),
    notSerializable,
    '{"hasOwnProperty":1}',
  ],
];

describe('the original and ours', () => {
  it.each(differences)('differ in %s', async (_, call, theirs, answer) => {
    expect((await callOriginal(call)).text).toBe(theirs);
    expect((await callOurs(call)).text).toBe(answer);
  });

  it("differ in Lambda's limit: ours fails a call that could not be delivered", async () => {
    const call = {
      ...makeAt({ diy: true, function: 'main', maxResponseSize: 7e6 }),
      fn: make({ reply: { response: 'x'.repeat(6_291_555) } }).fn,
    };
    expect((await callOriginal(call)).text).toHaveLength(6_291_557);
    expect((await callOurs(call)).text).toBe(formatExceeded(6_291_556));
  });

  it('differ in a second answer: the original sends it too', async () => {
    const call = make({ times: 2 });
    expect(await callOriginal(call)).toMatchObject({ text: '1', late: 1 });
    expect(await callOurs(call)).toMatchObject({ text: '1', late: 1 });
  });

  it('differ in the event: the original changes it in place', async () => {
    const call = make({}, { event: '{"lastExportDateTime":"2026-01-31T00:00:00Z"}' });
    expect((await callOriginal(call)).eventUnchanged).toBe(false);
    expect((await callOurs(call)).eventUnchanged).toBe(true);
  });

  it('differ in their configuration: the original shares one among all instances', async () => {
    const modules = ['first', 'second'].map((name) => ({
      diy: { who: (_: unknown, callback: (error: unknown, name: string) => void) => callback(null, name) },
    }));
    const theirs: unknown[] = [];
    const instances = modules.map((config) => {
      const extension = new Extension();
      extension.loadConfiguration(config, () => {});
      return extension;
    });
    const address = { diy: true, function: 'who' };
    for (const instance of instances) instance.callFunction({}, address, (_, name) => theirs.push(name));
    expect(theirs).toEqual(['second', 'second']);

    const { logger } = keepLines();
    const outcomes = modules.map((config) => createExtension({ ...config, logger }).invoke({ address, options: {} }));
    expect(await Promise.all(outcomes)).toEqual(['first', 'second'].map((response) => ({ ok: true, response })));
  });
});
