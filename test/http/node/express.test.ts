import bodyParser from 'body-parser';
import express4 from 'express4';
import express5 from 'express5';
import { createMiddleware, type MiddlewareConfig } from 'integrator-extension-lambda/http';
import { describe, expect, it } from 'vitest';
import { keepLines } from '../../lines.ts';
import { createRefusal, readWire, systemToken, toRequest } from '../exchange.ts';
import { listen } from './serving.ts';
import { formatRequest, openConnection } from './socket.ts';

// Both have the same interface for middlewares.
const express = { 'Express 4': express4, 'Express 5': express5 as unknown as typeof express4 };
const call = { diy: true, function: 'echo', options: { id: 1, text: 'Größe ☃' } };
const answered = { status: 200, type: 'application/json; charset=utf-8', body: call.options };

function createExtension(config: Partial<MiddlewareConfig> = {}) {
  const { logger, lines } = keepLines();
  const diy = { echo: (options: unknown) => options };
  return { middleware: createMiddleware({ diy, systemToken, logger, ...config }), lines };
}

describe.each(Object.entries(express))('A middleware in %s', (_, framework) => {
  it.each([
    ['before any body parser', []],
    ['after a parser of JSON', [bodyParser.json({ limit: '1mb' })]],
    ['after a parser of text', [bodyParser.text({ type: '*/*' })]],
    ['after a parser of bytes', [bodyParser.raw({ type: () => true })]],
    ['after a parser of forms, which does not parse JSON', [bodyParser.urlencoded({ extended: false })]],
    ["after the framework's own parser", [framework.json()]],
  ])('answers %s', async (_, parsers) => {
    const app = framework();
    for (const parser of parsers) app.use(parser);
    const url = await listen(app.use(createExtension().middleware));
    expect(await readWire(fetch(`${url}/function`, toRequest(call)))).toEqual(answered);
  });

  it('checks a parsed body as it checks an unparsed one', async () => {
    const url = await listen(framework().use(bodyParser.text({ type: '*/*' }), createExtension().middleware));
    const broken = await readWire(fetch(`${url}/function`, { ...toRequest(call), body: '{' }));
    expect(broken).toEqual(createRefusal(400, 'malformed_json', 'The request body is not valid JSON.'));
    const text = await readWire(fetch(`${url}/function`, toRequest(call, { 'content-type': 'text/plain' })));
    expect(text.status).toBe(415);
    const unauthorized = await readWire(fetch(`${url}/function`, toRequest(call, { authorization: 'Bearer wrong' })));
    expect(unauthorized.status).toBe(401);
  });

  it('finds the token in a parsed body too', async () => {
    const url = await listen(framework().use(framework.json(), createExtension().middleware));
    const headers = { 'content-type': 'application/json' };
    const knock = (access_token?: unknown) =>
      readWire(fetch(`${url}/function`, { ...toRequest({ ...call, access_token }), headers }));
    expect(await knock(systemToken)).toEqual(answered);
    for (const wrong of ['another', undefined, [systemToken]])
      expect(await knock(wrong)).toMatchObject({ status: 401 });
  });

  it('reports a body that other code has taken', async () => {
    const app = framework().use((request, _response, next) => {
      request.resume().once('end', () => next());
    });
    const url = await listen(app.use(createExtension().middleware));
    const message = 'The request body has been read before, and nothing of it was left in request.body.';
    expect(await readWire(fetch(`${url}/function`, toRequest(call)))).toEqual(
      createRefusal(500, 'body_taken', message),
    );
  });

  it('answers under any path, also below a router, with or without a query', async () => {
    const router = framework.Router().use('/stack', createExtension().middleware);
    const url = await listen(framework().use('/a/b', router));
    for (const path of ['/function?x=1', '/function/', '/function/?x=1'])
      expect(await readWire(fetch(`${url}/a/b/stack${path}`, toRequest(call)))).toEqual(answered);
    for (const path of ['', '/', '/livez', '/readyz/']) {
      expect(await readWire(fetch(`${url}/a/b/stack${path}`))).toMatchObject({ status: 200, body: { success: true } });
    }
    expect((await fetch(`${url}/a/b/stack/livez`, { method: 'HEAD' })).status).toBe(200);
  });

  it('logs the whole path', async () => {
    const { middleware, lines } = createExtension();
    const url = await listen(framework().use('/stack', middleware));
    await fetch(`${url}/stack/function?x=1`, toRequest(call));
    expect(lines).toMatchObject([['info', { message: 'call answered', path: '/stack/function', remote: '127.0.0.1' }]]);
  });

  it('writes heartbeats to its own waiting callers, and to no others', async () => {
    const wait = () => new Promise((resolve) => setTimeout(resolve, 200, 'done'));
    const app = framework().use(createExtension({ diy: { wait }, heartbeat: 20 }).middleware);
    const { port } = new URL(await listen(app.post('/own', async (_, response) => void response.json(await wait()))));
    const asText = (path: string) => {
      const { headers, body } = toRequest({ diy: true, function: 'wait', options: {} });
      return formatRequest(
        'POST',
        path,
        { ...(headers as Record<string, string>), 'content-length': body.length },
        body,
      );
    };
    const [ours, own] = [
      await openConnection(Number(port), asText('/function')),
      await openConnection(Number(port), asText('/own')),
    ];
    expect(await ours.waitFor(/"done"$/)).toMatch(/^(HTTP\/1\.1 102 Processing\r\n\r\n)+HTTP\/1\.1 200 OK\r\n/);
    expect(await own.waitFor(/"done"$/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('has its base path within the path it is mounted at', async () => {
    const { middleware } = createExtension({ basePath: '/v1/' });
    const url = await listen(framework().use('/stack', middleware));
    expect(await readWire(fetch(`${url}/stack/v1/function`, toRequest(call)))).toEqual(answered);
    expect((await fetch(`${url}/stack/function`, toRequest(call))).status).toBe(404);
  });

  it('leaves other routes to the app, with their bodies unread', async () => {
    const app = framework().use(createExtension().middleware);
    app.post(['/orders', '/livez'], bodyParser.json(), (request, response) => void response.json(request.body));
    app.get('/function', (_request, response) => void response.send('how to call it'));
    const url = await listen(app);
    for (const path of ['/orders', '/livez'])
      expect(await readWire(fetch(`${url}${path}`, toRequest(call)))).toMatchObject({ status: 200, body: call });
    expect(await (await fetch(`${url}/function`)).text()).toBe('how to call it');
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
  });

  it('keeps the headers that the app has set', async () => {
    const app = framework().use((_request, response, next) => {
      response.setHeader('x-app', 'shop');
      next();
    });
    const url = await listen(app.use(createExtension().middleware));
    const response = await fetch(`${url}/function`, toRequest(call));
    expect(response.headers.get('x-app')).toBe('shop');
    expect(await readWire(response)).toEqual(answered);
  });

  it('refuses a body that is too large, with or without a length, and goes on answering', async () => {
    const { middleware, lines } = createExtension({ bodyLimit: 1000 });
    const url = await listen(framework().use(middleware));
    const body = JSON.stringify({ ...call, more: 'x'.repeat(1000) });
    const large = createRefusal(413, 'request_size_exceeded', 'request body exceeded limit of 1000 bytes.');
    expect(await readWire(fetch(`${url}/function`, { ...toRequest(call), body }))).toEqual(large);
    const unsaid = { ...toRequest(call), body: new Blob([body]).stream(), duplex: 'half' } as RequestInit;
    expect(await readWire(fetch(`${url}/function`, unsaid))).toEqual(large);
    expect(await readWire(fetch(`${url}/function`, toRequest(call)))).toEqual(answered);
    expect(lines.map(([, connection]) => connection.status)).toEqual([413, 413, undefined]);
  });

  it('leaves the process as it was: its globals, signals and errors', async () => {
    const events = ['SIGTERM', 'SIGINT', 'uncaughtException', 'unhandledRejection'];
    const look = () => [Request, Response, Headers, fetch, ...events.map((event) => process.listeners(event as never))];
    const before = look();
    const url = await listen(framework().use(createExtension().middleware));
    expect(await readWire(fetch(`${url}/function`, toRequest(call)))).toEqual(answered);
    expect(look()).toEqual(before);
    expect([Request, Response]).toEqual([before[0], before[1]]);
  });
});
