import { setImmediate } from 'node:timers/promises';
import { createHandler, type HandlerConfig } from 'integrator-extension-lambda';
import { describe, expect, it, vi } from 'vitest';
import { testConformance } from '../conformance/index.ts';
import { connectors, diy } from '../conformance/modules.ts';
import { keepLines } from '../lines.ts';
import { createContext, invoke } from './context.ts';

const { logger } = keepLines();

testConformance('the Lambda handler called with a client context', (config) => {
  const handler = createHandler(config);
  return ({ options, ...clientContext }) => invoke(handler, options, createContext({ clientContext }));
});

testConformance('the Lambda handler called with an envelope', (config) => {
  const handler = createHandler(config);
  return (envelope) => invoke(handler, envelope, createContext());
});

const ask = (event: unknown, clientContext?: unknown, config: HandlerConfig = { diy, logger }) =>
  invoke(createHandler(config), event, createContext({ clientContext }));

const createRequired = (message: string) => ({ code: 'missing_required_field', message });
const noModule = createRequired('Need to set either the diy or _connectorId field in extension options.');
const noFunction = createRequired('Missing required field function in the extension options.');
const noOptions = createRequired("Function options haven't been provided.");

describe('the Lambda handler', () => {
  it("answers in the wire's words if a context cannot be read", async () => {
    const context = new Proxy(
      {},
      {
        get() {
          throw new Error('no context');
        },
      },
    );
    const answer = await invoke(createHandler({ diy, logger }), {}, context as never);
    expect(answer).toEqual({ statusCode: 422, errors: [{ message: 'no context', code: 'Error' }] });
  });

  it('refuses a response that cannot be read', async () => {
    const unreadable = new Proxy(
      {},
      {
        get() {
          throw new Error('hostile');
        },
        getPrototypeOf() {
          throw new Error('hostile');
        },
      },
    );
    const handler = createHandler({
      diy: { f: (_: unknown, done: (...of: unknown[]) => void) => done(null, unreadable) },
      logger,
    });
    const answer = await invoke(handler, {}, createContext({ clientContext: { diy: true, function: 'f' } }));
    expect(answer).toMatchObject({ statusCode: 422, errors: [{ code: 'invalid_extension_response' }] });
  });

  it('declares two parameters, for runtimes that refuse a third', () => {
    expect(createHandler({ diy, logger })).toHaveLength(2);
  });

  it('runs no function and logs nothing before its first event', async () => {
    const { logger, lines } = keepLines();
    const answer = vi.fn();
    createHandler({ diy: { answer }, logger });
    await setImmediate();
    expect(answer).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
  });

  it('is made with any configuration; every call is answered with its problem', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    for (const config of [undefined, null, {}, 7, []]) {
      const handler = createHandler(config as never);
      expect(await invoke(handler, {}, createContext({ clientContext: { diy: true, function: 'echo' } }))).toEqual({
        statusCode: 422,
        errors: [{ message: 'Options parameter is not provided.', code: 'missing_parameter' }],
      });
    }
    expect(error).toHaveBeenCalledTimes(5);
    error.mockRestore();
  });
});

describe('a client context that addresses a call', () => {
  it.each<{ what: string; event: unknown; client: object; response: unknown }>([
    {
      what: 'uses the event as options, even with the fields of an address',
      event: { function: 'trimSkus', diy: true, _connectorId: 'shop', options: { data: [] } },
      client: { diy: true, function: 'echo' },
      response: { function: 'trimSkus', diy: true, _connectorId: 'shop', options: { data: [] } },
    },
    {
      what: "keeps its type apart from the type in a wrapper export's options",
      event: { type: 'once', once: { booleanField: 'exported' } },
      client: { diy: true, type: 'wrapper', function: 'exportOrders' },
      response: { data: [{ type: 'once' }], lastPage: true },
    },
    { what: 'passes a text', event: 'text', client: { diy: true, function: 'echo' }, response: 'text' },
    { what: 'passes an array', event: [{ id: 1 }], client: { diy: true, function: 'echo' }, response: [{ id: 1 }] },
  ])('$what', async ({ event, client, response }) => {
    expect(await ask(event, client)).toEqual({ response });
  });

  it.each([
    { client: { function: 'echo' }, errors: [noModule] },
    { client: { diy: true }, errors: [noFunction] },
    { client: { _connectorId: 'shop' }, errors: [expect.objectContaining({ code: 'invalid_field' }), noFunction] },
    { client: { diy: false }, errors: [noModule, noFunction] },
    { client: { function: undefined }, errors: [noModule, noFunction] },
  ])('addresses a call with any of its fields: $client', async ({ client, errors }) => {
    const envelope = { diy: true, function: 'echo', options: {} };
    expect(await ask(envelope, client)).toEqual({ statusCode: 422, errors });
  });

  it.each([undefined, null, 0, '', false])('is answered that %j is no options object', async (event) => {
    expect(await ask(event, { diy: true, function: 'echo' })).toEqual({ statusCode: 422, errors: [noOptions] });
  });
});

describe('an event without such a client context', () => {
  const envelope = { diy: true, function: 'echo', options: { id: 1 } };

  it.each([
    ['none', undefined],
    ['null', null],
    [
      'the client context of a mobile SDK',
      { client: { app_title: 'shop' }, custom: { function: 'x' }, env: { locale: 'en' } },
    ],
    ['an empty client context', {}],
    ['a client context with a type only', { type: 'hook' }],
    ['a text', 'function'],
    ['an array', ['function']],
    ['an object that inherits its fields', Object.create({ diy: true, function: 'echo' })],
  ])('is an envelope: %s', async (_, client) => {
    expect(await ask(envelope, client)).toEqual({ response: { id: 1 } });
  });

  it.each([
    { event: { options: {} }, errors: [noModule, noFunction] },
    { event: { options: null }, errors: [noModule, noFunction, noOptions] },
    { event: { function: 'echo' }, errors: [noModule, noOptions] },
    { event: { diy: true }, errors: [noFunction, noOptions] },
    { event: { _connectorId: '' }, errors: [noModule, noFunction, noOptions] },
    { event: {}, errors: [noModule, noFunction] },
    { event: { data: [] }, errors: [noModule, noFunction] },
    { event: 'text', errors: [noModule, noFunction] },
    { event: 7, errors: [noModule, noFunction] },
    { event: [{ options: {} }], errors: [noModule, noFunction] },
    { event: null, errors: [noModule, noFunction, noOptions] },
    { event: undefined, errors: [noModule, noFunction, noOptions] },
    { event: false, errors: [noModule, noFunction, noOptions] },
  ])('is answered with everything that is missing: $event', async ({ event, errors }) => {
    for (const client of [undefined, { custom: {} }])
      expect(await ask(event, client)).toEqual({ statusCode: 422, errors });
  });

  it('addresses connectors too', async () => {
    const envelope = { _connectorId: 'depot', function: 'greet', options: {} };
    expect(await ask(envelope, undefined, { connectors, logger })).toEqual({ response: 'Hello from depot' });
  });
});

describe('the size of a response', () => {
  const CAPACITY = 6_291_556;
  // The quotes count as well.
  const text = (bytes: number) => 'x'.repeat(bytes - 2);
  const limited = (bytes: number, maxResponseSize: number) =>
    ask(text(bytes), { diy: true, function: 'echo', maxResponseSize });
  const exceeded = (bytes: number) => ({
    statusCode: 422,
    errors: [{ message: `response stream exceeded limit of ${bytes} bytes.`, code: 'response_size_exceeded' }],
  });

  it("is limited by Lambda's capacity, to the byte", async () => {
    expect(await limited(CAPACITY, 8_000_000)).toHaveProperty('response');
    expect(await limited(CAPACITY + 1, 8_000_000)).toEqual(exceeded(CAPACITY));
  });

  it('has a smaller limit if the caller names one', async () => {
    expect(await limited(CAPACITY, CAPACITY - 1)).toEqual(exceeded(CAPACITY - 1));
  });
});

describe('the log of a call', () => {
  it("has AWS's id of the request, beside the platform's ids", async () => {
    const { logger, lines } = keepLines();
    const context = createContext({ clientContext: { diy: true, function: 'echo', _reqId: 'r1', traceId: 't1' } });
    await invoke(createHandler({ diy, logger }), { _flowId: 'f1' }, context);
    expect(lines).toMatchObject([
      ['info', { awsRequestId: context.awsRequestId, _reqId: 'r1', traceId: 't1', _flowId: 'f1', coldStart: true }],
    ]);
  });
});
