import { createFakePlatform, type FakePlatformSettings } from 'integrator-extension-lambda/testing';
import { describe, expect, it, onTestFinished } from 'vitest';

async function start(documents: NonNullable<FakePlatformSettings['documents']>) {
  const fake = await createFakePlatform({ documents });
  onTestFinished(() => fake.close());
  const headers = { authorization: 'Bearer sample-token', 'content-type': 'application/json' };
  const ask = async (path: string, body?: unknown) => {
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${fake.url}/v1/${path}`, init);
    return { status: answer.status, body: Object(await answer.json()) };
  };
  return { fake, ask };
}

const flow = {
  _id: 'f1',
  pageGenerators: [{ _exportId: 'e1' }],
  routers: [{ branches: [{ pageProcessors: [{ type: 'import', _importId: 'd1' }] }] }],
};

describe('the documents of a fake platform', () => {
  it('are those of the account from the start', async () => {
    const { fake, ask } = await start({
      stacks: [{ _id: 's1', name: 'orders' }],
      lookupCaches: [{ _id: 'c1', name: 'Warehouses', data: new Map([['NL', 'AMS']]) }],
    });
    expect(await ask('stacks/s1')).toEqual({ status: 200, body: { _id: 's1', name: 'orders' } });
    expect((await ask('lookupcaches')).body).toEqual([{ _id: 'c1', name: 'Warehouses' }]);
    expect((await ask('lookupcaches/c1/getData', {})).body).toEqual({ data: [{ key: 'NL', value: 'AMS' }] });
    expect(fake.stacks.get('s1')).toEqual({ _id: 's1', name: 'orders' });
  });

  it('need an id', async () => {
    await expect(createFakePlatform({ documents: { flows: [flow, { name: 'x' }] } })).rejects.toThrow(
      'documents.flows[1]: found no _id, expected the id of the document',
    );
  });

  it('have the text of a script one by one, and not in lists', async () => {
    const { ask } = await start({ scripts: [{ _id: 'c1', name: 'Hooks', content: 'function f () {}' }] });
    expect((await ask('scripts')).body).toEqual([{ _id: 'c1', name: 'Hooks' }]);
    expect((await ask('scripts/c1')).body).toEqual({ _id: 'c1', name: 'Hooks', content: 'function f () {}' });
  });

  it('answer the exports and imports of a flow at once', async () => {
    const { ask } = await start({
      flows: [flow],
      exports: [{ _id: 'e1', name: 'Get' }, { _id: 'e2' }],
      imports: [{ _id: 'd1', name: 'Put' }, { _id: 'd2' }],
    });
    expect((await ask('flows/f1/descendants')).body).toEqual({
      exports: [{ _id: 'e1', name: 'Get' }],
      imports: [{ _id: 'd1', name: 'Put' }],
    });
    expect((await ask('flows/f2/descendants')).status).toBe(404);
  });
});

describe('the preview of an export', () => {
  const records = Array.from({ length: 30 }, (_, id) => ({ id }));

  it('has the first records of its connection, as many as a test export asks for', async () => {
    const { ask } = await start({ connections: [{ _id: 'n1', export: () => records }] });
    const { body } = await ask('exports/preview', { _connectionId: 'n1', test: { limit: 2 } });
    expect(body).toEqual({
      data: [{ id: 0 }, { id: 1 }],
      dataURIs: [],
      stages: [{ name: 'parse', errors: [], data: [{ id: 0 }, { id: 1 }] }],
    });
    expect((await ask('exports/preview', { _connectionId: 'n1' })).body.data).toHaveLength(20);
  });

  it('has the records of the saved export, if that has its own', async () => {
    const { ask } = await start({ exports: [{ _id: 'e1', run: () => [{ id: 'mine' }] }] });
    expect((await ask('exports/preview', { _id: 'e1' })).body.data).toEqual([{ id: 'mine' }]);
  });

  it('is empty where nothing is known of the connection', async () => {
    const { ask } = await start({});
    expect((await ask('exports/preview', { _connectionId: 'n1' })).body.data).toEqual([]);
  });
});
