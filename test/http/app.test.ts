import { createApp, type SystemToken } from 'integrator-extension-lambda/http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { testConformance } from '../conformance/index.ts';
import { keepLines } from '../lines.ts';
import { createRefusal, readWire, systemToken, toAnswer, toRequest } from './exchange.ts';

testConformance('the app', (config) => {
  const app = createApp({ ...config, systemToken });
  return (envelope) => toAnswer(app.request('/function', toRequest(envelope)));
});

const diy = { echo: (options: unknown) => options, nothing: () => undefined };
const call = { diy: true, function: 'echo', options: { id: 1 } };
const unauthorized = createRefusal(401, 'unauthorized', 'Invalid system token.');

function open(config: Partial<Parameters<typeof createApp>[0]> = {}) {
  const { logger, lines } = keepLines();
  return { app: createApp({ diy, systemToken, logger, ...config }), lines };
}

function openFor(token: SystemToken) {
  const { app, lines } = open({ systemToken: token });
  const send = (headers: Record<string, string>, envelope: object = call) =>
    readWire(
      app.request('/function', { ...toRequest(envelope), headers: { 'content-type': 'application/json', ...headers } }),
    );
  return { send, lines };
}

describe('The app of a server stack', () => {
  it.each(['/', '/healthCheck', '/livez', '/readyz', '/livez/', '/readyz?verbose=1'])(
    'answers GET %s without a token',
    async (path) => {
      const { app } = open();
      expect(await readWire(app.request(path))).toMatchObject({ status: 200, body: { success: true } });
      expect((await app.request(path, { method: 'HEAD' })).status).toBe(200);
    },
  );

  it("answers a function's response as JSON", async () => {
    const answered = await readWire(open().app.request('/function', toRequest(call)));
    expect(answered).toEqual({ status: 200, type: 'application/json; charset=utf-8', body: { id: 1 } });
  });

  it('answers undefined with an empty body, and null with null', async () => {
    const { app } = open();
    const sent = { ...call, function: 'nothing' };
    expect(await readWire(app.request('/function', toRequest(sent)))).toMatchObject({ status: 200, body: undefined });
    const envelope = { diy: true, function: 'echo', options: { value: null } };
    expect(await readWire(app.request('/function', toRequest(envelope)))).toMatchObject({ body: { value: null } });
  });

  it('is under its base path, and nowhere else', async () => {
    const { app } = open({ basePath: '/prod' });
    for (const path of ['/prod', '/prod/', '/prod/livez']) expect((await app.request(path)).status).toBe(200);
    expect((await app.request('/prod/function', toRequest(call))).status).toBe(200);
    for (const path of ['/', '/livez', '/function', '/production/livez'])
      expect((await app.request(path)).status).toBe(404);
  });

  it('answers unknown paths with 404, and other methods with 405 and the allowed method', async () => {
    const { app } = open();
    for (const path of ['/functions', '/function/extra', '/%', '/..%2ffunction', '/stopServer', '/openConnections']) {
      const answered = await readWire(app.request(path, toRequest(call)));
      expect(answered).toEqual(createRefusal(404, 'not_found', 'There is nothing at this path.'));
    }
    const wrong = await app.request('/function');
    expect(wrong.headers.get('allow')).toBe('POST');
    expect(await readWire(wrong)).toEqual(
      createRefusal(405, 'method_not_allowed', 'Only POST is answered at this path.'),
    );
    expect((await app.request('/livez', { method: 'DELETE' })).headers.get('allow')).toBe('GET');
  });

  it('ends a call that takes longer than its timeout', async () => {
    const { app } = open({ diy: { hang: () => new Promise(() => {}) }, timeout: 10 });
    const answered = await readWire(app.request('/function', toRequest({ diy: true, function: 'hang', options: {} })));
    expect(answered).toMatchObject({ status: 422, body: { errors: [{ code: 'function_timeout' }] } });
  });
});

describe('The system token', () => {
  it.each([undefined, '', '  \n', [], ['', undefined]])('is required: an app with %j is not made', (token) => {
    expect(() => open({ systemToken: token })).toThrow(
      expect.objectContaining({
        problems: [{ code: 'missing_required_field', message: 'systemToken not provided in options.' }],
      }),
    );
    expect(() => createApp(undefined as never)).toThrow('systemToken not provided in options.');
  });

  it('is taken from the Authorization header, whatever the case of its scheme', async () => {
    const { send } = openFor(systemToken);
    for (const scheme of ['Bearer', 'bearer', 'BEARER ']) {
      expect(await send({ authorization: `${scheme} ${systemToken}` })).toMatchObject({ status: 200 });
    }
  });

  it.each([
    ['another token', { authorization: 'Bearer another' }],
    ['a prefix of the token', { authorization: `Bearer ${systemToken.slice(0, -1)}` }],
    ['a longer token', { authorization: `Bearer ${systemToken}x` }],
    ['another scheme', { authorization: `Basic ${systemToken}` }],
    ['no scheme', { authorization: systemToken }],
    ['text before the scheme', { authorization: `Basic Bearer ${systemToken}` }],
    ['two tokens', { authorization: `Bearer ${systemToken} ${systemToken}` }],
    ['an empty header', { authorization: '' }],
    ['no header', {}],
  ])('refuses a call with %s', async (_, headers) => {
    expect(await openFor(systemToken).send(headers as Record<string, string>)).toEqual(unauthorized);
  });

  it('may be the access_token of the body, without the header', async () => {
    const { send } = openFor(systemToken);
    const withToken = { ...call, access_token: systemToken };
    expect(await send({}, withToken)).toMatchObject({ status: 200, body: { id: 1 } });
    expect(await send({ authorization: 'Bearer another' }, withToken)).toEqual(unauthorized);
    for (const access_token of ['another', [systemToken], null, { toString: systemToken }]) {
      expect(await send({}, { ...call, access_token })).toEqual(unauthorized);
    }
  });

  it('is refused in the URL', async () => {
    const { app, lines } = open();
    const { authorization: _, ...headers } = toRequest(call).headers as Record<string, string>;
    const answered = app.request(`/function?access_token=${systemToken}`, { ...toRequest(call), headers });
    expect(await readWire(answered)).toEqual(unauthorized);
    expect(JSON.stringify(lines)).not.toContain(systemToken);
  });

  it('may be any of several, with the white space that files have', async () => {
    const { send } = openFor([undefined, 'the-old-token', ' the-new-token\n']);
    for (const token of ['the-old-token', 'the-new-token']) {
      expect(await send({ authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });
    }
    expect(await send({ authorization: 'Bearer undefined' })).toEqual(unauthorized);
  });

  it('may be shorter than another one', async () => {
    const { send } = openFor(['short', 'much-longer-than-that']);
    for (const token of ['much-longer-than-that', 'short', 'much-longer-than-that']) {
      expect(await send({ authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });
    }
    expect(await send({ authorization: 'Bearer short-longer-than-that' })).toEqual(unauthorized);
  });

  it.each([1, 2, systemToken.length - 1, systemToken.length, systemToken.length + 1, 1000, 10_000])(
    'is compared with a guess of %i characters; the log has no guess',
    async (length) => {
      const compared = vi.spyOn(process.getBuiltinModule('node:crypto'), 'timingSafeEqual');
      onTestFinished(() => compared.mockRestore());
      const tokens = [systemToken, 'a-second-token-of-the-stack'];
      const { send, lines } = openFor(tokens);
      const guess = `${'ü'.repeat(length - 1)}~`;
      const asHeader = `${'x'.repeat(length - 1)}~`;
      expect(await send({ authorization: `Bearer ${asHeader}` })).toEqual(unauthorized);
      expect(await send({}, { ...call, access_token: guess })).toEqual(unauthorized);
      // Each guess is compared with each token, in the token's own length.
      const sizes = compared.mock.calls.map((both) => both.map(({ byteLength }) => byteLength));
      const own = tokens.map(({ length: size }) => [size, size]);
      expect(sizes).toEqual([...own, ...own]);
      expect(lines).toMatchObject(Array(2).fill(['warn', { message: 'request refused', status: 401 }]));
      for (const secret of [guess, asHeader, systemToken]) expect(JSON.stringify(lines)).not.toContain(secret);
    },
  );

  it('may be read by a function, which is called for each request', async () => {
    const tokens = ['first', Promise.resolve(['second', 'third'])];
    const { send } = openFor(() => tokens.shift() as string);
    expect(await send({ authorization: 'Bearer first' })).toMatchObject({ status: 200 });
    expect(await send({ authorization: 'Bearer third' })).toMatchObject({ status: 200 });
  });

  const why = expect.stringContaining('no network');

  it.each([
    [
      'throws',
      () => {
        throw new Error('no network');
      },
      why,
    ],
    [
      'rejects',
      async () => {
        throw new Error('no network');
      },
      why,
    ],
    ['returns undefined', () => undefined, undefined],
    ['returns an empty text', async () => '', undefined],
    ['returns an object', async () => ({ token: 'x' }) as unknown as string, undefined],
  ])(
    'that cannot be read, because its function %s, refuses all calls, and the log has the reason',
    async (_, read, stack) => {
      const { send, lines } = openFor(read);
      for (const token of ['undefined', 'null', '[]', 'anything']) {
        const answered = await send({ authorization: `Bearer ${token}` });
        expect(answered).toEqual(createRefusal(503, 'system_token_unavailable', 'The system token could not be read.'));
      }
      expect(lines[0]).toMatchObject(['error', { message: 'request refused', status: 503, stack }]);
    },
  );

  it('is not read for a request without one', async () => {
    const { send } = openFor(() => {
      throw new Error('was read');
    });
    expect(await send({})).toEqual(unauthorized);
  });

  it("is demanded with the original's header", async () => {
    const answered = await open().app.request('/function', toRequest(call, { authorization: 'x' }));
    expect(answered.headers.get('www-authenticate')).toBe('invalid system token');
  });
});
