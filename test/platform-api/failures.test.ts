import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createPlatform, isPlatformError, type PlatformError } from 'integrator-extension-lambda/platform-api';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { CONNECTION, failureOf, start } from './account.ts';

const PROBLEM = { code: 'invalid_field', message: 'name is required', field: 'name' };
const CODES = { 401: 'http_401', 404: 'http_404', 422: 'http_422', 500: 'http_500', 502: 'http_502' };

const bodies: [what: string, body: unknown, errors: (code: string) => object[]][] = [
  [
    'errors',
    { errors: [PROBLEM, { code: 'other', message: 'too long' }] },
    () => [PROBLEM, { code: 'other', message: 'too long' }],
  ],
  [
    'a message',
    { message: 'Bearer Authentication Failed' },
    (code) => [{ code, message: 'Bearer Authentication Failed' }],
  ],
  ['a message with a code', { message: 'No.', code: 'refused' }, () => [{ code: 'refused', message: 'No.' }]],
  [
    'errors without codes',
    { errors: [{ message: 'No.' }, 'Nor this.'] },
    (code) => [
      { code, message: 'No.' },
      { code, message: 'Nor this.' },
    ],
  ],
  ['errors that say nothing', { errors: [{}] }, (code) => [{ code, message: 'The platform gave no reason.' }]],
  ['an empty list of errors', { errors: [] }, (code) => [{ code, message: 'The platform gave no reason.' }]],
  [
    'a page of HTML',
    '<html><head><style>p { color: red }</style></head><body><h1>Bad\n gateway</h1><p>nginx</p></body></html>',
    (code) => [{ code, message: 'Bad gateway nginx' }],
  ],
  ['a long text', 'long '.repeat(1000), (code) => [{ code, message: 'long '.repeat(40) }]],
  ['JSON that calls itself HTML', '{"message":"No."}', (code) => [{ code, message: 'No.' }]],
  ['broken JSON', '{"message":', (code) => [{ code, message: '{"message":' }]],
  ['an empty page', '<html></html>', (code) => [{ code, message: 'The platform gave no reason.' }]],
  ['nothing', undefined, (code) => [{ code, message: 'The platform gave no reason.' }]],
];

describe.each(Object.entries(CODES))('a call that fails with %s', (status, code) => {
  it.each(bodies)('and %s rejects with its problems, at once', async (_what, body, errors) => {
    const { fake, platform } = await start();
    fake.fail({ status: Number(status), body, headers: { 'x-request-id': 'r-1' } });
    const failure = (await failureOf(platform.tokenInfo())) as PlatformError;
    expect(isPlatformError(failure)).toBe(true);
    expect({ ...failure, code: failure.code }).toMatchObject({
      status: Number(status),
      errors: errors(code),
      code: (errors(code)[0] as { code: string }).code,
      requestId: 'r-1',
    });
    expect(failure.message).toContain(`GET /v1/tokenInfo: ${status} `);
    expect(fake.requests).toHaveLength(1);
  });
});

describe('a failure', () => {
  it('names the request, the status and the reason', async () => {
    const { fake, platform } = await start();
    fake.fail({ status: 422, body: { errors: [PROBLEM] } });
    const failure = await failureOf(platform.flows.update({ _id: '5f' }));
    expect(String(failure)).toBe('PlatformError: PUT /v1/flows/5f: 422 invalid_field: name is required');
    expect(failure).toMatchObject({ requestId: undefined });
  });

  it.each([
    ['reads', 'get'],
    ['deletes', 'delete'],
  ] as const)('is none for a 404 of %s', async (_, name) => {
    const { platform } = await start();
    expect(await platform.flows[name]('gone')).toBeUndefined();
  });

  it('is an answer that declares JSON and is none', async () => {
    const { fake, platform } = await start();
    fake.fail({ status: 200, body: '<html>', headers: { 'content-type': 'application/json' } });
    await expect(platform.tokenInfo()).rejects.toMatchObject({ code: 'platform_invalid_response', status: 200 });
  });
});

const reads = (platform: Awaited<ReturnType<typeof start>>['platform']) => platform.tokenInfo();
const acts = (platform: Awaited<ReturnType<typeof start>>['platform'], retry?: boolean) =>
  platform.connections.export({ _id: CONNECTION, export: {} }, retry === undefined ? {} : { retry });

const shapes: [what: string, body: unknown][] = [
  ['errors', { errors: [PROBLEM] }],
  ['a message', { message: 'No.' }],
  ['HTML', '<h1>No.</h1>'],
  ['no body', undefined],
];

describe.each([408, 503, 504])('%i', (status) => {
  it.each(shapes)('with %s is retried if the request may be repeated', async (_, body) => {
    const { fake, platform } = await start();
    fake.fail({ status, body });
    expect(await reads(platform)).toMatchObject({ scope: '*' });
    expect(fake.requests.map((request) => request.status)).toEqual([status, 200]);
  });

  it.each(shapes)('with %s is not retried if it may not', async (_, body) => {
    const { fake, platform } = await start();
    fake.fail({ status, body });
    await expect(acts(platform)).rejects.toMatchObject({ status });
    expect(fake.requests).toHaveLength(1);
  });

  it('is retried if that is asked for, and not if it is switched off', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    fake.fail({ status });
    expect(await acts(platform, true)).toEqual({ data: [] });
    fake.fail({ status });
    await expect(platform.tokenInfo({ retry: false })).rejects.toMatchObject({ status });
    expect(fake.requests).toHaveLength(3);
  });

  it('is given up after four attempts', async () => {
    const { fake, platform } = await start();
    fake.fail({ status, times: 9 });
    await expect(reads(platform)).rejects.toMatchObject({ status });
    expect(fake.requests).toHaveLength(4);
  });
});

describe('429', () => {
  it.each(shapes)('with %s is retried, for any request', async (_, body) => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    fake.fail({ status: 429, body, headers: { 'retry-after': '0' }, times: 5 });
    expect(await acts(platform)).toEqual({ data: [] });
    expect(fake.requests).toHaveLength(6);
  });

  it.each([
    ['a number of seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2000).toUTCString()],
  ])('is retried after the time that it names, in %s', async (_, after) => {
    const { fake, platform } = await start();
    fake.fail({ status: 429, headers: { 'retry-after': after() } });
    const before = performance.now();
    await reads(platform);
    expect(performance.now() - before).toBeGreaterThanOrEqual(900);
  });

  it('delays other requests as well', async () => {
    const { fake, platform } = await start();
    fake.fail({ path: '/v1/tokenInfo', status: 429, headers: { 'retry-after': '1' } });
    const first = platform.tokenInfo();
    await expect.poll(() => fake.requests.length).toBe(1);
    await Promise.all([first, platform.state.list()]);
    expect(fake.requests.map(({ status }) => status).sort()).toEqual([200, 204, 429]);
    expect(fake.requests[0]?.status).toBe(429);
  });

  it('is not waited for longer than a minute', async () => {
    const { fake, platform } = await start();
    fake.fail({
      status: 429,
      headers: { 'retry-after': '61' },
      body: { errors: [{ code: 'rate_limited', message: 'Later.' }] },
    });
    await expect(reads(platform)).rejects.toMatchObject({ status: 429, code: 'rate_limited' });
  });

  it('without a valid time is retried all the same', async () => {
    const { fake, platform } = await start();
    fake.fail({ status: 429, headers: { 'retry-after': 'soon' } });
    expect(await reads(platform)).toMatchObject({ scope: '*' });
  });
});

describe('a lost connection', () => {
  it('is retried if the request may be repeated', async () => {
    const { fake, platform } = await start();
    fake.fail({ drop: true, times: 2 });
    expect(await reads(platform)).toMatchObject({ scope: '*' });
    expect(fake.requests.map(({ status }) => status)).toEqual([undefined, undefined, 200]);
  });

  it('fails a request that may not be repeated', async () => {
    const { fake, platform } = await start();
    fake.fail({ drop: true });
    await expect(acts(platform)).rejects.toMatchObject({
      status: undefined,
      errors: [{ code: 'platform_unreachable', message: expect.stringMatching(/could not be reached \(\w+\)/) }],
    });
    expect(fake.requests).toHaveLength(1);
  });

  it('in the middle of an answer counts as one', async () => {
    let calls = 0;
    const server = createServer((_, response) => {
      calls += 1;
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      if (calls > 1) response.end('{"scope":"*"}'.padEnd(100));
      else response.write('{"scope"', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const platform = createPlatform({ options: { bearerToken: 'token' }, baseUrl: `http://127.0.0.1:${port}` });
    expect(await reads(platform)).toEqual({ scope: '*' });
    expect(calls).toBe(2);
  });

  it('without a code is reported with its message', async () => {
    const { platform } = await start();
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'));
    onTestFinished(() => void vi.restoreAllMocks());
    await expect(platform.tokenInfo({ retry: false })).rejects.toThrow('could not be reached (fetch failed)');
  });

  it('that was never made is reported with its reason', async () => {
    const { fake, platform } = await start();
    await fake.close();
    await expect(platform.tokenInfo({ retry: false })).rejects.toThrow(
      'GET /v1/tokenInfo: platform_unreachable: The platform could not be reached (ECONNREFUSED).',
    );
  });
});

describe('an answer that takes too long', () => {
  it('is retried if the request may be repeated', async () => {
    const { fake, platform } = await start({}, { timeout: 300 });
    fake.fail({ delay: 2000 });
    expect(await reads(platform)).toMatchObject({ scope: '*' });
  });

  it('fails a request that may not be repeated', async () => {
    const { fake, platform } = await start({}, { timeout: 100 });
    fake.fail({ delay: 1000 });
    await expect(acts(platform)).rejects.toMatchObject({ code: 'platform_timeout', status: undefined });
  });
});

describe('the repeated requests', () => {
  type Client = Awaited<ReturnType<typeof start>>['platform'];
  const virtual = { _id: CONNECTION, import: {}, data: [] };
  const calls: [what: string, isRepeated: boolean, call: (platform: Client) => Promise<unknown>][] = [
    ['lists', true, ({ flows }) => flows.find()],
    ['get', true, ({ flows }) => flows.get('x')],
    ['create', false, ({ flows }) => flows.create({})],
    ['update', true, ({ flows }) => flows.update({ _id: 'x' })],
    ['delete', true, ({ flows }) => flows.delete('x')],
    ['flows.run', false, ({ flows }) => flows.run({ _id: 'x' })],
    ['exports.run', false, ({ exports }) => exports.run({ _id: 'x' })],
    ['exports.runVirtual', false, ({ exports }) => exports.runVirtual({ export: { _connectionId: CONNECTION } })],
    [
      'connections.exportPages',
      false,
      ({ connections }) => connections.exportPages({ _id: CONNECTION, export: {} }).next(),
    ],
    ['connections.import', false, ({ connections }) => connections.import(virtual)],
    ['connections.importMapped', true, ({ connections }) => connections.importMapped(virtual)],
    ['connections.ping', true, ({ connections }) => connections.ping(CONNECTION)],
    ['a proxied GET', true, ({ connections }) => connections.proxy({ _id: CONNECTION, relativeURI: '/' })],
    [
      'a proxied POST',
      false,
      ({ connections }) => connections.proxy({ _id: CONNECTION, method: 'POST', relativeURI: '/' }),
    ],
    ['state.put', true, ({ state }) => state.put('x', 1)],
    ['lookupCaches.getData', true, ({ lookupCaches }) => lookupCaches.getData({ _id: 'x' }).next()],
    [
      'lookupCaches.upsert',
      true,
      ({ lookupCaches }) => lookupCaches.upsert({ _id: 'x', data: [{ key: 'k', value: 1 }] }),
    ],
    ['lookupCaches.deleteData', true, ({ lookupCaches }) => lookupCaches.deleteData({ _id: 'x', keys: ['k'] })],
    ['lookupCaches.purge', true, ({ lookupCaches }) => lookupCaches.purge('x')],
    ['jobs.cancel', true, ({ jobs }) => jobs.cancel('x')],
  ];

  it.each(calls)('%s: %s', async (_, isRepeated, call) => {
    const { fake, platform } = await start();
    fake.fail({ status: 503, headers: { 'retry-after': '0' } });
    fake.fail({ status: 418 });
    expect(await failureOf(call(platform))).toMatchObject({ status: isRepeated ? 418 : 503 });
  });
});

describe('the token', () => {
  const secretless = (thrown: unknown, token: string) => {
    expect(inspect(thrown, { depth: 20, showHidden: true, getters: true })).not.toContain(token);
    expect(JSON.stringify(thrown)).not.toContain(token);
  };

  it.each([
    ['errors', { errors: [{ code: 'TOKEN', message: 'TOKEN is bad', field: 'x.TOKEN' }] }],
    ['HTML', '<p>Bearer TOKEN</p>'],
  ])('is not in a failure, even if the answer repeats it in %s', async (_, body) => {
    const { fake, platform, token } = await start();
    const repeated = JSON.parse(JSON.stringify(body).replaceAll('TOKEN', token));
    fake.fail({ status: 400, body: repeated, headers: { 'x-request-id': `r-${token}` } });
    const failure = await failureOf(platform.tokenInfo());
    secretless(failure, token);
    expect(String(failure)).toContain('[redacted]');
  });

  it('is not in a failure without an answer', async () => {
    const { fake, platform, token } = await start({}, { timeout: 50 });
    fake.fail({ drop: true });
    secretless(await failureOf(acts(platform)), token);
    fake.fail({ delay: 500 });
    secretless(await failureOf(acts(platform)), token);
  });

  it('is not shown by the client, nor kept by the fake', async () => {
    const { fake, platform, token } = await start();
    await platform.tokenInfo();
    secretless(platform, token);
    secretless(fake.requests, token);
  });

  it('has no other name than ours, whatever the headers', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    await platform.connections.proxy({
      _id: CONNECTION,
      relativeURI: '/',
      headers: { Authorization: 'Basic x', accept: 'text/csv' },
    });
    expect(fake.requests[0]).toMatchObject({ status: 204, headers: { accept: 'text/csv' } });
  });

  it.each([
    ['undefined', undefined],
    ['a text that is no token', ''],
    ['a text that is no token', 'se cret\nhere'],
    ['7', 7],
  ])('is required: found %s', (found, bearerToken) => {
    const options = { bearerToken: bearerToken as string };
    expect(() => createPlatform({ options })).toThrow(
      `createPlatform: platform_token_missing: options.bearerToken: found ${found}, expected the function's own token.`,
    );
  });

  it('is required without options too', () => {
    expect(() => createPlatform({ options: undefined as never })).toThrow('options.bearerToken: found undefined');
  });
});
