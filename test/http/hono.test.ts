import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { createApp } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testConformance } from '../conformance/index.ts';
import { keepLines } from '../lines.ts';
import { createRefusal, readWire, systemToken, toAnswer, toRequest } from './exchange.ts';

const call = { diy: true, function: 'echo', options: { id: 1 } };
const answered = { status: 200, type: 'application/json; charset=utf-8', body: { id: 1 } };

function createExtension(config: { bodyLimit?: number } = {}) {
  const { logger, lines } = keepLines();
  const diy = { echo: (options: unknown) => options };
  return { extension: createApp({ diy, systemToken, logger, ...config }), lines };
}

/** Starts Hono's own server, which keeps the globals only with `overrideGlobalObjects: false`. */
async function listen(app: Hono): Promise<string> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

testConformance('an app mounted in a Hono app', (config) => {
  const app = new Hono().route('/extension', createApp({ ...config, systemToken }));
  return (envelope) => toAnswer(app.request('/extension/function', toRequest(envelope)));
});

describe('An app in another Hono app', () => {
  it.each([
    ['as routes', (app: Hono, extension: Hono) => app.route('/stack', extension)],
    ['as a mounted app', (app: Hono, extension: Hono) => app.mount('/stack', extension.fetch)],
  ])('answers under the path it is mounted at, %s', async (_, mount) => {
    const app = mount(new Hono(), createExtension().extension);
    expect(await readWire(app.request('/stack/function', toRequest(call)))).toEqual(answered);
    expect(await readWire(app.request('/stack/livez'))).toMatchObject({ status: 200, body: { success: true } });
    const wrong = app.request('/stack/function', toRequest(call, { authorization: 'Bearer wrong' }));
    expect(await readWire(wrong)).toEqual(createRefusal(401, 'unauthorized', 'Invalid system token.'));
    expect((await app.request('/function', toRequest(call))).status).toBe(404);
  });

  it('answers on a server, and passes through the middlewares of the other app', async () => {
    const app = new Hono().use(async (c, next) => {
      await next();
      c.header('x-app', 'shop');
    });
    const url = await listen(app.route('/', createExtension().extension));
    const response = await fetch(`${url}/function`, toRequest(call));
    expect(response.headers.get('x-app')).toBe('shop');
    expect(await readWire(response)).toEqual(answered);
  });

  it('answers after a middleware has read the body as text, with or without a length', async () => {
    const app = new Hono().use(async (c, next) => {
      await c.req.text();
      await next();
    });
    const url = await listen(app.route('/', createExtension().extension));
    const unsaid = { body: new Blob([JSON.stringify(call)]).stream(), duplex: 'half' };
    for (const more of [{}, unsaid]) {
      expect(await readWire(fetch(`${url}/function`, { ...toRequest(call), ...more } as RequestInit))).toEqual(
        answered,
      );
    }
  });

  it('leaves the body to middlewares that read it afterwards, wherever its token is', async () => {
    const seen: unknown[] = [];
    const app = new Hono().use(async (c, next) => {
      await next();
      seen.push(await c.req.json(), await c.req.text());
    });
    app.route('/', createExtension().extension);
    const { authorization: _, ...headers } = toRequest(call).headers as Record<string, string>;
    const withToken = { ...call, access_token: systemToken };
    const stream = () => new Blob([JSON.stringify(call)]).stream();
    expect(await readWire(app.request('/function', { ...toRequest(withToken), headers }))).toEqual(answered);
    const chunked = { ...toRequest(call), body: stream(), duplex: 'half' } as RequestInit;
    expect(await readWire(app.request('/function', chunked))).toEqual(answered);
    expect(seen).toEqual([withToken, JSON.stringify(withToken), call, JSON.stringify(call)]);
  });

  it('finds the token in a body that a middleware has read', async () => {
    const app = new Hono().use(async (c, next) => {
      await c.req.json();
      await next();
    });
    app.route('/', createExtension().extension);
    const knock = (access_token: string) => {
      const body = JSON.stringify({ ...call, access_token });
      const headers = { 'content-type': 'application/json' };
      return readWire(app.request('/function', { method: 'POST', headers, body }));
    };
    expect(await knock(systemToken)).toEqual(answered);
    expect(await knock('another')).toMatchObject({ status: 401 });
  });

  it('reports a body that other code has taken', async () => {
    const app = new Hono().use(async (c, next) => {
      await c.req.raw.text();
      await next();
    });
    const url = await listen(app.route('/', createExtension().extension));
    const message = 'The request body has been read before, and nothing of it was left in request.body.';
    expect(await readWire(fetch(`${url}/function`, toRequest(call)))).toEqual(
      createRefusal(500, 'body_taken', message),
    );
  });

  it('answers a body without a length', async () => {
    const url = await listen(new Hono().route('/', createExtension().extension));
    const unsaid = {
      ...toRequest(call),
      body: new Blob([JSON.stringify(call)]).stream(),
      duplex: 'half',
    } as RequestInit;
    expect(await readWire(fetch(`${url}/function`, unsaid))).toEqual(answered);
  });

  it('refuses a body that is too large, with or without a length', async () => {
    const url = await listen(new Hono().route('/', createExtension({ bodyLimit: 1000 }).extension));
    const body = JSON.stringify({ ...call, more: 'x'.repeat(1000) });
    const large = createRefusal(413, 'request_size_exceeded', 'request body exceeded limit of 1000 bytes.');
    expect(await readWire(fetch(`${url}/function`, { ...toRequest(call), body }))).toEqual(large);
    const unsaid = { ...toRequest(call), body: new Blob([body]).stream(), duplex: 'half' } as RequestInit;
    expect(await readWire(fetch(`${url}/function`, unsaid))).toEqual(large);
    expect(await readWire(fetch(`${url}/function`, toRequest(call)))).toEqual(answered);
  });

  it('logs the whole path', async () => {
    const { extension, lines } = createExtension();
    await new Hono().route('/stack', extension).request('/stack/function', toRequest(call));
    expect(lines).toMatchObject([['info', { message: 'call answered', method: 'POST', path: '/stack/function' }]]);
  });
});
