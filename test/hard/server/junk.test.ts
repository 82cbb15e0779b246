import { request } from 'node:http';
import fc from 'fast-check';
import { expect, onTestFinished } from 'vitest';
import { spawnServer } from '../../fixtures/http/spawn.ts';
import { systemToken } from '../../http/exchange.ts';
import { formatRequest, openConnection } from '../../http/node/socket.ts';
import { testLaw } from '../fuzz/law.ts';

const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
const body = JSON.stringify({ diy: true, function: 'echo', options: { id: 1 } });
const valid = formatRequest('POST', '/function', { ...headers, 'content-length': body.length }, body);

/** The server of one law, started with its first case. At the end it must still work. */
function startServer() {
  let started: ReturnType<typeof spawnServer> | undefined;
  const start = async () => {
    const server = await spawnServer();
    onTestFinished(async () => {
      expect(await server.ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
      expect(server.child.exitCode).toBeNull();
      expect((await server.ask('peak', {})).body).toBeLessThan(600);
    });
    return server;
  };
  return () => {
    started ??= start();
    return started;
  };
}

/** Splits the received text into answers. Every refusal must be complete JSON. */
function check(text: string): void {
  for (const answer of text.split(/(?=HTTP\/1\.1 \d)/).filter(Boolean)) {
    const [head = '', json = ''] = answer.split('\r\n\r\n');
    const status = Number(head.slice(9, 12));
    expect(status).toBeLessThan(500);
    if (status >= 400)
      expect(JSON.parse(json)).toEqual({ errors: [expect.objectContaining({ code: expect.any(String) })] });
  }
}

const bytes = fc.uint8Array({ maxLength: 2000 }).map((array) => Buffer.from(array).toString('latin1'));
const words = fc
  .array(
    fc.constantFrom(
      'GET ',
      'POST ',
      '/function',
      ' HTTP/1.1\r\n',
      '\r\n',
      'host: x\r\n',
      'content-length: 5\r\n',
      'transfer-encoding: chunked\r\n',
      '5\r\n',
      '0\r\n\r\n',
      'expect: 100-continue\r\n',
      'connection: upgrade\r\nupgrade: x\r\n',
      '{"a":1}',
      '\0',
      'é',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
const place = fc.nat({ max: valid.length });
const broken = fc.tuple(place, bytes, place).map(([a, junk, b]) => valid.slice(0, a) + junk + valid.slice(b));
const listening = startServer();

testLaw(
  'junk on a socket is answered with 4xx and JSON, or hung up on',
  fc.asyncProperty(fc.oneof(bytes, words, broken), async (text) => {
    const connection = await openConnection((await listening()).port, text);
    connection.socket.end();
    check(await connection.waitForEnd());
  }),
);

const token = fc.string({ unit: fc.constantFrom(..."abzAZ019!#$%&'*+-.^_`|~"), minLength: 1, maxLength: 20 });
const characters = (min: number, max: number) =>
  fc.string({
    unit: fc
      .integer({ min, max })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 50,
  });
const known = fc.constantFrom(
  'authorization',
  'content-type',
  'content-encoding',
  'traceid',
  'host',
  'x-forwarded-for',
  'expect',
  'cookie',
);
const sent = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'),
  path: fc.oneof(
    characters(0x21, 0x7e).map((text) => `/${text}`),
    fc.constant('/function'),
    fc.constant('/livez'),
  ),
  headers: fc.dictionary(fc.oneof(token, known), characters(0x20, 0xff), { maxKeys: 6 }),
  body: fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
});
const server = startServer();

testLaw(
  'junk in methods, paths, headers and bodies is answered with 4xx and JSON',
  fc.asyncProperty(sent, fc.boolean(), async (junk, isTrusted) => {
    const own = isTrusted ? headers : {};
    const answered = await send((await server()).port, { ...junk, headers: { ...own, ...junk.headers } });
    const { status, type, text } = answered;
    // Some junk is a health check in another spelling.
    if (status === 200) {
      expect(['', '{"success":true}']).toContain(text);
      return;
    }
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(type).toMatch(/^application\/json/);
    if (junk.method === 'HEAD') return;
    const error = expect.objectContaining({ code: expect.any(String) });
    expect(JSON.parse(text)).toEqual({ errors: expect.arrayContaining([error]) });
  }),
);

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

function send(
  port: number,
  { method, path, headers, body }: Sent,
): Promise<{ status: number; type: string; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, host: '127.0.0.1', method, path, headers, agent: false });
    outgoing.once('error', reject).once('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, type: `${response.headers['content-type']}`, text }),
      );
    });
    // Node's client declares no length for these methods.
    outgoing.end(/^(GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method) ? undefined : body);
  });
}
