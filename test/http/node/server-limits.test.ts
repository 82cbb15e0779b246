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
    ['nothing else', {}, { ...usual, ...seldom, timeout: 315_000 }],
    ['that requests have less time', { requestTimeout: 60_000 }, { headersTimeout: 60_000, ...seldom, timeout: 0 }],
    [
      'that requests have much less time',
      { requestTimeout: 500 },
      { headersTimeout: 500, connectionsCheckingInterval: 500 },
    ],
    ['that headers have less time', { headersTimeout: 400 }, { headersTimeout: 400, connectionsCheckingInterval: 400 }],
    [
      'that requests have for ever',
      { requestTimeout: 0 },
      { requestTimeout: 0, headersTimeout: 305_000, ...seldom, timeout: 0 },
    ],
    ['that headers have for ever', { headersTimeout: 0 }, { headersTimeout: 0, ...seldom }],
    ['that connections are kept for less', { keepAliveTimeout: 5000 }, { ...usual, keepAliveTimeout: 5000 }],
    ['that heartbeats are as seldom', { heartbeat: 315_000 }, { ...usual, timeout: 0 }],
    ['that heartbeats are more frequent', { heartbeat: 314_000 }, { ...usual, timeout: 315_000 }],
    ['that there are no heartbeats', { heartbeat: 0 }, { ...usual, timeout: 0 }],
  ])('are right with %s', async (_, config, expected) => {
    expect(await openNodeServer(config)).toMatchObject(expected);
  });
});

it('A server reports errors while it listens', async () => {
  expect((await openNodeServer({})).listenerCount('error')).toBe(0);
});
