import { createHash } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { FakeAccount, FakeConnection, FakeVirtual } from './account.ts';
import { missing } from './resources.ts';

/** The routes that run something: exports, imports, proxied requests, pings and flows. */
export function runRoutes(account: FakeAccount): Hono {
  const routes = new Hono();
  const behind = (answer: (c: Context, connection: FakeConnection) => Response | Promise<Response>) => (c: Context) => {
    const connection = account.connections.get(String(c.req.param('_id')));
    return connection ? answer(c, connection) : missing(c);
  };
  routes.get('/connections/:_id/ping', behind(ping));
  routes.post(
    '/connections/:_id/export',
    behind(async (c, connection) => found(c, readRecords(connection, await c.req.json()))),
  );
  routes.post('/connections/:_id/export/pages', behind(exportPage));
  routes.post('/connections/:_id/import', behind(importRecords));
  routes.post('/connections/:_id/import/map', behind(mapRecords));
  routes.post('/connections/:_id/proxy', behind(proxy));
  routes.post('/exports/:_id/invoke', async (c) => {
    const saved = account.exports.get(c.req.param('_id'));
    if (!saved) return missing(c);
    const connection = account.connections.get(String(saved._connectionId)) ?? {};
    return found(c, saved.run?.(JSON.parse(await c.req.text())) ?? readRecords(connection, { export: saved }));
  });
  routes.post('/exports/preview', async (c) => {
    const virtual: FakePreviewed = await c.req.json();
    const connection = account.connections.get(String(virtual._connectionId)) ?? {};
    const records = account.exports.get(String(virtual._id))?.run?.({}) ?? readRecords(connection, { export: virtual });
    const data = records.slice(0, virtual.test?.limit ?? PAGE_SIZE);
    return c.json({ data, dataURIs: [], stages: [{ name: 'parse', errors: [], data }] });
  });
  addFlows(routes, account);
  return routes;
}

/** An export in the body of a request for its preview. */
interface FakePreviewed extends FakeVirtual {
  readonly test?: { readonly limit?: number };
}

function addFlows(routes: Hono, { flows, jobs }: FakeAccount): void {
  routes.post('/flows/:_id/run', (c) => {
    const _flowId = c.req.param('_id');
    if (!flows.has(_flowId)) return missing(c);
    const _jobId = `job-${jobs.size + 1}`;
    jobs.set(_jobId, { type: 'flow', _flowId, status: 'queued', createdAt: new Date().toISOString() });
    return c.json({ _jobId }, 201);
  });
  routes.put('/jobs/:_id/cancel', (c) => {
    const job = jobs.get(c.req.param('_id'));
    if (!job) return missing(c);
    jobs.set(c.req.param('_id'), { ...job, status: 'canceled' });
    return c.body(null, 200);
  });
}

function ping(c: Context, { offline }: FakeConnection): Response {
  if (!offline) return c.json({ code: 200 });
  return c.json({ errors: [{ code: 'connection_offline', message: 'The connection is offline.' }] }, 401);
}

function readRecords(connection: FakeConnection, { export: virtual }: { export: FakeVirtual }): readonly unknown[] {
  return connection.export?.(virtual) ?? [];
}

function found(c: Context, data: readonly unknown[]): Response {
  return data.length > 0 ? c.json({ data }) : c.body(null, 204);
}

const PAGE_SIZE = 20;

/** Makes a page with a signed state: a state that comes back changed is refused. */
async function exportPage(c: Context, connection: FakeConnection): Promise<Response> {
  const { pagedExportState: state, ...request } = await c.req.json();
  if (state && !isSigned(state)) {
    const message = 'The pagedExportState is not the one that was sent.';
    return c.json({ errors: [{ code: 'invalid_paged_export_state', message }] }, 422);
  }
  const records = readRecords(connection, request);
  const pageSize = request.export.pageSize ?? PAGE_SIZE;
  const pageIndex = (state?.pageIndex ?? 0) + 1;
  const done = pageIndex * pageSize >= records.length;
  const data = records.slice((pageIndex - 1) * pageSize, pageIndex * pageSize);
  return c.json({ data, pagedExportState: signed({ pageIndex, pageSize, totalRecords: records.length, done }) });
}

const signed = (state: object) => ({
  ...state,
  sig: createHash('sha256').update(JSON.stringify(state)).digest('hex'),
});

function isSigned({ sig, ...state }: { readonly sig?: unknown }): boolean {
  return signed(state).sig === sig;
}

async function importRecords(c: Context, connection: FakeConnection): Promise<Response> {
  const { import: virtual, data } = await c.req.json();
  const take = (record: unknown, index: number) => ({ statusCode: 200, id: String(index + 1), _json: record });
  return c.json(
    data.map((record: unknown, index: number) => connection.import?.(record, virtual) ?? take(record, index)),
  );
}

async function mapRecords(c: Context, connection: FakeConnection): Promise<Response> {
  const { import: virtual, data } = await c.req.json();
  return c.json(data.map((record: unknown) => connection.map?.(record, virtual) ?? record));
}

async function proxy(c: Context, connection: FakeConnection): Promise<Response> {
  const method = String(c.req.header('integrator-method'));
  const relativeURI = String(c.req.header('integrator-relative-uri'));
  const text = await c.req.text();
  const answer = connection.proxy?.({ method, relativeURI, body: text ? JSON.parse(text) : undefined });
  if (answer instanceof Response) return answer;
  return answer === undefined ? c.body(null, 204) : c.json(answer as object);
}
