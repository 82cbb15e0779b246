import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runHere } from '../../cli/command-line.ts';
import { edit, fixture, ORDERS, REGIONS, SHIPMENTS, startAccount } from '../../cli/commands/pull/account.ts';
import { createPulling } from './pulling.ts';

// A pattern of files would mean something else by the name.
const { path, read, files, contents, pull } = createPulling('flow [1]');

describe('a first pull', () => {
  it('writes the flow with every document that it names, and nothing of other flows', async () => {
    await startAccount();
    const { code, states } = await pull(ORDERS);
    expect(code).toBe(0);
    expect(files()).toEqual([
      'connections/9000000000000000000000a1.json',
      'connections/9000000000000000000000b2.json',
      'exports/e00000000000000000000001.json',
      'exports/e00000000000000000000002.json',
      'flow.json',
      'imports/d00000000000000000000001.json',
      'imports/d00000000000000000000002.json',
      'integration.json',
      'lookupcaches/7000000000000000000000a1.json',
      'simulation.yaml',
      'stacks/5000000000000000000000a1.json',
    ]);
    expect(states).toEqual(Object.fromEntries(files().map((file) => [file, 'written'])));
  });

  it('finds scripts in routers, branches, filters and hooks, and writes their text once', async () => {
    await startAccount();
    await pull(REGIONS);
    const script = 'scripts/c00000000000000000000001';
    expect(read(`${script}.js`)).toBe(readFileSync(fixture('regions', `${script}.js`), 'utf8'));
    expect(JSON.parse(read(`${script}.json`))).toEqual({
      _id: 'c00000000000000000000001',
      name: 'Ticket hooks',
      postResponseHookToProcessOnChildRecord: false,
      createdAt: '2026-01-12T09:30:00.000Z',
    });
    expect(read('scripts/c00000000000000000000002.js')).toContain('function chooseBranches');
  });

  it('fetches exports and imports one by one where the platform does not answer them at once', async () => {
    const fake = await startAccount();
    fake.fail({ path: /descendants$/, status: 404 });
    const { code } = await pull(SHIPMENTS);
    expect(code).toBe(0);
    expect(files()).toContain('imports/d00000000000000000000022.json');
    expect(files()).toContain('connections/9000000000000000000000b1.json');
  });

  it('sorts keys, and leaves out captured data and what changes by itself', async () => {
    const fake = await startAccount();
    edit(fake.exports, 'e00000000000000000000011', {
      sampleData: { _scriptId: 'c00000000000000000000009', who: 'a customer' },
      rawData: 'a key of raw data',
      __lastProcessedAt: 1,
      lastExecutedAt: '2026-05-05T00:00:00.000Z',
    });
    await pull(REGIONS);
    const keys = Object.keys(JSON.parse(read('exports/e00000000000000000000011.json')));
    expect(keys).toEqual([...keys].sort());
    expect(keys).toContain('mockOutput');
    for (const key of ['sampleData', 'rawData', '__lastProcessedAt', 'lastExecutedAt', 'lastModified'])
      expect(keys).not.toContain(key);
  });

  it('says that mock data stays, and why', async () => {
    await startAccount();
    const { out } = await runHere(['pull', REGIONS, path()]);
    expect(out).toContain(
      "mockOutput and mockResponse stay, because simulations use them; see that they hold no customers' data: " +
        'exports/e00000000000000000000011.json, imports/d00000000000000000000011.json',
    );
    expect(out).toMatch(/^written {4}flow\.json$/m);
    expect(out).toMatch(/\n13 written$/m);
  });

  it('writes the data of lookup caches only when it is asked to, over all pages', async () => {
    const fake = await startAccount();
    const cache = fake.lookupCaches.get('7000000000000000000000a1');
    for (let number = 0; number < 1500; number += 1) cache?.data.set(`key ${number}`, '{}');
    const { notes } = await pull(ORDERS);
    expect(notes).toContainEqual(expect.stringContaining('--lookup-data pulls it'));
    const data = 'lookupcaches/7000000000000000000000a1.data.json';
    expect(existsSync(path(data))).toBe(false);
    const { states } = await pull(ORDERS, '--lookup-data');
    expect(states[data]).toBe('written');
    expect(JSON.parse(read(data))).toHaveLength(1502);
    expect(JSON.parse(read(data))).toContainEqual({ key: 'NL', value: '{"code":"AMS"}' });
  });

  it('only reads: GET requests, and the two POST requests that read', async () => {
    const fake = await startAccount();
    await pull(REGIONS, '--sample', '2');
    rmSync(path(), { recursive: true });
    await pull(ORDERS, '--lookup-data', '--sample', '2');
    const sent = new Set(fake.requests.map(({ method, path }) => (method === 'GET' ? 'GET' : `${method} ${path}`)));
    expect([...sent].sort()).toEqual([
      'GET',
      'POST /v1/exports/preview',
      'POST /v1/lookupcaches/7000000000000000000000a1/getData',
    ]);
  });
});

describe('a second pull', () => {
  it('changes nothing in an account that nobody edited', async () => {
    const fake = await startAccount();
    await pull(ORDERS);
    const before = contents();
    edit(fake.flows, ORDERS, { lastExecutedAt: '2026-06-01T00:00:00.000Z', lastModified: '2026-06-01T00:00:00.000Z' });
    edit(fake.connections, '9000000000000000000000a1', { offline: true });
    const { code, states } = await pull(ORDERS);
    expect(code).toBe(0);
    const { 'simulation.yaml': simulation, ...others } = states;
    expect(simulation).toBe('kept');
    expect(new Set(Object.values(others))).toEqual(new Set(['unchanged']));
    expect(contents()).toEqual(before);
  });

  it('shows an edit as a difference, writes it, and leaves simulation.yaml alone', async () => {
    const fake = await startAccount();
    await pull(ORDERS);
    writeFileSync(path('simulation.yaml'), '# mine\n');
    edit(fake.exports, 'e00000000000000000000001', { pageSize: 50 });
    const { code, out } = await runHere(['pull', ORDERS, path()]);
    expect(code).toBe(0);
    expect(out).toMatch(/^changed {4}exports\/e00000000000000000000001\.json$/m);
    expect(out).toContain('-  "pageSize": 20,\n+  "pageSize": 50,\n');
    expect(out).toMatch(/^kept {7}simulation\.yaml$/m);
    expect(read('exports/e00000000000000000000001.json')).toContain('"pageSize": 50');
    expect(read('simulation.yaml')).toBe('# mine\n');
  });

  it('shows an edited script as a difference of its text', async () => {
    const fake = await startAccount();
    await pull(REGIONS);
    const id = 'c00000000000000000000002';
    edit(fake.scripts, id, { content: read(`scripts/${id}.js`).replace("'high'", "'urgent'") });
    const { files: pulled } = await pull(REGIONS);
    const changed = pulled.filter(({ state }: { state: string }) => state === 'changed');
    expect(changed).toEqual([
      { file: `scripts/${id}.js`, state: 'changed', diff: expect.stringContaining("+const heavy = 'urgent'") },
    ]);
  });

  it('writes nothing with --dry-run', async () => {
    const fake = await startAccount();
    await pull(ORDERS);
    const before = contents();
    edit(fake.flows, ORDERS, { name: 'Orders to the ERP' });
    const { out } = await runHere(['pull', ORDERS, path(), '--dry-run']);
    expect(out).toContain('+  "name": "Orders to the ERP",');
    expect(out).toContain('1 changed, 9 unchanged, 1 kept; dry run: nothing was written');
    expect(contents()).toEqual(before);
    const first = path('first');
    await runHere(['pull', ORDERS, first, '--dry-run']);
    expect(existsSync(first)).toBe(false);
  });

  it('takes line ends that Git has changed for no difference', async () => {
    await startAccount();
    await pull(REGIONS);
    for (const file of files()) writeFileSync(path(file), read(file).replaceAll('\n', '\r\n'));
    const { states } = await pull(REGIONS);
    expect(Object.values(states)).not.toContain('changed');
  });

  it('leaves the document of a step that was removed on disk, and names it', async () => {
    const fake = await startAccount();
    await pull(SHIPMENTS);
    edit(fake.flows, SHIPMENTS, { pageProcessors: [] });
    const { code, out } = await runHere(['pull', SHIPMENTS, path()]);
    expect(code).toBe(0);
    expect(out).toMatch(/^gone {7}imports\/d00000000000000000000022\.json: no pulled document names it any more; /m);
    expect(files()).toContain('imports/d00000000000000000000022.json');
  });
});
