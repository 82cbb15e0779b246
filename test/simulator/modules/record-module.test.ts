import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRecordModule } from '../../../src/simulator/modules/open-record-module.ts';
import { folderWith } from '../folder.ts';

const PAGE = { pageIndex: 0 };

/** Opens a module of some code, which is closed when the test ends. */
async function open(code: string, settings: Parameters<typeof openRecordModule>[1] = { isApart: false }) {
  const path = join(folderWith({ 'records.mjs': code }), 'records.mjs');
  const module = await openRecordModule(path, settings);
  onTestFinished(() => module.close());
  return module;
}

const apart = { isApart: true, output: 'ignore' } as const;

describe.each([
  ['in this process', { isApart: false }],
  ['in a process of its own', apart],
] as const)('a module that takes records, %s,', { timeout: 120_000 }, (_, settings) => {
  it('answers each record, one after the other; nothing is null', async () => {
    const { apply } = await open(
      'let n = 0; export default async ({ id }) => (id === 2 ? undefined : { id, n: ++n });',
      settings,
    );
    expect(await apply([{ id: 1 }, { id: 2 }, { id: 3 }], PAGE)).toEqual({
      values: [{ id: 1, n: 1 }, null, { id: 3, n: 2 }],
    });
    expect(await apply([], PAGE)).toEqual({ values: [] });
  });

  it('fails the records for which it throws, each with its code, name or text', async () => {
    const { apply } = await open(
      `export default ({ id }) => {
        if (id === 1) throw Object.assign(new Error('no stock'), { code: 'empty' });
        if (id === 2) throw new TypeError('odd');
        if (id === 3) throw 'a text';
        return id;
      };`,
      settings,
    );
    const { values, failures } = await apply([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }], PAGE);
    expect(values).toEqual([undefined, undefined, undefined, 4]);
    expect([...(failures ?? [])].map(([at, thrown]) => [at, Object(thrown).code, Object(thrown).message])).toEqual([
      [0, 'empty', 'no stock'],
      [1, 'TypeError', 'odd'],
      [2, 'Error', 'a text'],
    ]);
  });

  it('says where a number that is none becomes null, and a function; nothing at all is null, too', async () => {
    const code = 'export default ({ id }) => [{ id }, { a: null, rate: id / 0 }, () => 1][id];';
    const { values, becomesNull } = await (await open(code, settings)).apply([{ id: 0 }, { id: 1 }, { id: 2 }], PAGE);
    expect(values).toEqual([{ id: 0 }, { a: null, rate: null }, null]);
    expect([...(becomesNull ?? [])]).toEqual([
      [1, 'response.rate'],
      [2, 'response'],
    ]);
  });

  it.each([
    ['undefined in a list', '{ a: [1, undefined] }', 'response.a[1]'],
    ['a function in an object', '{ a: { f: () => 1 } }', 'response.a.f'],
    ['a symbol', '{ s: Symbol() }', 'response.s'],
    ['a Map', '{ m: new Map([[1, 2]]) }', 'response.m'],
    ['a date that is none', '[new Date(NaN)]', 'response[0]'],
    ['a date, and an undefined field', '{ d: new Date(0), u: undefined, n: null, o: { toJSON: () => 1 } }', undefined],
  ])('says of %s where JSON loses it', async (_case, answer, path) => {
    const { becomesNull } = await (await open(`export default () => (${answer});`, settings)).apply([{}], PAGE);
    expect(becomesNull?.get(0)).toBe(path);
  });

  it('gets copies: what it writes into a record stays with it', async () => {
    const record = { id: 1 };
    const { apply } = await open('export default (one) => { one.id = 2; return one; };', settings);
    expect(await apply([record], PAGE)).toEqual({ values: [{ id: 2 }] });
    expect(record).toEqual({ id: 1 });
  });

  it.each([
    ['that exports no function', 'export default 5;', 'found number as the default export, expected a function'],
    ['that throws while it loads', "throw new Error('no luck');", 'no luck'],
  ])('%s is refused', async (_case, code, message) => {
    await expect(open(code, settings)).rejects.toThrow(message);
  });
});

/** What became of each record: its value, or the code of its failure. */
async function listOutcomes({ apply }: Awaited<ReturnType<typeof open>>, ...ids: number[]) {
  const { values, failures } = await apply(
    ids.map((id) => ({ id })),
    PAGE,
  );
  return values.map((value, at) => (failures?.has(at) ? Object(failures.get(at)).code : value));
}

describe('a process of a module', { timeout: 120_000 }, () => {
  it('that ends fails the records that it was at; the next ones find a new one', async () => {
    const module = await open(
      'let n = 0; export default ({ id }) => { if (id === 2) process.kill(process.pid, "SIGKILL"); return [id, ++n]; };',
      apart,
    );
    expect(await listOutcomes(module, 1)).toEqual([[1, 1]]);
    expect(await listOutcomes(module, 1, 2, 3)).toEqual(['process_ended', 'process_ended', 'process_ended']);
    expect(await listOutcomes(module, 3, 4)).toEqual([
      [3, 1],
      [4, 2],
    ]);
    const { failures } = await module.apply([{ id: 2 }], PAGE);
    expect(Object(failures?.get(0)).message).toMatch(/records\.mjs: the process ended \(SIGKILL/);
  });

  it('that cannot start again fails its records', async () => {
    const module = await open(
      `import { existsSync, writeFileSync } from 'node:fs';
       const loaded = new URL('loaded', import.meta.url);
       if (existsSync(loaded)) throw new Error('only once');
       writeFileSync(loaded, '');
       export default () => process.kill(process.pid, 'SIGKILL');`,
      apart,
    );
    expect(await listOutcomes(module, 1)).toEqual(['process_ended']);
    expect(await listOutcomes(module, 2)).toEqual(['module_failed']);
  });

  it('that loops is ended after the time of a page', async () => {
    const module = await open('export default ({ id }) => { while (id === 2); return id; };', {
      ...apart,
      timeout: 500,
    });
    expect(await listOutcomes(module, 2, 3)).toEqual(['function_timeout', 'function_timeout']);
    expect(await listOutcomes(module, 3)).toEqual([3]);
  });

  it('that loops is not waited for after an interruption', async () => {
    const interrupt = new AbortController();
    const module = await open('export default () => { for (;;); };', { ...apart, signal: interrupt.signal });
    const outcomes = listOutcomes(module, 1);
    interrupt.abort();
    expect(await outcomes).toEqual(['interrupted']);
  });

  it('that ends or loops while it loads is named', async () => {
    await expect(open('process.kill(process.pid, "SIGKILL");', apart)).rejects.toThrow(/the process ended/);
    await expect(open('for (;;);', { ...apart, loadTime: 50 })).rejects.toThrow(/mjs: was not loaded within 0\.05 s/);
  });

  it('that loops while it loads is given up by an interruption', async () => {
    const interrupt = new AbortController();
    const opening = open('for (;;);', { ...apart, signal: interrupt.signal });
    interrupt.abort();
    await expect(opening).rejects.toMatchObject({
      code: 'interrupted',
      message: expect.stringContaining('records.mjs'),
    });
    await expect(open('for (;;);', { ...apart, signal: AbortSignal.abort() })).rejects.toThrow(/was interrupted/);
  });
});

it('a module in this process that never answers fails its records after the time of a page', async () => {
  const module = await open('export default () => new Promise(() => {});', { isApart: false, timeout: 20 });
  expect(await listOutcomes(module, 1)).toEqual(['function_timeout']);
});
