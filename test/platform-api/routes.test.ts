import type { ExportedPage } from 'integrator-extension-lambda/platform-api';
import { describe, expect, it } from 'vitest';
import { all, CONNECTION, start } from './account.ts';

const orders = [1, 2, 3, 4, 5].map((id) => ({ id }));

describe('connections', () => {
  it('run a virtual export', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, { export: ({ type }) => (type === 'test' ? orders.slice(0, 1) : orders) });
    expect(await platform.connections.export({ _id: CONNECTION, export: { type: 'test' } })).toEqual({
      data: [{ id: 1 }],
    });
  });

  it('answer an export without records with an empty list', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    expect(await platform.connections.export({ _id: CONNECTION, export: {} })).toEqual({ data: [] });
  });

  it('run a virtual export page by page, and send each state back as it came', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, { export: () => orders });
    const pages = await all(platform.connections.exportPages({ _id: CONNECTION, export: { pageSize: 2 } }));
    expect(pages.map(({ data }) => data)).toEqual([orders.slice(0, 2), orders.slice(2, 4), orders.slice(4)]);
    expect(fake.requests.map(({ body }) => body)).toEqual([
      { export: { pageSize: 2 } },
      { export: { pageSize: 2 }, pagedExportState: pages[0]?.pagedExportState },
      { export: { pageSize: 2 }, pagedExportState: pages[1]?.pagedExportState },
    ]);
  });

  it('continue an export from a saved state', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, { export: () => orders });
    const request = { _id: CONNECTION, export: { pageSize: 3 } };
    const { value } = await platform.connections.exportPages(request).next();
    const rest = await all(platform.connections.exportPages({ ...request, ...pickState(value) }));
    expect(rest.map(({ data }) => data)).toEqual([orders.slice(3)]);
  });

  it('import records', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {
      import: (record) => ({ statusCode: 200, id: `new-${(record as { id: number }).id}` }),
    });
    const imported = await platform.connections.import({ _id: CONNECTION, import: {}, data: orders.slice(0, 2) });
    expect(imported).toEqual([
      { statusCode: 200, id: 'new-1' },
      { statusCode: 200, id: 'new-2' },
    ]);
  });

  it('map records without importing them', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, { map: (record) => ({ mapped: record }) });
    expect(await platform.connections.importMapped({ _id: CONNECTION, import: {}, data: [{ id: 1 }] })).toEqual([
      { mapped: { id: 1 } },
    ]);
    fake.connections.set('plain', {});
    expect(await platform.connections.importMapped({ _id: 'plain', import: {}, data: [{ id: 1 }] })).toEqual([
      { id: 1 },
    ]);
  });

  it.each([
    ['import', 'import'],
    ['importMapped', 'import/map'],
  ] as const)('answer %s with an empty list for an empty body', async (name, path) => {
    const { fake, platform } = await start();
    fake.fail({ path: `/v1/connections/${CONNECTION}/${path}`, status: 204 });
    expect(await platform.connections[name]({ _id: CONNECTION, import: {}, data: [] })).toEqual([]);
  });

  it('make requests with their credentials', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, { proxy: (request) => ({ seen: request }) });
    const request = { method: 'PUT', relativeURI: '/orders/1?x=ü', body: { paid: true } };
    expect(await platform.connections.proxy({ _id: CONNECTION, ...request })).toEqual({ seen: request });
    expect(await platform.connections.proxy({ _id: CONNECTION, relativeURI: '/orders' })).toEqual({
      seen: { method: 'GET', relativeURI: '/orders' },
    });
  });

  it("pass on an application's answer that is not JSON, and undefined for an empty body", async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {
      proxy: ({ method }) => (method === 'GET' ? new Response('id;name', { status: 200 }) : undefined),
    });
    expect(await platform.connections.proxy({ _id: CONNECTION, relativeURI: '/list' })).toBe('id;name');
    expect(await platform.connections.proxy({ _id: CONNECTION, method: 'DELETE', relativeURI: '/1' })).toBeUndefined();
  });

  it('report whether they work', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {}).set('off', { offline: true });
    expect(await platform.connections.ping(CONNECTION)).toEqual({ code: 200 });
    await expect(platform.connections.ping('off')).rejects.toMatchObject({ status: 401, code: 'connection_offline' });
  });
});

const pickState = (page: unknown) => {
  const { pagedExportState = {} } = page as ExportedPage;
  return { pagedExportState };
};

describe('exports', () => {
  it.each(['run', 'invoke'] as const)('%s saved ones', async (name) => {
    const { fake, platform } = await start();
    fake.exports.set('orders', { run: ({ listenerData }) => [{ got: listenerData }] });
    expect(await platform.exports[name]({ _id: 'orders', listenerData: 7 })).toEqual({ data: [{ got: 7 }] });
  });

  it('run over the connection that they name', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, { export: () => orders });
    fake.exports.set('orders', { _connectionId: CONNECTION }).set('nowhere', {});
    expect(await platform.exports.run({ _id: 'orders' })).toEqual({ data: orders });
    expect(await platform.exports.run({ _id: 'nowhere' })).toEqual({ data: [] });
    expect(await platform.exports.runVirtual({ export: { _connectionId: CONNECTION } })).toEqual({ data: orders });
  });

  it('run virtually one page at a time', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, { export: () => orders });
    const request = { export: { _connectionId: CONNECTION, pageSize: 4 } };
    const first = await platform.exports.runVirtualWithPaging(request);
    const second = await platform.exports.runVirtualWithPaging({ ...request, ...pickState(first) });
    expect([first.data, second.data]).toEqual([orders.slice(0, 4), orders.slice(4)]);
    expect(second.pagedExportState?.done).toBe(true);
  });
});

describe('imports', () => {
  it('run saved ones, over the connection that they name', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    fake.imports.set('orders', { _connectionId: CONNECTION, name: 'Orders' });
    expect(await platform.imports.run({ _id: 'orders', data: [{ id: 7 }] })).toEqual([
      { statusCode: 200, id: '1', _json: { id: 7 } },
    ]);
    expect(fake.requests.at(-1)?.body).toMatchObject({ import: { name: 'Orders' }, data: [{ id: 7 }] });
  });

  it('report a missing one', async () => {
    const { platform } = await start();
    await expect(platform.imports.run({ _id: 'gone', data: [] })).rejects.toMatchObject({
      code: 'platform_not_found',
      status: 404,
    });
  });

  it('run virtually', async () => {
    const { fake, platform } = await start();
    fake.connections.set(CONNECTION, {});
    const imported = await platform.imports.runVirtual({ import: { _connectionId: CONNECTION }, data: [{ id: 7 }] });
    expect(imported).toHaveLength(1);
  });
});

describe('flows and jobs', () => {
  it('start a flow, look at its job, and cancel it', async () => {
    const { fake, platform } = await start();
    fake.flows.set('nightly', {});
    const { _jobId = '' } = await platform.flows.run({ _id: 'nightly' });
    expect(await platform.jobs.get(_jobId)).toMatchObject({ _flowId: 'nightly', status: 'queued' });
    await platform.jobs.cancel(_jobId);
    expect(await platform.jobs.find({ _flowId: 'nightly' })).toMatchObject([{ _id: _jobId, status: 'canceled' }]);
  });
});

describe('tokenInfo', () => {
  it('names the owner of the token', async () => {
    const { platform } = await start();
    expect(await platform.tokenInfo()).toMatchObject({ _userId: expect.any(String), scope: '*' });
  });
});

describe.each(['integrations', 'flows', 'exports', 'imports', 'connections', 'lookupCaches'] as const)('%s', (kind) => {
  it('are created, read, changed and deleted', async () => {
    const { platform } = await start();
    const { _id = '' } = await platform[kind].create({ name: 'Orders', note: 'x' });
    expect(await platform[kind].get(_id)).toEqual({ _id, name: 'Orders', note: 'x' });
    expect(await platform[kind].update({ _id, name: 'All orders' })).toEqual({ _id, name: 'All orders' });
    expect(await platform[kind].find()).toEqual([{ _id, name: 'All orders' }]);
    await platform[kind].delete(_id);
    expect(await platform[kind].get(_id)).toBeUndefined();
    await platform[kind].delete(_id);
  });

  it('are an empty list without any', async () => {
    const { platform } = await start();
    expect(await platform[kind].find()).toEqual([]);
    expect(await all(platform[kind].pages())).toEqual([]);
  });
});

describe('lists', () => {
  it('are read to their end, whatever host the platform names for the next page', async () => {
    const { fake, platform } = await start();
    for (const { id } of orders) fake.flows.set(String(id), { externalId: id < 5 ? 'a' : 'b' });
    const pages = await all(platform.flows.pages({ limit: 2, externalId: 'a' }));
    expect(pages.map((page) => page.map(({ _id }) => _id))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(await platform.flows.find({ limit: 2 })).toHaveLength(5);
    expect(fake.requests.map(({ query }) => query).slice(0, 2)).toEqual([
      { limit: '2', externalId: 'a' },
      { limit: '2', externalId: 'a', skip: '2' },
    ]);
  });
});

describe('ids', () => {
  it.each(['', '.', '..', undefined])('%j is refused before anything is sent', async (id) => {
    const { fake, platform } = await start();
    await expect(platform.flows.delete(id as string)).rejects.toThrow(/expected an id or a key/);
    await expect(platform.state.get(id as string)).rejects.toThrow(/expected an id or a key/);
    expect(fake.requests).toEqual([]);
  });

  it('may hold anything else', async () => {
    const { fake, platform } = await start();
    const key = 'a/b?c=d#e ü%2f';
    await platform.state.put(key, 1);
    expect([...fake.state]).toEqual([[key, 1]]);
    expect(await platform.state.get(key)).toBe(1);
  });
});
