import { request } from 'node:http';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { systemToken } from '../adapters/http-exchange.ts';
import { dial, written } from '../adapters/socket.ts';
import { spawnServer } from '../fixtures/http/spawn.ts';

/** Cases a law; `FUZZ_RUNS` is for those who have more time. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 3000);
const timeout = 3_600_000;

const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
const body = JSON.stringify({ diy: true, function: 'echo', options: { id: 1 } });
const valid = written('POST', '/function', { ...headers, 'content-length': body.length }, body);

async function stays(server: Awaited<ReturnType<typeof spawnServer>>): Promise<void> {
  expect(await server.ask('echo', { id: 1 })).toMatchObject({ status: 200, body: { id: 1 } });
  expect(server.child.exitCode).toBeNull();
  expect((await server.ask('peak', {})).body).toBeLessThan(600);
}

/** What was heard, answer by answer; every one that refuses has to be JSON and whole. */
function check(text: string): void {
  for (const answer of text.split(/(?=HTTP\/1\.1 \d)/).filter(Boolean)) {
    const [head = '', json = ''] = answer.split('\r\n\r\n');
    const status = Number(head.slice(9, 12));
    expect(status).toBeLessThan(500);
    if (status >= 400)
      expect(JSON.parse(json)).toEqual({ errors: [expect.objectContaining({ code: expect.any(String) })] });
  }
}

it('answers junk on the socket with 4xx and JSON, or hangs up', { timeout }, async () => {
  const server = await spawnServer();
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
  await fc.assert(
    fc.asyncProperty(fc.oneof(bytes, words, broken), async (text) => {
      const line = await dial(server.port, text);
      line.socket.end();
      check(await line.ends());
    }),
    { numRuns: RUNS },
  );
  await stays(server);
});

it('answers junk in methods, paths, headers and bodies with 4xx and JSON', { timeout }, async () => {
  const server = await spawnServer();
  const token = fc.string({ unit: fc.constantFrom(..."abzAZ019!#$%&'*+-.^_`|~"), minLength: 1, maxLength: 20 });
  const value = fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 50,
  });
  const path = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
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
  const junk = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'),
    path: fc.oneof(
      path.map((text) => `/${text}`),
      fc.constant('/function'),
      fc.constant('/livez'),
    ),
    headers: fc.dictionary(fc.oneof(token, known), value, { maxKeys: 6 }),
    body: fc.oneof(fc.string({ unit: 'binary' }), fc.json()),
    trusted: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(junk, async ({ trusted, ...sent }) => {
      const { status, type, text } = await send(server.port, {
        ...sent,
        headers: { ...(trusted ? headers : {}), ...sent.headers },
      });
      if (status === 200) {
        // Some of it asks how the server is, in other words.
        expect(['', '{"success":true}']).toContain(text);
        return;
      }
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(type).toMatch(/^application\/json/);
      if (sent.method !== 'HEAD')
        expect(JSON.parse(text)).toEqual({
          errors: expect.arrayContaining([expect.objectContaining({ code: expect.any(String) })]),
        });
    }),
    { numRuns: RUNS },
  );
  await stays(server);
});

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
    const asked = request({ port, host: '127.0.0.1', method, path, headers, agent: false });
    asked.once('error', reject).once('response', (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, type: `${response.headers['content-type']}`, text }),
      );
    });
    // Of these node's own client would not say how long a body is.
    asked.end(/^(GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method) ? undefined : body);
  });
}
