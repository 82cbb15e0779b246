import { createApp } from 'integrator-extension-lambda/http';
import { describe, expect, it } from 'vitest';
import { keepLines } from '../lines.ts';
import { refused, systemToken, toWire } from './exchange.ts';

const LIMIT = 1000;
const body = JSON.stringify({ diy: true, function: 'echo', options: { id: 1 }, access_token: systemToken });

/** An app that is asked by callers who show no token first. */
function open() {
  const { logger } = keepLines();
  const app = createApp({ diy: { echo: (options: unknown) => options }, systemToken, logger, bodyLimit: LIMIT });
  const ask = (sent: string | ReadableStream, length?: number | string) => {
    const headers = {
      'content-type': 'application/json',
      ...(length !== undefined && { 'content-length': `${length}` }),
    };
    return app.request('/function', { method: 'POST', headers, body: sent, duplex: 'half' } as RequestInit);
  };
  const knock = (sent = body) => toWire(ask(sent, sent.length));
  /** A body that does not end until it is told to. */
  const linger = (length?: number | string) => {
    const { promise, resolve: end } = Promise.withResolvers<void>();
    const stream = new ReadableStream({
      async pull(controller) {
        await promise;
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const answered = toWire(ask(stream, length));
    return async () => {
      end();
      return answered;
    };
  };
  return { ask, knock, linger };
}

const busy = { status: 503, body: { errors: [{ code: 'server_busy' }] } };
const answered = { status: 200, body: { id: 1 } };

describe('The bodies of requests without a token in the header', () => {
  it('are read as long as they fit into four of the largest, to the last byte', async () => {
    const { knock, linger } = open();
    const ends = [LIMIT, LIMIT, LIMIT, LIMIT - body.length].map(linger);
    expect(await knock()).toMatchObject(answered);
    expect(await knock(`${body} `)).toMatchObject(busy);
    expect(await ends[3]?.()).toMatchObject(answered);
    expect(await knock(`${body} `)).toMatchObject(answered);
  });

  it.each([undefined, 'many', '-1000'])('count as the largest if they declare a length of %j', async (length) => {
    const { knock, linger } = open();
    const [end] = [length, length, length, length].map(linger);
    expect(await knock()).toMatchObject(busy);
    expect(await end?.()).toMatchObject(answered);
    expect(await knock()).toMatchObject(answered);
  });

  it('are checked one by one if they need no room, or are too large', async () => {
    const { ask, linger } = open();
    for (let caller = 0; caller < 4; caller++) linger(LIMIT);
    expect(await toWire(ask('', 0))).toMatchObject({ status: 400 });
    expect(await toWire(open().ask(body, 5 * LIMIT))).toMatchObject({ status: 413 });
  });

  it('get a Retry-After of one second', async () => {
    const { ask, linger } = open();
    for (let caller = 0; caller < 4; caller++) linger(LIMIT);
    const response = await ask(body, body.length);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await toWire(response)).toEqual(refused(503, 'server_busy', expect.any(String)));
  });
});
