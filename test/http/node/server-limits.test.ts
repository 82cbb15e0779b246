import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import type { ServerConfig } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answered, call, open } from './serving.ts';

const CHANNEL = 'http.server.request.start';

/** Finds Node's server of one of ours through a diagnostics channel. */
async function openNodeServer(
  config: Partial<ServerConfig>,
): Promise<Server & { connectionsCheckingInterval: number }> {
  const { ask } = await open(config);
  const { promise, resolve } = Promise.withResolvers<never>();
  const notify = (message: unknown) => resolve((message as { server: never }).server);
  subscribe(CHANNEL, notify);
  onTestFinished(() => void unsubscribe(CHANNEL, notify));
  expect(await ask(call)).toEqual(answered);
  return promise;
}

const usual = { requestTimeout: 315_000, headersTimeout: 305_000, keepAliveTimeout: 301_000 };
const seldom = { connectionsCheckingInterval: 30_000 };

describe('The timeouts of a server', () => {
  it.each([
    ['the defaults', {}, { ...usual, ...seldom, timeout: 315_000 }],
    ['a shorter request timeout', { requestTimeout: 60_000 }, { headersTimeout: 60_000, ...seldom, timeout: 60_000 }],
    [
      'a much shorter request timeout',
      { requestTimeout: 500 },
      { headersTimeout: 500, connectionsCheckingInterval: 500 },
    ],
    ['a shorter headers timeout', { headersTimeout: 400 }, { headersTimeout: 400, connectionsCheckingInterval: 400 }],
    [
      'no request timeout',
      { requestTimeout: 0 },
      { requestTimeout: 0, headersTimeout: 305_000, ...seldom, timeout: 0 },
    ],
    ['no headers timeout', { headersTimeout: 0 }, { headersTimeout: 0, ...seldom }],
    ['a shorter keep-alive timeout', { keepAliveTimeout: 5000 }, { ...usual, keepAliveTimeout: 5000 }],
  ])('are right with %s', async (_, config, expected) => {
    expect(await openNodeServer(config)).toMatchObject(expected);
  });
});

it('A server reports errors while it listens', async () => {
  expect((await openNodeServer({})).listenerCount('error')).toBe(0);
});
