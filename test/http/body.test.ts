import fc from 'fast-check';
import { createApp, createServer } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepLines } from '../lines.ts';
import { createRefusal, readWire, systemToken, toRequest } from './exchange.ts';

const called: unknown[] = [];
const diy = {
  echo(options: unknown) {
    called.push(options);
    return options;
  },
};
const call = { diy: true, function: 'echo', options: { id: 1 } };
const notJson = createRefusal(
  415,
  'unsupported_media_type',
  'The request body needs to be application/json, in UTF-8 and not compressed.',
);
const noFunction = {
  code: 'missing_required_field',
  message: 'Missing required field function in the extension options.',
};
const malformed = createRefusal(400, 'malformed_json', 'The request body is not valid JSON.');

function open(config: Partial<Parameters<typeof createApp>[0]> = {}) {
  const { logger, lines } = keepLines();
  const app = createApp({ diy, systemToken, logger, ...config });
  const send = (body: RequestInit['body'], headers: Record<string, string> = {}) =>
    readWire(
      app.request('/function', { ...toRequest(call, headers), body: body ?? null, duplex: 'half' } as RequestInit),
    );
  return { send, lines };
}

/** Makes a body without a declared length. */
function stream(...parts: (string | Error)[]): ReadableStream {
  const chunks = parts.values();
  return new ReadableStream({
    pull(controller) {
      const { value, done } = chunks.next();
      if (done) controller.close();
      else if (value instanceof Error) controller.error(value);
      else controller.enqueue(new TextEncoder().encode(value));
    },
  });
}

describe('The body of a request', () => {
  it.each([
    'application/json',
    'Application/JSON; charset=UTF-8',
    'application/json;charset="utf-8"',
    'application/json; charset=utf8; profile=x',
    'application/vnd.celigo+json',
  ])('is read as %s', async (type) => {
    expect(await open().send(JSON.stringify(call), { 'content-type': type })).toMatchObject({ status: 200 });
  });

  it.each([
    '',
    'text/plain',
    'text/json',
    'application/jsonp',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'multipart/form-data; boundary=application/json',
  ])('is not read as %j', async (type) => {
    expect(await open().send(JSON.stringify(call), { 'content-type': type })).toEqual(notJson);
  });

  it('is not read without a content type', async () => {
    const { authorization } = toRequest(call).headers as Record<string, string>;
    const app = createApp({ diy, systemToken, logger: keepLines().logger });
    const body = new TextEncoder().encode(JSON.stringify(call));
    const headers = { authorization: authorization as string };
    expect(await readWire(app.request('/function', { method: 'POST', headers, body }))).toEqual(notJson);
  });

  it('is not read compressed', async () => {
    const { send } = open();
    for (const encoding of ['gzip', 'identity, gzip', 'gzip, identity'])
      expect(await send(JSON.stringify(call), { 'content-encoding': encoding })).toEqual(notJson);
    for (const encoding of ['identity', 'Identity'])
      expect(await send(JSON.stringify(call), { 'content-encoding': encoding })).toMatchObject({ status: 200 });
  });

  it.each(['', ' ', '{', '{"diy":true,}', "{'diy':true}", 'undefined', '{"a":1}{"b":2}', '\u0000'])(
    'of %j is refused: it is not JSON',
    async (body) => {
      expect(await open().send(body)).toEqual(malformed);
    },
  );

  it.each([
    ['a byte that begins no character', [0xff]],
    ['half a character', [0xc3]],
    ['a character in Latin-1', [0xe9]],
    ['half a surrogate pair', [0xed, 0xa0, 0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
  ])('is refused with %s: the function would see other characters', async (_, bytes) => {
    const [before, after] = JSON.stringify({ ...call, options: { id: '?' } }).split('?') as [string, string];
    const body = Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
    const { url, close } = await createServer({
      diy,
      systemToken,
      port: 0,
      logger: keepLines().logger,
      signals: false,
      drainDelay: 0,
    });
    onTestFinished(close);
    expect(await open().send(body)).toEqual(malformed);
    expect(await readWire(fetch(`${url}/function`, { ...toRequest(call), body }))).toEqual(malformed);
  });

  it('with invalid JSON is never quoted: it may hold a token', async () => {
    const { send, lines } = open();
    const answered = await send(`{"access_token":"${systemToken}","x":oops}`);
    expect(answered).toEqual(malformed);
    expect(JSON.stringify(lines)).not.toContain(systemToken);
  });

  it.each(['[]', '[1,2]', '"text"', '7', 'true', 'null', '{}', '{"options":{}}', '{"__proto__":{"diy":true}}'])(
    'of %s is answered with the missing fields',
    async (body) => {
      const { status, body: answered } = await open().send(body);
      expect(status).toBe(422);
      expect(answered).toEqual({ errors: expect.arrayContaining([noFunction]) });
    },
  );

  it.each([
    ['text', () => `"${'x'.repeat(17_000_000)}"`],
    ['list', () => `[${'0,'.repeat(17_000_000)}0]`],
  ])('that is a %s longer than an object may have fields is answered with the missing fields too', async (_, make) => {
    expect(await open().send(make())).toMatchObject({ status: 422, body: { errors: [{}, noFunction, {}] } });
  });

  it('may begin with a byte order mark', async () => {
    expect(await open().send(`\ufeff${JSON.stringify(call)}`)).toMatchObject({ status: 200, body: { id: 1 } });
  });

  it('may be as large as its limit, and is refused above it, unread if it declares its length', async () => {
    const body = JSON.stringify(call);
    const { send } = open({ bodyLimit: body.length });
    const large = createRefusal(413, 'request_size_exceeded', `request body exceeded limit of ${body.length} bytes.`);
    expect(await send(body, { 'content-length': `${body.length}` })).toMatchObject({ status: 200 });
    expect(await send(`${body} `, { 'content-length': `${body.length + 1}` })).toEqual(large);
    expect(await send(stream(...body))).toMatchObject({ status: 200 });
    expect(await send(stream(...body, ' '))).toEqual(large);
    expect(await send(stream(new Error('was read')), { 'content-length': `${body.length + 1}` })).toEqual(large);
  });

  it('may be 50 MB by default', async () => {
    const { send } = open();
    const limit = 50 * 1024 * 1024;
    expect(await send(JSON.stringify(call), { 'content-length': `${limit}` })).toMatchObject({ status: 200 });
    expect(await send('', { 'content-length': `${limit + 1}` })).toMatchObject({ status: 413 });
  });

  it('that ends early is refused, and the function is not called', async () => {
    const { send, lines } = open();
    called.length = 0;
    const answered = await send(stream(JSON.stringify(call), new Error('the line was cut')));
    expect(answered).toEqual(createRefusal(400, 'incomplete_body', 'The request body could not be read to its end.'));
    expect(called).toEqual([]);
    expect(lines).toMatchObject([['warn', { status: 400, stack: expect.stringContaining('the line was cut') }]]);
  });

  it('is not read with a wrong token', async () => {
    const answered = await open().send(stream(new Error('was read')), { authorization: 'Bearer wrong' });
    expect(answered).toMatchObject({ status: 401 });
  });

  it('is answered as JSON whatever it is, with the right status', async () => {
    const { send } = open({ bodyLimit: 1000 });
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.uint8Array().map((bytes) => bytes as unknown as string),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('application/json', 'text/plain', '\u00ff'), async (body, type) => {
        const { status, body: answered } = await send(body, { 'content-type': type });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(answered).toEqual({
          errors: expect.arrayContaining([expect.objectContaining({ code: expect.any(String) })]),
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe('A request', () => {
  const request = { method: 'POST', path: '/function' };

  it('for a call is one log line, with its address, its path and an id', async () => {
    const { send, lines } = open();
    await send(JSON.stringify({ ...call, _reqId: 'forged', traceId: 'of-the-body', kind: 'x' }));
    await send(JSON.stringify(call), { traceid: 'of-the-header' });
    await send(JSON.stringify({ ...call, function: 'absent' }));
    expect(lines).toMatchObject([
      ['info', { message: 'call answered', ...request, diy: true, function: 'echo', traceId: 'of-the-body' }],
      ['info', { message: 'call answered', ...request, traceId: 'of-the-header' }],
      ['error', { message: 'call failed', ...request, function: 'absent' }],
    ]);
    const ids = new Set(lines.map(([, { _reqId }]) => _reqId));
    expect(ids.size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}-\d+$/);
  });

  it('for anything else is one log line too, without its query and its token', async () => {
    const { logger, lines } = keepLines();
    const app = createApp({ diy, systemToken, logger });
    await app.request(`/nowhere?access_token=${systemToken}`, toRequest(call));
    await app.request('/function', { ...toRequest(call), headers: { authorization: `Bearer ${systemToken}x` } });
    await app.request('/livez');
    await app.request(`/${'x'.repeat(1000)}`);
    expect(lines).toMatchObject([
      ['warn', { message: 'request refused', method: 'POST', path: '/nowhere', status: 404 }],
      ['warn', { message: 'request refused', ...request, status: 401, problems: [{ code: 'unauthorized' }] }],
      ['debug', { message: 'request answered', method: 'GET', path: '/livez', status: 200 }],
      ['warn', { path: `/${'x'.repeat(255)}` }],
    ]);
    expect(JSON.stringify(lines)).not.toContain(systemToken);
  });

  it('is answered even for an unexpected error: with a 500, and details in the log only', async () => {
    const { logger, lines } = keepLines();
    // The response is plain data when it is checked, and not when it is sent.
    let read = 0;
    const moody = () => ({
      get total() {
        read += 1;
        if (read > 1) throw new Error('out of mood');
        return 1;
      },
    });
    const app = createApp({ diy: { moody }, systemToken, logger });
    const answered = await readWire(app.request('/function', toRequest({ diy: true, function: 'moody', options: {} })));
    expect(answered).toEqual(createRefusal(500, 'server_error', 'The server failed to answer the request.'));
    expect(lines.at(-1)).toMatchObject(['error', { status: 500, stack: expect.stringContaining('out of mood') }]);
  });
});
