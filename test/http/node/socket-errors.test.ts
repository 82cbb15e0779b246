import fc from 'fast-check';
import { createServer } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepLines } from '../../lines.ts';
import { readWire, systemToken, toRequest } from '../exchange.ts';
import { formatRequest, openConnection } from './socket.ts';

const call = { diy: true, function: 'echo', options: { id: 1 } };
const body = JSON.stringify(call);
const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
const valid = formatRequest('POST', '/function', { ...headers, 'content-length': body.length }, body);

async function open() {
  const { logger, lines } = keepLines();
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const diy = { echo: (options: unknown) => options, wait: () => promise };
  const server = await createServer({ diy, systemToken, port: 0, logger, signals: false, drainDelay: 0 });
  onTestFinished(() => server.close());
  const isHealthy = async () => {
    const answered = await readWire(fetch(`${server.url}/function`, toRequest(call)));
    expect(answered).toEqual({ status: 200, type: 'application/json; charset=utf-8', body: { id: 1 } });
  };
  return { ...server, isHealthy, release, lines };
}

/** Reads the status and the code of the last received answer, which must be complete. */
function readLast(text: string): [number, string] {
  const answer = text.slice(text.lastIndexOf('HTTP/1.1 '));
  const [head = '', json = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(/^content-type: application\/json(; charset=utf-8)?$/im);
  expect(head).toMatch(new RegExp(`^content-length: ${json.length}$`, 'im'));
  const { errors } = JSON.parse(json);
  return [Number(head.slice(9, 12)), errors[0].code];
}

describe('What is sent to a server', () => {
  it.each([
    ['invalid HTTP', 'hello\r\n\r\n', 400, 'malformed_request'],
    ['the greeting of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'malformed_request'],
    ['an unknown method', 'FETCH / HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'malformed_request'],
    ['a header without a colon', formatRequest('GET', '/', {}).replace('host:', 'host'), 400, 'malformed_request'],
    ['a header with a control character', formatRequest('GET', '/', { 'x-y': 'a\x01b' }), 400, 'malformed_request'],
    ['an invalid host', formatRequest('GET', '/', { host: 'a b' }), 400, 'malformed_request'],
    ['a call with an invalid host', valid.replace('localhost', '\x01'), 400, 'malformed_request'],
    ['an invalid path', formatRequest('GET', 'nowhere', {}), 400, 'malformed_request'],
    ['a path with a backslash', formatRequest('GET', '/a\\b', {}), 400, 'malformed_request'],
    [
      'two content lengths',
      valid.replace('content-length', 'content-length: 7\r\ncontent-length'),
      400,
      'malformed_request',
    ],
    [
      'a content length beside chunks',
      valid.replace('content-length', 'transfer-encoding: chunked\r\ncontent-length'),
      400,
      'malformed_request',
    ],
    [
      'an invalid content length',
      valid.replace(/content-length: \d+/, 'content-length: many'),
      400,
      'malformed_request',
    ],
    [
      'an invalid chunk',
      formatRequest('POST', '/function', { ...headers, 'transfer-encoding': 'chunked' }, 'zz\r\n'),
      400,
      'malformed_request',
      'incomplete_body',
    ],
    [
      'headers without an end',
      `${formatRequest('GET', '/', { 'x-y': 'y'.repeat(70_000) })}`,
      431,
      'headers_size_exceeded',
    ],
    [
      'an expectation',
      formatRequest('POST', '/function', { ...headers, expect: 'a miracle' }),
      417,
      'expectation_failed',
    ],
    ['no host', valid.replace('host: localhost\r\n', ''), 400, 'malformed_request'],
    ['two hosts', valid.replace('host:', 'Host: other\r\nhost:'), 400, 'malformed_request'],
    ['a CONNECT', formatRequest('CONNECT', 'example.com:443', {}), 405, 'method_not_allowed'],
    ['a TRACE', formatRequest('TRACE', '/', {}), 405, 'method_not_allowed'],
    ['an OPTIONS of the whole server', formatRequest('OPTIONS', '*', {}), 400, 'malformed_request'],
    [
      'a call with an unsupported upgrade',
      formatRequest('GET', '/x', { connection: 'upgrade', upgrade: 'websocket' }),
      404,
      'not_found',
    ],
  ])('is answered with JSON for %s', async (_, text, status, code, logged = code) => {
    const { port, isHealthy, lines } = await open();
    const connection = await openConnection(port, text);
    await connection.waitFor(/\r\n\r\n.*\}$/);
    connection.socket.end();
    expect(readLast(await connection.waitForEnd())).toEqual([status, code]);
    expect(lines.slice(1)).toMatchObject([
      [
        'warn',
        {
          message: 'request refused',
          status,
          problems: [{ code: logged }],
          remote: '127.0.0.1',
          _reqId: expect.stringMatching(/^[\da-f-]{36}$/),
        },
      ],
    ]);
    await isHealthy();
  });

  it('need not name a host in HTTP/1.0', async () => {
    const { port } = await open();
    const connection = await openConnection(port, 'GET /livez HTTP/1.0\r\n\r\n');
    expect(await connection.waitForEnd()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  it('is answered in turn, and the connection closed, if invalid HTTP follows calls', async () => {
    const { port, isHealthy, release } = await open();
    const waiting = valid.replace('echo', 'wait');
    const connection = await openConnection(port, `${waiting}${waiting}nonsense\r\n\r\n`);
    await isHealthy();
    release();
    const text = await connection.waitForEnd();
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
    await isHealthy();
  });

  it('does not affect other connections if it is invalid HTTP', async () => {
    const { port, release } = await open();
    const waiting = await openConnection(port, valid.replace('echo', 'wait'));
    const connection = await openConnection(port, 'nonsense\r\n\r\n');
    expect(readLast(await connection.waitForEnd())).toEqual([400, 'malformed_request']);
    release();
    expect(await waiting.waitFor(/200 OK[\s\S]*\r\n\r\n$/)).toMatch(/^connection: keep-alive\r$/im);
  });

  it('is answered once, even if more data follows', async () => {
    const { port } = await open();
    const connection = await openConnection(port, 'nonsense\r\n\r\n');
    await connection.waitFor(/\}$/);
    for (let piece = 0; piece < 5; piece++) connection.socket.write('more of it\r\n\r\n');
    const text = await connection.waitForEnd();
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(text).toMatch(/^connection: close\r$/m);
  });

  it('keeps no connection open, however long its sender goes on, and less long if it is silent', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { port } = await open();
    const [talking, silent] = [
      await openConnection(port, 'nonsense\r\n\r\n', true),
      await openConnection(port, 'nonsense\r\n\r\n', true),
    ];
    await Promise.all([talking, silent].map(({ waitFor }) => waitFor(/\}$/)));
    let passed = 0;
    const talk = setInterval(() => {
      talking.socket.write('more');
      vi.advanceTimersByTime(500);
      passed += 500;
      // Only more data shows the client that the server has closed.
      if (passed > 10_000) silent.socket.write('more');
    }, 5);
    onTestFinished(() => clearInterval(talk));
    expect(await silent.waitForEnd()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(passed).toBeLessThan(30_000);
    expect(await talking.waitForEnd()).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(passed).toBeGreaterThanOrEqual(30_000);
  });

  it('is forgotten with its connection', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { port } = await open();
    const connection = await openConnection(port, 'nonsense\r\n\r\n', true);
    await connection.waitFor(/\}$/);
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    connection.socket.end();
    await connection.waitForEnd();
    while (vi.getTimerCount() > 0) await new Promise(setImmediate);
  });

  it('has no effect if the caller hangs up or breaks off before', async () => {
    const { port, isHealthy, lines } = await open();
    (await openConnection(port)).socket.resetAndDestroy();
    (await openConnection(port, 'POST /function HTT')).socket.resetAndDestroy();
    (await openConnection(port)).socket.end();
    await isHealthy();
    expect(lines).toMatchObject([
      ['info', {}],
      ['info', { message: 'call answered' }],
    ]);
  });

  it('harms no other connection, whatever its bytes', async () => {
    const { port, isHealthy } = await open();
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array).toString('latin1'));
    const cut = fc.nat({ max: valid.length });
    const broken = fc.tuple(cut, bytes, cut).map(([a, junk, b]) => valid.slice(0, a) + junk + valid.slice(b));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, broken), async (text) => {
        const connection = await openConnection(port, text);
        connection.socket.end();
        for (const [, status] of (await connection.waitForEnd()).matchAll(/HTTP\/1\.1 (\d+) /g)) {
          expect(Number(status)).toBeLessThan(500);
        }
      }),
      { numRuns: 200 },
    );
    await isHealthy();
  });
});
