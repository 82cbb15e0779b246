import { createPlatform } from 'integrator-extension-lambda/platform-api';
import { createFakePlatform, type FakePlatformSettings } from 'integrator-extension-lambda/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

async function start(settings?: FakePlatformSettings) {
  const fake = await createFakePlatform(settings);
  onTestFinished(() => fake.close());
  const ask = (path: string, init: RequestInit = {}, token = 'sample-token') =>
    fetch(`${fake.url}/v1/${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  const sends = (path: string, method: string, body: unknown) =>
    ask(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  return { fake, ask, sends };
}

describe('a fake platform', () => {
  it('listens on this machine alone, until it is closed', async () => {
    const { fake, ask } = await start();
    expect(fake.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await ask('tokenInfo')).status).toBe(200);
    await fake.close();
    await expect(ask('tokenInfo')).rejects.toThrow('fetch failed');
  });

  it('listens at the given port, and reports a port in use', async () => {
    const { fake } = await start();
    const port = Number(new URL(fake.url).port);
    await expect(createFakePlatform({ port })).rejects.toThrow('EADDRINUSE');
    await fake.close();
    const second = await createFakePlatform({ port });
    expect(second.url).toBe(fake.url);
    await second.close();
  });

  it('is closed even while a request runs', async () => {
    const { fake, ask } = await start();
    fake.fail({ delay: 60_000 });
    const running = ask('tokenInfo').catch(String);
    await expect.poll(() => fake.requests.length).toBe(1);
    await fake.close();
    expect(await running).toContain('fetch failed');
  });
});

describe('its tokens', () => {
  it('are required', async () => {
    const { fake } = await start();
    const answer = await fetch(`${fake.url}/v1/tokenInfo`);
    expect([answer.status, await answer.json()]).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('are the given and the issued ones', async () => {
    const { fake, ask } = await start({ tokens: ['mine'] });
    expect((await ask('tokenInfo', {}, 'mine')).status).toBe(200);
    expect((await ask('tokenInfo', {}, fake.issueToken())).status).toBe(200);
    const refused = await ask('tokenInfo');
    expect([refused.status, await refused.json()]).toEqual([401, { message: 'Bearer Authentication Failed' }]);
  });

  it('expire when they are revoked', async () => {
    const { fake, ask } = await start();
    const token = fake.issueToken();
    fake.revokeToken(token);
    expect((await ask('tokenInfo', {}, token)).status).toBe(401);
    expect((await ask('tokenInfo', {}, fake.issueToken())).status).toBe(200);
  });

  it('expire after their lifetime, except those from the start', async () => {
    const { fake, ask } = await start({ tokenLifetime: 1000 });
    const token = fake.issueToken();
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 2000);
    onTestFinished(() => void vi.restoreAllMocks());
    expect((await ask('tokenInfo', {}, token)).status).toBe(401);
    expect((await ask('tokenInfo')).status).toBe(200);
  });
});

describe('its limit', () => {
  it('answers too many requests with the seconds to wait', async () => {
    const { ask } = await start({ rateLimit: { size: 2, perSecond: 0.4 } });
    const answers = [await ask('tokenInfo'), await ask('tokenInfo'), await ask('tokenInfo')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get('retry-after')).toBe('3');
    expect(await answers[2]?.json()).toEqual({ errors: [{ code: 'rate_limited', message: 'Too many requests.' }] });
  });

  it('lets others through in time', async () => {
    const { ask } = await start({ rateLimit: { size: 1, perSecond: 50 } });
    await ask('tokenInfo');
    await expect.poll(async () => (await ask('tokenInfo')).status).toBe(200);
  });
});

describe('its failures', () => {
  it('match their requests, as often as given, in the order in which they were added', async () => {
    const { fake, ask, sends } = await start();
    fake.fail({ method: 'PUT', status: 500 });
    fake.fail({ path: '/v1/flows', status: 502, times: 2 });
    fake.fail({ path: /state/, status: 503 });
    expect((await ask('flows?limit=1')).status).toBe(502);
    expect((await ask('flows/x')).status).toBe(404);
    expect((await sends('state/x', 'PUT', 1)).status).toBe(500);
    expect((await ask('state/x')).status).toBe(503);
    expect((await ask('flows')).status).toBe(502);
    expect((await ask('flows')).status).toBe(204);
  });

  it('answer with their body and headers', async () => {
    const { fake, ask } = await start();
    fake.fail({ status: 500, body: '<h1>Oops</h1>' });
    fake.fail({ status: 500, body: { message: 'Oops' }, headers: { 'x-request-id': '1' } });
    fake.fail({ status: 500, body: 'Oops', headers: { 'content-type': 'text/plain' } });
    fake.fail({ status: 500 });
    const said = [];
    for (let i = 0; i < 4; i += 1) {
      const { headers, text } = await ask('tokenInfo').then(async (answer) => ({
        headers: answer.headers,
        text: await answer.text(),
      }));
      said.push([headers.get('content-type'), headers.get('x-request-id'), text]);
    }
    expect(said).toEqual([
      ['text/html', null, '<h1>Oops</h1>'],
      ['application/json', '1', '{"message":"Oops"}'],
      ['text/plain', null, 'Oops'],
      [null, null, ''],
    ]);
  });

  it('cut the connection, or let an answer be late', async () => {
    const { fake, ask } = await start();
    fake.fail({ drop: true });
    await expect(ask('tokenInfo')).rejects.toThrow('fetch failed');
    fake.fail({ delay: 1 });
    expect((await ask('tokenInfo')).status).toBe(200);
    expect(fake.requests.map(({ status }) => status)).toEqual([undefined, 200]);
  });
});

describe("a test's own function", () => {
  it('fails the request if it throws', async () => {
    const { fake, sends } = await start();
    fake.connections.set('x', {
      export: () => {
        throw new Error('no records at hand');
      },
    });
    const answer = await sends('connections/x/export', 'POST', { export: {} });
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { errors: [{ code: 'fake_platform_failed', message: 'no records at hand' }] },
    ]);
  });
});

describe('its requests', () => {
  it('are kept as they came, without the token', async () => {
    const { fake, sends, ask } = await start();
    await sends('state/x?dry=1', 'PUT', { a: 1 });
    await ask('state/x', { method: 'PUT', body: 'plain', headers: { 'x-mine': 'yes' } });
    await ask('nowhere');
    expect(fake.requests).toMatchObject([
      { method: 'PUT', path: '/v1/state/x', query: { dry: '1' }, body: { a: 1 }, status: 201 },
      { method: 'PUT', body: 'plain', headers: { 'x-mine': 'yes' }, status: 500 },
      { method: 'GET', path: '/v1/nowhere', body: undefined, status: 404 },
    ]);
    expect(JSON.stringify(fake.requests)).not.toContain('sample-token');
  });
});

describe('its routes', () => {
  const nothing = [
    ['GET', 'connections/x/ping'],
    ['POST', 'connections/x/export'],
    ['POST', 'exports/x/invoke'],
    ['POST', 'flows/x/run'],
    ['PUT', 'jobs/x/cancel'],
    ['PUT', 'flows/x'],
    ['DELETE', 'flows/x'],
    ['GET', 'state/x'],
    ['DELETE', 'state/x'],
    ['POST', 'lookupcaches/x/getData'],
    ['POST', 'lookupcaches/x/data'],
    ['DELETE', 'lookupcaches/x/data'],
    ['DELETE', 'lookupcaches/x/data/purge'],
  ] as const;

  it.each(nothing)('%s %s answers that it is missing', async (method, path) => {
    const { ask, sends } = await start();
    const answer = method === 'GET' ? await ask(path) : await sends(path, method, {});
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ errors: [{ code: 'not_found', message: `There is no /v1/${path}.` }] });
  });

  it('refuse a changed state of an export', async () => {
    const { fake, sends } = await start();
    fake.connections.set('x', {});
    const answer = await sends('connections/x/export/pages', 'POST', {
      export: {},
      pagedExportState: { pageIndex: 7 },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { errors: [{ code: 'invalid_paged_export_state' }] },
    ]);
  });

  it('return pages of twenty records unless another size is given', async () => {
    const { fake, sends } = await start();
    fake.connections.set('x', { export: () => Array.from({ length: 30 }, (_, id) => ({ id })) });
    const page = await (await sends('connections/x/export/pages', 'POST', { export: {} })).json();
    expect(page).toMatchObject({ data: { length: 20 }, pagedExportState: { done: false } });
  });

  it.each([
    ['entries', 'POST', { data: Array.from({ length: 1001 }, (_, i) => ({ key: String(i), value: 1 })) }],
    ['keys', 'DELETE', { keys: Array.from({ length: 1001 }, (_, i) => String(i)) }],
    ['bytes', 'POST', { data: [{ key: 'k', value: 'x'.repeat(6_000_000) }] }],
  ])('refuse too many %s for a lookup cache', async (_, method, body) => {
    const { fake, sends } = await start();
    fake.lookupCaches.set('x', { data: new Map() });
    const answer = await sends('lookupcaches/x/data', method, body);
    expect([answer.status, await answer.json()]).toMatchObject([422, { errors: [{ code: 'payload_too_large' }] }]);
  });

  it('accept an empty body for a lookup cache as empty', async () => {
    const { fake, ask } = await start();
    fake.lookupCaches.set('x', { data: new Map([['k', 1]]) });
    for (const method of ['POST', 'DELETE']) expect((await ask('lookupcaches/x/data', { method })).status).toBe(200);
    const answer = await ask('lookupcaches/x/getData', { method: 'POST' });
    expect(await answer.json()).toEqual({ data: [{ key: 'k', value: 1 }] });
  });

  it('keep the behaviour of a connection that is updated', async () => {
    const { fake } = await start();
    fake.connections.set('x', { name: 'Shop', export: () => [{ id: 1 }] });
    const platform = createPlatform({ options: { bearerToken: 'sample-token' }, baseUrl: fake.url });
    expect(await platform.connections.update({ _id: 'x', name: 'Store' })).toEqual({ _id: 'x', name: 'Store' });
    expect(await platform.connections.export({ _id: 'x', export: {} })).toEqual({ data: [{ id: 1 }] });
  });
});
