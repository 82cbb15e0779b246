import { createApp } from 'integrator-extension-lambda/http';
import { describe, expect, it } from 'vitest';
import { keepLines } from '../lines.ts';
import { createRefusal, readWire, systemToken } from './exchange.ts';

const LIMIT = 1000;
const body = JSON.stringify({ diy: true, function: 'echo', options: { id: 1 }, access_token: systemToken });

/** Makes an app for requests without a token in the header. */
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
  const knock = (sent = body) => readWire(ask(sent, sent.length));
  /** Makes a body that ends on demand. */
  const linger = (length?: number | string) => {
    const { promise, resolve: end } = Promise.withResolvers<void>();
    const stream = new ReadableStream({
      async pull(controller) {
        await promise;
        controller.enqueue(new TextEncoder().encode(body));
        controller.close();
      },
    });
    const answered = readWire(ask(stream, length));
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
    expect(await readWire(ask('', 0))).toMatchObject({ status: 400 });
    expect(await readWire(open().ask(body, 5 * LIMIT))).toMatchObject({ status: 413 });
  });

  it('get a Retry-After of one second', async () => {
    const { ask, linger } = open();
    for (let caller = 0; caller < 4; caller++) linger(LIMIT);
    const response = await ask(body, body.length);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await readWire(response)).toEqual(createRefusal(503, 'server_busy', expect.any(String)));
  });
});
