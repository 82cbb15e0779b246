import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { CallStore } from '../../src/dev/call-store.ts';
import type { CallPage } from '../../src/dev/page-routes.ts';
import { type PageServer, servePageRoutes, TOKEN } from './page-server.ts';
import { recordingOf } from './recordings.ts';

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

/** Sends a request that the page itself would send; an undefined header is left out. */
async function send({ app, host }: PageServer, path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const own = {
    host,
    authorization: `Bearer ${TOKEN}`,
    ...(method !== 'GET' && { origin: `http://${host}` }),
    ...headers,
  };
  const sent = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return await app.request(path, { method, headers: sent, ...(body !== undefined && { body }) });
}

async function read(server: PageServer, path: string, sent?: Sent) {
  const answer = await send(server, path, sent);
  const body: { readonly message?: string; readonly file?: string } = JSON.parse(await answer.text());
  return { status: answer.status, body };
}

const page = async (server: PageServer, query: string): Promise<CallPage> =>
  JSON.parse(await (await send(server, `/api/calls${query}`)).text());

describe('the page', () => {
  it.each(['/', '/page.js', '/page.css'])(
    '%s is read without a token, and nothing keeps or frames it',
    async (path) => {
      const server = await servePageRoutes();
      const answer = await send(server, path, { headers: { authorization: undefined } });
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
      const policy = answer.headers.get('content-security-policy')?.split('; ') ?? [];
      expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'"]));
      expect(policy).toEqual(
        expect.arrayContaining(["connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]),
      );
      expect(policy.join()).not.toMatch(/unsafe|https?:/);
    },
  );

  it('names no address outside itself, and holds neither a call nor the token', async () => {
    const server = await servePageRoutes();
    server.store.add(recordingOf());
    const document = await (await send(server, '/')).text();
    expect([...document.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target)).toEqual([
      'data:,',
      '/page.css',
      '/page.js',
    ]);
    expect(document).not.toMatch(/tidyOrders|page-token/);
  });
});

describe('what is refused', () => {
  const POSTS = ['repeat', 'save-event', 'save-test'];

  it.each(['/', '/page.js', '/api/calls', '/api/events'])('%s for another host', async (path) => {
    const server = await servePageRoutes();
    for (const host of ['evil.example', 'evil.example:80', '127.0.0.1', `localhost.evil.example`]) {
      const { status, body } = await read(server, path, { headers: { host } });
      expect([status, body.message]).toEqual([403, `Host is ${host}, expected ${server.host}.`]);
    }
    expect(await read(server, path, { headers: { host: undefined } })).toMatchObject({
      status: 403,
      body: { message: `Host is missing, expected ${server.host}.` },
    });
  });

  it.each(['/api/calls', '/api/calls/1', '/api/events', '/api/other'])('%s without the valid token', async (path) => {
    const server = await servePageRoutes();
    for (const authorization of [undefined, 'Bearer wrong', `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, 'Bearer', TOKEN]) {
      const { status, body } = await read(server, path, { headers: { authorization } });
      expect([400, 401]).toContain(status);
      expect(body.message).toMatch(/^Found no valid token, expected/);
    }
  });

  it.each(POSTS)('%s without the token', async (action) => {
    const server = await servePageRoutes();
    const { id } = server.store.add(recordingOf());
    const sent = { method: 'POST', headers: { authorization: undefined } };
    expect((await read(server, `/api/calls/${id}/${action}`, sent)).status).toBe(401);
  });

  it.each(POSTS)('%s from another origin, and from none', async (action) => {
    const server = await servePageRoutes();
    const { id } = server.store.add(recordingOf());
    const origins = ['https://evil.example', `https://${server.host}`, 'null', 'http://127.0.0.1:1', undefined];
    for (const origin of origins) {
      const sent = { method: 'POST', headers: { origin } };
      const { status, body } = await read(server, `/api/calls/${id}/${action}`, sent);
      expect([status, body.message]).toEqual([
        403,
        `Origin is ${origin ?? 'missing'}, expected http://${server.host}.`,
      ]);
    }
  });

  it('reading from another origin, and asking whether it may read', async () => {
    const server = await servePageRoutes();
    const headers = { origin: 'https://evil.example' };
    expect((await read(server, '/api/calls', { headers })).status).toBe(403);
    const preflight = await send(server, '/api/calls', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(403);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the list of calls', () => {
  it('has the newest first, page by page', async () => {
    const server = await servePageRoutes();
    const added = [1, 2, 3, 4, 5].map(() => server.store.add(recordingOf()));
    expect(await page(server, '')).toEqual({ calls: added.toReversed(), total: 5 });
    const first = await page(server, '?limit=2');
    expect(first.calls.map(({ number }) => number)).toEqual([5, 4]);
    const second = await page(server, `?limit=2&before=${first.before}`);
    expect(second.calls.map(({ number }) => number)).toEqual([3, 2]);
    const last = await page(server, `?limit=2&before=${second.before}`);
    expect(last).toEqual({ calls: [added[0]], total: 5 });
  });

  it('takes a limit that is no number as missing', async () => {
    const server = await servePageRoutes();
    server.store.add(recordingOf());
    for (const query of ['?limit=0', '?limit=-1', '?limit=x', '?before=1e3']) {
      expect((await page(server, query)).calls).toHaveLength(1);
    }
  });

  it('has the calls with a text', async () => {
    const server = await servePageRoutes();
    server.store.add(recordingOf());
    const found = server.store.add(recordingOf({ response: 'Grace Hopper' }));
    expect(await page(server, '?text=grace%20hopper')).toEqual({ calls: [found], total: 1 });
  });
});

describe('a call', () => {
  it('is read whole, as JSON that nothing keeps', async () => {
    const server = await servePageRoutes();
    const recording = recordingOf();
    server.store.add(recording);
    const answer = await send(server, `/api/calls/${recording.id}`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual(recording);
  });

  it('that is not kept any longer is a 404, and no action is tried', async () => {
    const server = await servePageRoutes({ store: new CallStore({ calls: 1 }) });
    const { id } = server.store.add(recordingOf());
    server.store.add(recordingOf());
    const message = `Found no call ${id}. Only the newest calls are kept, now 1.`;
    expect(await read(server, `/api/calls/${id}`)).toEqual({ status: 404, body: { message } });
    for (const action of ['repeat', 'save-event', 'save-test']) {
      const path = `/api/calls/${id}/${action}`;
      expect(await read(server, path, { method: 'POST' })).toEqual({ status: 404, body: { message } });
    }
  });

  it('is repeated with its own options, or with edited ones', async () => {
    const asked: (readonly unknown[])[] = [];
    const server = await servePageRoutes({
      repeatCall: async (...call) => {
        asked.push(call);
        return recordingOf({ id: `again-${asked.length}` });
      },
    });
    const { id } = server.store.add(recordingOf());
    const path = `/api/calls/${id}/repeat`;
    expect(await read(server, path, { method: 'POST' })).toEqual({ status: 200, body: { id: 'again-1' } });
    const body = JSON.stringify({ options: { data: [] } });
    expect(await read(server, path, { method: 'POST', body })).toEqual({ status: 200, body: { id: 'again-2' } });
    expect(asked).toEqual([[id], [id, { options: { data: [] } }]]);
  });

  it('is repeated by a request that does not say how long it is, and by one without a body', async () => {
    const repeated: unknown[] = [];
    const server = await servePageRoutes({
      repeatCall: async (_, edited) => {
        repeated.push(edited?.options);
        return recordingOf();
      },
    });
    const { id } = server.store.add(recordingOf());
    const headers = { authorization: `Bearer ${TOKEN}`, origin: `http://${server.host}` };
    for (const body of ['{"options":7}', '']) {
      const sent = request(`http://${server.host}/api/calls/${id}/repeat`, { method: 'POST', headers });
      sent.flushHeaders();
      sent.end(body);
      const [answer] = await once(sent, 'response');
      expect([answer.statusCode, sent.getHeader('content-length')]).toEqual([200, undefined]);
      answer.resume();
    }
    expect(repeated).toEqual([7, undefined]);
  });

  it.each(['{', '[]', 'null', '{"option":1}'])('is not repeated with the body %s', async (body) => {
    const server = await servePageRoutes();
    const { id } = server.store.add(recordingOf());
    const answer = await read(server, `/api/calls/${id}/repeat`, { method: 'POST', body });
    expect(answer).toEqual({
      status: 400,
      body: { message: 'Found a body that is not JSON, or not {"options": …}.' },
    });
  });

  it('is not repeated with more than 6 MB of options', async () => {
    const server = await servePageRoutes();
    const { id } = server.store.add(recordingOf());
    const body = JSON.stringify({ options: 'x'.repeat(6_291_556) });
    const { status, body: answer } = await read(server, `/api/calls/${id}/repeat`, { method: 'POST', body });
    expect([status, answer.message]).toEqual([413, 'Found more than 6,291,556 bytes of options.']);
  });

  it('is saved as an event and as a test, and the answer names the file', async () => {
    const server = await servePageRoutes({
      saveEvent: async (id) => `events/${id}.json`,
      saveTest: async (id) => `test/${id}.test.ts`,
    });
    const { id } = server.store.add(recordingOf());
    const post = async (action: string) =>
      (await read(server, `/api/calls/${id}/${action}`, { method: 'POST' })).body.file;
    expect(await post('save-event')).toBe(`events/${id}.json`);
    expect(await post('save-test')).toBe(`test/${id}.test.ts`);
  });

  it('whose action fails is answered with the reason', async () => {
    const server = await servePageRoutes({
      saveTest: async () => {
        throw new Error('Found test/orders.test.ts already, expected no such file.');
      },
    });
    const { id } = server.store.add(recordingOf());
    expect(await read(server, `/api/calls/${id}/save-test`, { method: 'POST' })).toEqual({
      status: 500,
      body: { message: 'Found test/orders.test.ts already, expected no such file.' },
    });
  });

  it('has no other routes', async () => {
    const server = await servePageRoutes();
    expect(await read(server, '/api/other')).toEqual({
      status: 404,
      body: { message: 'Found no GET /api/other here.' },
    });
  });
});
