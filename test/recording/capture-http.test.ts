import { randomBytes } from 'node:crypto';
import { createServer as createHintingServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type HttpBindings, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { stream } from 'hono/streaming';
import ky from 'ky';
import { Pool, fetch as undiciFetch } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlatform } from '../../src/platform-api/index.ts';
import { type HttpCapture, openHttpCapture } from '../../src/recording/capture-http.ts';
import { describeNetworkError } from '../../src/recording/open-exchange.ts';
import type { HttpExchange } from '../../src/recording/recording.ts';

/** Bytes that are kept of a longer body: 1 MB without the 4 KB before the cut. */
const KEPT = 1_048_576 - 4096;

let base = '';
let capture: HttpCapture;
const ends: (() => unknown)[] = [];

const app = new Hono()
  .all('/echo/:n', async (c) => {
    await wait(Math.random() * 5);
    return c.json({ url: c.req.url, body: await c.req.text(), n: c.req.param('n') }, 201, { 'x-n': c.req.param('n') });
  })
  .get('/zipped', (c) => c.body(gzipSync('{"zipped":true}'), 200, { 'content-encoding': 'gzip' }))
  .get('/bytes', (c) => c.body(Uint8Array.of(0xff, 0, 0xfe)))
  .get('/long', (c) => c.body('ä'.repeat(600_000)))
  .get('/nothing', (c) => c.body(null, 204))
  .get('/cookies', (c) => {
    c.header('set-cookie', 'a=1', { append: true });
    c.header('set-cookie', 'b=2', { append: true });
    return c.text('set');
  })
  .get('/moved', (c) => c.redirect('/echo/9'))
  .all('/broken', (c) =>
    stream(c, async (to) => {
      await to.write('first');
      await wait(5);
      (c.env as HttpBindings).outgoing.destroy();
    }),
  )
  .get('/endless', (c) =>
    stream(c, async (to) => {
      await to.write('first');
      await new Promise(() => {});
    }),
  )
  .get('/silent', () => new Promise<Response>(() => {}));

beforeAll(async () => {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((listening) => server.once('listening', listening));
  base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  ends.push(
    () => 'closeAllConnections' in server && server.closeAllConnections(),
    () => server.close(),
  );
  // This connection is open before the capture begins.
  await (await fetch(`${base}/echo/0`)).text();
  capture = openHttpCapture();
  ends.push(capture.close);
});

afterAll(() => {
  for (const end of ends) end();
});

function post(url: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Captures a call and returns its only exchange. */
async function captureOne(call: () => Promise<unknown>): Promise<HttpExchange> {
  const { http } = await capture.run(call);
  expect(http).toHaveLength(1);
  return http[0] as HttpExchange;
}

const pool = () => {
  const made = new Pool(base, { connections: 1 });
  ends.push(() => made.destroy());
  return made;
};

const narrow = { pool: undefined as Pool | undefined };

const clients: Readonly<Record<string, (url: string, body: string) => Promise<string>>> = {
  fetch: async (url, body) => (await fetch(url, { method: 'POST', body })).text(),
  'undici’s fetch': async (url, body) => (await undiciFetch(url, { method: 'POST', body })).text(),
  'a pool of one connection': async (url, body) => {
    narrow.pool ??= pool();
    const { pathname } = new URL(url);
    const { body: answer } = await narrow.pool.request({ path: pathname, method: 'POST', body });
    return answer.text();
  },
  'node:http': post,
  ky: (url, body) => ky.post(url, { body }).text(),
};

describe('a captured request', () => {
  it.each(Object.entries(clients))('by %s has its bodies, headers and status', async (_, send) => {
    let answered = '';
    const exchange = await captureOne(async () => {
      answered = await send(`${base}/echo/1`, '{"a":1}');
    });
    expect(JSON.parse(answered)).toMatchObject({ body: '{"a":1}', n: '1' });
    expect(exchange).toMatchObject({
      method: 'POST',
      url: `${base}/echo/1`,
      requestBody: '{"a":1}',
      status: 201,
      responseHeaders: { 'x-n': '1' },
      responseBody: answered,
      ms: expect.any(Number),
    });
    expect(exchange.error).toBeUndefined();
  });

  it('of the client of the platform is seen', async () => {
    const { exports } = createPlatform({ options: { bearerToken: 'token' }, baseUrl: `${base}/echo` });
    const { http } = await capture.run(() => exports.get('7').catch(() => {}));
    expect(http[0]).toMatchObject({
      method: 'GET',
      url: `${base}/echo/v1/exports/7`,
      requestHeaders: { authorization: 'Bearer token' },
    });
  });

  it('of each client belongs to its own call, whatever connection it takes', async () => {
    const sent = Array.from({ length: 40 }, async (_, call) => {
      const { http } = await capture.run(async () => {
        for (let n = 0; n < 5; n += 1)
          for (const send of Object.values(clients)) await send(`${base}/echo/${call}`, `${call}`);
      });
      return { call, http };
    });
    for (const { call, http } of await Promise.all(sent)) {
      expect(http.map(({ url, requestBody, status }) => [url, requestBody, status])).toEqual(
        Array.from({ length: 25 }, () => [`${base}/echo/${call}`, `${call}`, 201]),
      );
    }
  });
});

describe('a captured body', () => {
  it('is unpacked, as are the headers that describe it', async () => {
    const { responseBody, responseHeaders } = await captureOne(async () => (await fetch(`${base}/zipped`)).json());
    expect(responseBody).toBe('{"zipped":true}');
    expect(Object.keys(responseHeaders ?? {})).not.toContain('content-encoding');
    const brotli = { method: 'POST', body: brotliCompressSync('br'), headers: { 'content-encoding': 'br' } };
    expect((await captureOne(() => fetch(`${base}/echo/1`, brotli))).requestBody).toBe('br');
    const sent = await captureOne(() =>
      fetch(`${base}/echo/1`, { method: 'POST', body: gzipSync('sent'), headers: { 'content-encoding': 'gzip' } }),
    );
    expect(sent.requestBody).toBe('sent');
  });

  it('is base64 if it is no text, or cannot be unpacked', async () => {
    const bytes = await captureOne(async () => (await fetch(`${base}/bytes`)).arrayBuffer());
    expect(bytes).toMatchObject({ responseBody: '/wD+', responseEncoding: 'base64' });
    const headers = { 'content-encoding': 'gzip' };
    const sent = await captureOne(() =>
      fetch(`${base}/echo/1`, { method: 'POST', body: Uint8Array.of(0xff), headers }),
    );
    expect(sent).toMatchObject({ requestBody: '/w==', requestEncoding: 'base64', requestHeaders: headers });
  });

  it('is cut after 1 MB, between characters, and the function gets the whole', async () => {
    let length = 0;
    const sent = `${'ä'.repeat(600_000)}`;
    const exchange = await captureOne(async () => {
      length = (await (await fetch(`${base}/long`, { method: 'GET' })).text()).length;
    });
    expect(length).toBe(600_000);
    expect(exchange).toMatchObject({ responseCut: 1_200_000 - KEPT, responseBody: 'ä'.repeat(KEPT / 2) });
    const upload = await captureOne(async () =>
      (await fetch(`${base}/echo/1`, { method: 'POST', body: `x${sent}` })).text(),
    );
    expect(upload).toMatchObject({ requestCut: 1_200_001 - KEPT, requestBody: `x${'ä'.repeat(KEPT / 2 - 1)}` });
  });

  it('keeps no part of a secret that stands across the cut', async () => {
    const body = `${'x'.repeat(1_048_576 - 10)}hunter2-hunter2-Pass!${'x'.repeat(5_000)}`;
    const sent = await captureOne(async () => (await fetch(`${base}/echo/1`, { method: 'POST', body })).text());
    expect(sent.requestBody).toMatch(/^x+$/);
    const packed = gzipSync(body);
    const headers = { 'content-encoding': 'gzip' };
    const unpacked = await captureOne(() => fetch(`${base}/echo/1`, { method: 'POST', body: packed, headers }));
    expect(unpacked.requestBody).toMatch(/^x+$/);
  });

  it('is unpacked as far as it was kept', async () => {
    const body = gzipSync(`begin ${randomBytes(1_000_000).toString('hex')}`, { level: 0 });
    const headers = { 'content-encoding': 'gzip' };
    const long = await captureOne(() => fetch(`${base}/echo/1`, { method: 'POST', body, headers }));
    expect(long.requestBody?.slice(0, 5)).toBe('begin');
    expect(long.requestCut).toBeGreaterThan(900_000);
    const packed = brotliCompressSync(`begin ${'x'.repeat(2_000_000)}`);
    const unpacked = await captureOne(() =>
      fetch(`${base}/echo/1`, { method: 'POST', body: packed, headers: { 'content-encoding': 'br' } }),
    );
    expect(unpacked).toMatchObject({ requestCut: 2_000_006 - KEPT });
  });

  it('is absent where there is none, and cookies are a line each', async () => {
    const empty = await captureOne(() => fetch(`${base}/nothing`));
    expect(empty).toMatchObject({ status: 204 });
    expect(empty).not.toHaveProperty('responseBody');
    const cookies = await captureOne(() => fetch(`${base}/cookies`));
    expect(cookies.responseHeaders).toMatchObject({ 'set-cookie': 'a=1\nb=2' });
  });
});

describe('a request without a whole answer', () => {
  it('says why none came', async () => {
    const nobody = createTcpServer().listen(0, '127.0.0.1');
    await new Promise((listening) => nobody.once('listening', listening));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((closed) => nobody.close(closed));
    for (const send of [() => fetch(`http://127.0.0.1:${port}/x`), () => post(`http://127.0.0.1:${port}/x`, '')]) {
      const exchange = await captureOne(() => send().catch(() => {}));
      expect(exchange).toMatchObject({ error: `connect ECONNREFUSED 127.0.0.1:${port}` });
      expect(exchange).not.toHaveProperty('status');
    }
  });

  it('is one that the function gave up, if it did', async () => {
    const { error } = await captureOne(() =>
      fetch(`${base}/silent`, { signal: AbortSignal.timeout(20) }).catch(() => {}),
    );
    expect(error).toBe('aborted by the function');
  });

  it('has what came before it broke off', async () => {
    for (const read of [async () => (await fetch(`${base}/broken`)).text(), () => post(`${base}/broken`, '')]) {
      const exchange = await captureOne(() => read().catch(() => {}));
      expect(exchange).toMatchObject({
        status: 200,
        responseBody: 'first',
        error: expect.stringMatching(/terminated|other side closed|aborted/),
      });
      expect(exchange.error).not.toBe('aborted by the function');
    }
  });

  it('is one that the function gave up while its body came', async () => {
    const ended = await captureOne(async () => {
      const giveUp = new AbortController();
      const { body } = await fetch(`${base}/endless`, { signal: giveUp.signal });
      const reader = body?.getReader();
      await reader?.read();
      giveUp.abort();
      await reader?.read().catch(() => {});
    });
    expect(ended).toMatchObject({ responseBody: 'first', error: 'aborted by the function' });
    const destroyed = await captureOne(
      () =>
        new Promise<void>((resolve) => {
          httpRequest(`${base}/endless`, (response) => {
            response.once('data', () => response.destroy());
            response.once('close', resolve);
          }).end();
        }),
    );
    expect(destroyed).toMatchObject({ responseBody: 'first', error: 'aborted by the function' });
  });

  it('may be open when its call has ended, and does not hold the call up', async () => {
    const silent = new AbortController();
    const unanswered = await captureOne(
      async () =>
        void fetch(`${base}/silent`, { signal: silent.signal })
          .catch(() => {})
          .then(() => 0),
    );
    expect(unanswered).toMatchObject({ error: 'the call ended before the answer did' });
    const begun = await captureOne(() => fetch(`${base}/endless`, { signal: silent.signal }));
    expect(begun).toMatchObject({ status: 200, responseBody: 'first', error: 'the call ended before the answer did' });
    silent.abort();
  });

  it('is found by its code where the message has none', () => {
    expect(describeNetworkError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))).toBe(
      'socket hang up (ECONNRESET)',
    );
    expect(describeNetworkError('text')).toBe('text');
    const both = Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:9')], ''), {
      code: 'ECONNREFUSED',
    });
    expect(describeNetworkError(both)).toBe('connect ECONNREFUSED ::1:9');
  });
});

it('at most 1,000 exchanges and 16 MB of bodies are kept', async () => {
  const { http } = await capture.run(async () => {
    for (let n = 0; n < 17; n += 1) await (await fetch(`${base}/long`)).text();
    for (let n = 17; n < 1001; n += 1) await (await fetch(`${base}/nothing`)).text();
  });
  expect(http).toHaveLength(1000);
  expect(http[15]).toMatchObject({ responseCut: 1_200_000 - KEPT });
  expect(http[16]).toMatchObject({ responseCut: 1_200_000 });
});

it('an answer after early hints is the one that is captured', async () => {
  const server = createHintingServer((_, answer) => {
    answer.writeEarlyHints({ link: '</style.css>; rel=preload' });
    answer.end('whole');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hinted`;
  const { result, http } = await capture.run(() => post(url, ''));
  server.close();
  expect(result).toBe('whole');
  expect(http).toMatchObject([{ status: 200, responseBody: 'whole' }]);
});

it('a connection on which the server speaks first is left alone', async () => {
  const server = createTcpServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { result, http } = await capture.run(
    () =>
      new Promise((heard) =>
        connect((server.address() as AddressInfo).port, '127.0.0.1').on('data', (data) => heard(`${data}`)),
      ),
  );
  server.close();
  expect({ result, http }).toEqual({ result: 'hello', http: [] });
});

it('nothing is captured outside of a call, nor after the last capture was closed', async () => {
  const other = openHttpCapture();
  other.close();
  other.close();
  expect((await captureOne(() => fetch(`${base}/nothing`))).status).toBe(204);
  await (await fetch(`${base}/echo/1`)).text();
  capture.close();
  const { http } = await capture.run(async () => (await fetch(`${base}/nothing`)).text());
  expect(http).toEqual([]);
  capture = openHttpCapture();
  ends.push(capture.close);
  expect((await captureOne(() => fetch(`${base}/nothing`))).status).toBe(204);
});
