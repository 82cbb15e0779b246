import Extension from 'integrator-extension';
import { createExtension } from 'integrator-extension-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepLines } from '../lines.ts';
import type { Behaviour, Call } from './call.ts';
import { HUNG, original, ours, THREW } from './wire.ts';

/* One call for each difference, and word for word what the original answers and what ours does. */

beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

const calling = (fn: Partial<Behaviour>, more: Partial<Call> = {}): Call => ({
  configured: 'diy',
  module: 'plain',
  context: { diy: true, function: 'main' },
  event: '{}',
  fn: {
    style: 'callback',
    declared: 'two',
    when: 'now',
    told: { response: 1 },
    times: 1,
    throwsAfterwards: false,
    ...fn,
  },
  ...more,
});
const addressed = (context: unknown, more: Partial<Call> = {}) => calling({}, { context, ...more });

const failed = (...errors: object[]) => JSON.stringify({ statusCode: 422, errors });
const notCallable = failed({
  message: "The function passed in the extension options doesn't map to a function.",
  code: 'invalid_function',
});
const noModule = 'Need to set either the diy or _connectorId field in extension options.';
const noFunction = 'Missing required field function in the extension options.';
const unknownConnector =
  "The _connectorId set in the extension options does't match any of the _connectorId's present in extension configuration.";
const notSerializable = failed({
  message: 'Extension response is not serializable.',
  code: 'invalid_extension_response',
});
const exceeded = (limit: unknown) =>
  failed({ message: `response stream exceeded limit of ${limit} bytes.`, code: 'response_size_exceeded' });
const badDate = (field: string) => ({
  message: `The ${field} field in the function options isn't a valid date.`,
  code: 'invalid_field',
});
const error = Object.assign(new Error('no stock'), { code: 'no_stock' });
const asError = failed({ message: 'no stock', code: 'no_stock' });

const differences: [what: string, call: Call, theirs: string, ours: string][] = [
  ['an async function', calling({ style: 'async', declared: 'one' }), notCallable, '1'],
  ['an async function that fails', calling({ style: 'async', declared: 'one', told: { error } }), notCallable, asError],
  ['an async function that calls back', calling({ style: 'async callback' }), notCallable, '1'],
  ['a returned promise', calling({ style: 'returns a promise', declared: 'one' }), HUNG, '1'],
  ['a returned promise that fails', calling({ style: 'returns a promise', told: { error } }), HUNG, asError],
  ['a returned value', calling({ style: 'returns', declared: 'one' }), HUNG, '1'],
  ['a function that returns nothing', calling({ style: 'returns', declared: 'none', told: {} }), HUNG, 'null'],

  ['a synchronous throw', calling({ style: 'throws', told: { error } }), THREW, asError],
  ['undefined thrown', calling({ style: 'throws', told: {} }), THREW, failed({ message: 'undefined', code: 'Error' })],
  [
    'a class for a function',
    calling({ style: 'class' }),
    THREW,
    failed({ message: "Class constructor Main cannot be invoked without 'new'", code: 'TypeError' }),
  ],
  ['a generator function', calling({ style: 'generator' }), HUNG, notCallable],

  [
    'a text called back',
    calling({ told: { error: 'no stock' } }),
    failed({}),
    failed({ message: 'no stock', code: 'Error' }),
  ],
  ['a number called back', calling({ told: { error: 7 } }), failed({}), failed({ message: '7', code: 'Error' })],
  [
    'an object called back',
    calling({ told: { error: {} } }),
    failed({}),
    failed({ message: '[object Object]', code: 'Error' }),
  ],
  [
    'an object with a code',
    calling({ told: { error: { code: 'x' } } }),
    failed({ code: 'x' }),
    failed({ message: '[object Object]', code: 'x' }),
  ],

  ['the constructor for a function', addressed({ diy: true, function: 'constructor' }), HUNG, notCallable],
  [
    'the constructor of an instance',
    addressed({ diy: true, function: 'constructor' }, { module: 'instance' }),
    THREW,
    notCallable,
  ],
  [
    'call of a module that is a function',
    addressed({ diy: true, function: 'call' }, { module: 'function' }),
    HUNG,
    notCallable,
  ],
  [
    'a static method, through type',
    addressed({ diy: true, type: 'constructor', function: 'main' }, { module: 'instance' }),
    '"static"',
    failed({ message: "The object constructor doesn't exist in the module.", code: 'object_not_found' }),
  ],
  [
    'what would pollute all objects, through type',
    addressed({ diy: true, type: '__proto__', function: '__defineGetter__' }),
    HUNG,
    failed({ message: "The object __proto__ doesn't exist in the module.", code: 'object_not_found' }),
  ],
  [
    'what every object has, through _connectorId',
    addressed({ _connectorId: 'toString', function: 'call' }, { configured: 'connectors' }),
    HUNG,
    failed({ code: 'invalid_field', message: unknownConnector }),
  ],

  [
    'no client context',
    addressed(undefined),
    THREW,
    failed(
      { code: 'missing_required_field', message: noModule },
      { code: 'missing_required_field', message: noFunction },
    ),
  ],
  [
    'no client context, and an envelope',
    addressed(null, { event: '{"diy":true,"function":"main","options":{}}' }),
    THREW,
    '1',
  ],

  [
    'a date that is none',
    calling({}, { event: '{"lastExportDateTime":"junk"}' }),
    '1',
    failed(badDate('lastExportDateTime')),
  ],
  [
    'two dates that are none',
    calling({}, { event: '{"currentExportDateTime":[1,2,3,4],"lastExportDateTime":{}}' }),
    '1',
    failed(badDate('lastExportDateTime'), badDate('currentExportDateTime')),
  ],

  ['a limit that is a text', addressed({ diy: true, function: 'main', maxResponseSize: '0' }), exceeded('0'), '1'],
  ['a limit below zero', addressed({ diy: true, function: 'main', maxResponseSize: -1 }), exceeded(-1), '1'],
  [
    'a limit that is true',
    {
      ...addressed({ diy: true, function: 'main', maxResponseSize: true }),
      fn: calling({ told: { response: [] } }).fn,
    },
    exceeded(true),
    '[]',
  ],
  [
    'more bytes than units',
    { ...addressed({ diy: true, function: 'main', maxResponseSize: 4 }), fn: calling({ told: { response: 'é€' } }).fn },
    '"é€"',
    exceeded(4),
  ],

  [
    'an object without a prototype',
    calling({ told: { response: Object.assign(Object.create(null), { id: 1 }) } }),
    notSerializable,
    '{"id":1}',
  ],
  [
    'a key hasOwnProperty',
    calling({ told: { response: { hasOwnProperty: 1 } } }),
    notSerializable,
    '{"hasOwnProperty":1}',
  ],
];

describe('the original and ours', () => {
  it.each(differences)('differ in %s', async (_, call, theirs, answer) => {
    expect((await original(call)).text).toBe(theirs);
    expect((await ours(call)).text).toBe(answer);
  });

  it("differ in Lambda's limit: ours fails a call that could not be delivered", async () => {
    const call = {
      ...addressed({ diy: true, function: 'main', maxResponseSize: 7e6 }),
      fn: calling({ told: { response: 'x'.repeat(6_291_555) } }).fn,
    };
    expect((await original(call)).text).toHaveLength(6_291_557);
    expect((await ours(call)).text).toBe(exceeded(6_291_556));
  });

  it('differ in a second answer: the original sends it too', async () => {
    const call = calling({ times: 2 });
    expect(await original(call)).toMatchObject({ text: '1', late: 1 });
    expect(await ours(call)).toMatchObject({ text: '1', late: 1 });
  });

  it('differ in the event: the original changes it in place', async () => {
    const call = calling({}, { event: '{"lastExportDateTime":"2026-01-31T00:00:00Z"}' });
    expect((await original(call)).kept).toBe(false);
    expect((await ours(call)).kept).toBe(true);
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
