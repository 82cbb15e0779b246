import Extension from 'integrator-extension';
import { createExtension, createHandler, type ExtensionConfig } from 'integrator-extension-lambda';
import { createServer } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOriginalHandler } from '../../bench/original.ts';
import { keepLines } from '../lines.ts';

type Functions = Record<string, (options: never, callback: (error?: unknown, response?: unknown) => void) => void>;

const { logger } = keepLines();
const id = '5f0000000000000000000008';
const functions: Functions = {
  echo: (options: object, callback) => callback(null, options),
  refuse: (_, callback) => callback(Object.assign(new Error('no stock'), { code: 'no_stock' })),
  name: (_, callback) => callback(new RangeError('too many')),
};

/** Calls the original: with `loadConfiguration`, then with `callFunction`. */
function callOriginal(config: unknown, address: unknown, options: unknown): Promise<unknown> {
  const extension = new Extension();
  return new Promise((resolve) => {
    extension.loadConfiguration(config, (error) => {
      if (error) return resolve({ refused: { message: error.message, code: error.code } });
      extension.callFunction(options, address, (failed, response) => resolve(failed ?? { response }));
    });
  });
}

/** Calls ours, in the original's form. */
async function callOurs(config: unknown, address: unknown, options: unknown): Promise<unknown> {
  const extension = createExtension({ logger, ...(config as ExtensionConfig) });
  const outcome = await extension.invoke({ address: address as never, options });
  return outcome.ok ? { response: outcome.response } : { statusCode: 422, errors: outcome.error.problems };
}

describe('docs/migrating.md on integrator-extension: createExtension stands for loadConfiguration', () => {
  it.each([
    ['both fields', { diy: functions, connectors: { [id]: {} } }],
    ['neither field', { port: 1 }],
    ['no connectors', { connectors: {} }],
  ])('%s: the same words and the same code, as the answer to each call', async (_, config) => {
    const { refused } = (await callOriginal(config, {}, {})) as { refused: object };
    expect(refused).toMatchObject({ code: expect.any(String) });
    expect(await callOurs(config, { diy: true, function: 'echo' }, {})).toEqual({ statusCode: 422, errors: [refused] });
  });

  it('a correct configuration', async () => {
    const address = { diy: true, function: 'echo' };
    expect(await callOurs({ diy: functions }, address, { a: 1 })).toEqual(
      await callOriginal({ diy: functions }, address, { a: 1 }),
    );
  });
});

describe('docs/migrating.md on integrator-extension: invoke stands for callFunction', () => {
  const connectors = { [id]: { hooks: functions } };
  it.each([
    ['a response', { diy: functions }, { diy: true, function: 'echo' }, { a: [1] }],
    ['an error with a code', { diy: functions }, { diy: true, function: 'refuse' }, {}],
    ['an error without a code', { diy: functions }, { diy: true, function: 'name' }, {}],
    ['an unknown function', { diy: functions }, { diy: true, function: 'none' }, {}],
    ['no function', { diy: functions }, { diy: true }, {}],
    ['no address', { diy: functions }, {}, {}],
    ['a function of a connector', { connectors }, { _connectorId: id, type: 'hook', function: 'echo' }, { a: 1 }],
    ['another connector', { connectors }, { _connectorId: 'other', type: 'hook', function: 'echo' }, {}],
    ['no diy module', { connectors }, { diy: true, function: 'echo' }, {}],
  ])('%s: the same result', async (_, config, address, options) => {
    const before = await callOriginal(config, address, options);
    expect(before).toSatisfy((answer: object) => 'response' in answer || 'errors' in answer);
    expect(await callOurs(config, address, options)).toEqual(before);
  });

  it('several extensions live side by side', async () => {
    const [first, second] = ['first', 'second'].map((who) => createExtension({ diy: { who: () => who }, logger }));
    const address = { diy: true, function: 'who' };
    expect(await first?.invoke({ address, options: {} })).toEqual({ ok: true, response: 'first' });
    expect(await second?.invoke({ address, options: {} })).toEqual({ ok: true, response: 'second' });
  });
});

describe('docs/migrating.md on lambda-integrator-extension', () => {
  it.each([
    ['a response', 'echo'],
    ['a failure', 'refuse'],
  ])('createHandler stays createHandler: %s', async (_, name) => {
    const clientContext = { diy: true, function: name };
    const before = await new Promise((resolve) =>
      createOriginalHandler({ diy: functions })({ a: 1 }, { clientContext }, (failed, response) =>
        resolve(failed ?? response),
      ),
    );
    const handler = createHandler({ diy: functions, logger });
    const now = await handler({ a: 1 }, { clientContext } as never).catch((refusal) => refusal);
    expect(now).toEqual(before);
  });
});

describe('docs/migrating.md on express-integrator-extension', () => {
  const systemToken = 'system-token';
  const start = async () => {
    const server = await createServer({ diy: functions, logger, systemToken, port: 0, signals: false, drainDelay: 0 });
    onTestFinished(() => server.close());
    return server;
  };
  const post = (url: string, headers: Record<string, string>, body: string | Uint8Array = '{}') =>
    fetch(url, { method: 'POST', headers, body });
  const json = { 'content-type': 'application/json' };

  it('createServer resolves to a server with a close', async () => {
    const { url } = await start();
    const body = JSON.stringify({ diy: true, function: 'echo', options: { a: 1 } });
    const answer = await post(`${url}/function`, { ...json, authorization: `Bearer ${systemToken}` }, body);
    expect(await answer.json()).toEqual({ a: 1 });
  });

  it('a token in the URL is refused', async () => {
    const { url } = await start();
    expect((await post(`${url}/function?access_token=${systemToken}`, json)).status).toBe(401);
  });

  it.each(['/stopServer', '/openConnections'])('GET %s is gone', async (path) => {
    const { url } = await start();
    expect((await fetch(`${url}${path}`)).status).toBe(404);
  });

  it.each([
    ['a compressed body', { ...json, 'content-encoding': 'gzip' }],
    ['a body of another type', { 'content-type': 'text/plain' }],
  ])('%s is answered 415', async (_, headers) => {
    const { url } = await start();
    const answer = await post(`${url}/function`, { ...headers, authorization: `Bearer ${systemToken}` });
    expect(answer.status).toBe(415);
  });
});
