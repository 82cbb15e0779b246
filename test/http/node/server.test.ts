import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { createServer as createOther } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepLines, keepStreams } from '../../lines.ts';
import { readWire, systemToken, toRequest } from '../exchange.ts';
import { answered, call, createBlocking, formatCall, open } from './serving.ts';
import { formatRequest, openConnection } from './socket.ts';

/**
 * Keeps the sockets of all requests that arrive. Node tells with `timeout` that one has been silent for too long: a test
 * that waited for it would also limit the arrival of a request, which a busy machine may delay.
 */
function keepSockets(): Socket[] {
  const sockets: Socket[] = [];
  const notify = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
  subscribe('http.server.request.start', notify);
  onTestFinished(() => void unsubscribe('http.server.request.start', notify));
  return sockets;
}

describe('A server', () => {
  it('listens at an address of this machine only, also in production', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { url, port } = await open();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(await readWire(fetch(`${url}/livez`))).toMatchObject({ status: 200 });
  });

  it('listens at the configured place, and returns its URL', async () => {
    expect((await open({ host: '0.0.0.0' })).url).toMatch(/^http:\/\/localhost:\d+$/);
    const { url } = await open({ host: '::1' });
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(await readWire(fetch(`${url}/`))).toMatchObject({ status: 200, body: { success: true } });
  });

  it('listens at port 8080 by default', async () => {
    const { logger } = keepLines();
    const server = createServer({ diy: {}, systemToken, logger, signals: false, drainDelay: 0 });
    // The port may be in use by another process, and is then the one in the error.
    const closed = server.then(async ({ port, close }) => {
      await close();
      return port;
    });
    expect(await closed.catch((error) => error.port)).toBe(8080);
  });

  it('does not start without a system token', async () => {
    const problem = { code: 'missing_required_field', message: 'systemToken not provided in options.' };
    await expect(createServer({ diy: {}, systemToken: undefined })).rejects.toMatchObject({
      ...problem,
      problems: [problem],
    });
  });

  it.each([
    ['nothing at all', undefined, 'missing_parameter', 'Options parameter is not provided.'],
    [
      'neither module nor connectors',
      { systemToken: 'token' },
      'missing_required_field',
      'Either DIY or connectors field needs to be set.',
    ],
  ])('does not start with %s', async (_, config, code, message) => {
    await expect(createServer(config as never)).rejects.toMatchObject({ code, message });
  });

  it('does not start at an address in use', async () => {
    const { port } = await open();
    await expect(open({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('writes one line for each request, with its sender', async () => {
    const { url, ask, lines } = await open();
    await ask(call, { traceid: 'trace-1' });
    await ask({ ...call, function: 'absent' });
    await ask(call, { authorization: 'Bearer wrong' });
    await fetch(`${url}/nowhere?access_token=${systemToken}`);
    const [listening, ...requests] = lines;
    expect(listening).toEqual(['info', { message: 'server listening', url }]);
    const request = { method: 'POST', path: '/function', remote: '127.0.0.1' };
    expect(requests).toMatchObject([
      ['info', { message: 'call answered', ...request, function: 'echo', traceId: 'trace-1' }],
      ['error', { message: 'call failed', ...request, function: 'absent' }],
      ['warn', { message: 'request refused', ...request, status: 401 }],
      ['warn', { message: 'request refused', method: 'GET', path: '/nowhere', remote: '127.0.0.1', status: 404 }],
    ]);
    expect(JSON.stringify(lines)).not.toContain(systemToken);
  });

  it('writes its lines on the streams of the process by default', async () => {
    const lines = keepStreams();
    const server = await createServer({ diy: {}, systemToken, port: 0, signals: false, drainDelay: 0 });
    await fetch(`${server.url}/nowhere`);
    await server.close();
    expect(lines).toMatchObject([
      { message: 'server listening', url: server.url, level: 'info' },
      { message: 'request refused', status: 404, level: 'warn' },
      { message: 'server stopped', level: 'info' },
    ]);
  });

  it('answers calls at its path in any spelling, and below its base path', async () => {
    const { url } = await open({ basePath: 'stack/' });
    for (const path of ['/stack/function', '/stack/function/', '/stack/function?x=1', '/stack/%66unction']) {
      expect(await readWire(fetch(`${url}${path}`, toRequest(call)))).toEqual(answered);
    }
    const whole = await openConnection(
      Number(new URL(url).port),
      formatCall(call).replace('/function', `${url}/stack/function`),
    );
    expect(await whole.waitFor(/☃|"text"/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('survives callers who do not wait for their answer', async () => {
    const { wait, called, answer } = createBlocking();
    const { port, ask, lines } = await open({ diy: { wait } });
    const connection = await openConnection(port, formatCall({ ...call, function: 'wait' }));
    await called;
    connection.socket.resetAndDestroy();
    answer('unread');
    await vi.waitFor(() => expect(lines).toMatchObject([{}, ['info', { message: 'call answered' }]]));
    expect(await ask(call)).toEqual(answered);
  });

  it("leaves the process's globals alone: fetch still returns a Response", async () => {
    const globals = [Request, Response, Headers];
    const other = createOther((_, response) => void response.end('{}')).listen(0);
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const get = async () => (await fetch(`http://127.0.0.1:${port}`)) instanceof Response;
    const { url, ask } = await open({ diy: { get } });
    expect(await ask({ ...call, function: 'get' })).toMatchObject({ status: 200, body: true });
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect([Request, Response, Headers]).toEqual(globals);
  });
});

describe('A call that takes long', () => {
  it('gets a heartbeat again and again until it is answered', async () => {
    const { wait, answer } = createBlocking();
    const { port } = await open({ diy: { wait }, heartbeat: 20 });
    const connection = await openConnection(port, formatCall({ ...call, function: 'wait' }));
    await connection.waitFor(/^(HTTP\/1\.1 102 Processing\r\n\r\n){3}/);
    answer({ id: 1 });
    expect(await connection.waitFor(/\{"id":1\}$/)).toMatch(
      /^(HTTP\/1\.1 102 Processing\r\n\r\n)+HTTP\/1\.1 200 OK\r\n/,
    );
  });

  it('gets no heartbeat if its caller is too old, or if heartbeats are off', async () => {
    const [old, young, quiet] = [createBlocking(), createBlocking(), createBlocking()];
    const { port } = await open({ diy: { old: old.wait, young: young.wait }, heartbeat: 20 });
    const silent = await open({ diy: { wait: quiet.wait }, heartbeat: 0 });
    const request = formatCall({ ...call, function: 'old' }).replace('HTTP/1.1', 'HTTP/1.0');
    const [first, other] = [
      await openConnection(port, request),
      await openConnection(silent.port, formatCall({ ...call, function: 'wait' })),
    ];
    await Promise.all([old.called, quiet.called]);
    const second = await openConnection(port, formatCall({ ...call, function: 'young' }));
    await second.waitFor(/^(HTTP\/1\.1 102 Processing\r\n\r\n){3}/);
    old.answer({ id: 1 });
    quiet.answer({ id: 2 });
    young.answer(null);
    expect(await first.waitForEnd()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\{"id":1\}$/);
    expect(await other.waitFor(/\{"id":2\}$/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('gets a heartbeat every 270 seconds, and its connection is kept for 301', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { wait, called, answer } = createBlocking();
    const { port, close } = await open({ diy: { wait } });
    const connection = await openConnection(port, formatCall({ ...call, function: 'wait' }));
    await called;
    vi.advanceTimersByTime(269_000);
    const probe = await openConnection(port, formatRequest('GET', '/livez', {}));
    await probe.waitFor(/200 OK/);
    expect(connection.received()).toBe('');
    vi.advanceTimersByTime(2_000);
    await connection.waitFor(/^HTTP\/1\.1 102 Processing\r\n\r\n$/);
    vi.advanceTimersByTime(271_000);
    await connection.waitFor(/^(HTTP\/1\.1 102 Processing\r\n\r\n){2}$/);
    answer(1);
    expect(await connection.waitFor(/200 OK[\s\S]*\r\n\r\n1$/)).toMatch(/keep-alive: timeout=301/i);
    await close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('A call without a heartbeat', () => {
  const proxies = [{ via: '1.1 proxy' }, { forwarded: 'for=192.0.2.1' }, { 'X-Forwarded-For': '192.0.2.1' }];

  it.each(proxies)('is one through a proxy, which might take it for the answer, with %j', async (headers) => {
    const [proxied, direct] = [createBlocking(), createBlocking()];
    const { port } = await open({ diy: { proxied: proxied.wait, direct: direct.wait }, heartbeat: 20 });
    const first = await openConnection(port, formatCall({ ...call, function: 'proxied' }, headers));
    await proxied.called;
    const second = await openConnection(port, formatCall({ ...call, function: 'direct' }));
    await second.waitFor(/^(HTTP\/1\.1 102 Processing\r\n\r\n){3}/);
    proxied.answer({ id: 1 });
    direct.answer(null);
    expect(await first.waitFor(/\{"id":1\}$/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it.each([
    ['', {}, { heartbeat: 0 }],
    [' through a proxy', { via: '1.1 proxy' }, {}],
  ])('is not cut off, however long it takes without a heartbeat%s', async (_, headers, config) => {
    const { wait, called, answer } = createBlocking();
    const sockets = keepSockets();
    const { port } = await open({ diy: { wait }, ...config });
    const connection = await openConnection(port, formatCall({ ...call, function: 'wait' }, headers));
    await called;
    expect(sockets).toHaveLength(1);
    for (const socket of sockets) socket.emit('timeout');
    answer('done');
    await connection.waitFor(/200 OK[\s\S]*"done"$/);
  });
});

describe('A caller who does not take its answer', () => {
  const much = { diy: true, function: 'much', maxResponseSize: 1e9, options: {} };

  it('is cut off, while a call that takes as long is not', async () => {
    const { wait, called, answer } = createBlocking();
    const diy = { much: () => 'x'.repeat(30_000_000), wait };
    const sockets = keepSockets();
    const { port } = await open({ diy });
    const deaf = await openConnection(port, formatCall(much));
    await deaf.waitFor(/^HTTP\/1\.1 200 OK\r\n/);
    deaf.socket.pause();
    const connection = await openConnection(port, formatCall({ ...much, function: 'wait' }));
    await called;
    for (const socket of sockets) socket.emit('timeout');
    deaf.socket.resume();
    expect((await deaf.waitForEnd()).length).toBeLessThan(30_000_000);
    answer('done');
    await connection.waitFor(/200 OK[\s\S]*"done"$/);
  });

  it('may take any time if configured so', async () => {
    const { url } = await open({ requestTimeout: 0, headersTimeout: 0 });
    expect(await readWire(fetch(`${url}/function`, toRequest(call)))).toEqual(answered);
  });
});

describe('A request that takes long to arrive', () => {
  const late = '{"errors":[{"code":"request_timeout","message":"The request did not arrive in time."}]}';

  it.each([
    ['its headers', { headersTimeout: 50 }, 'POST /function HTTP/1.1\r\nhost: x\r\n', 1],
    ['its body', { requestTimeout: 50 }, formatCall(call, { 'content-length': 9999 }), 1],
  ])('is refused for slow %s', async (_, config, text, more) => {
    const { port, ask, lines } = await open(config);
    const connection = await openConnection(port, text);
    const answer = await connection.waitForEnd();
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\ncontent-type: application\/json; charset=utf-8\r\n/);
    expect(answer.endsWith(late)).toBe(true);
    await vi.waitFor(() =>
      expect(lines.slice(1)).toMatchObject(Array(more).fill(['warn', { message: 'request refused' }])),
    );
    expect(await ask(call)).toEqual(answered);
  });
});
