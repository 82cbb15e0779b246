import { describe, expect, it } from 'vitest';
import { createModules, run } from '../flows.ts';
import { runSample } from './sample-flow.ts';

const { module } = createModules();

describe('a report', () => {
  it('names the flow, the modules of its stacks and its faults, and no folder outside of the flow', async () => {
    const report = await runSample('orders', { faults: { retryPage: 1 } });
    expect(report.run).toMatchObject({
      flow: 'orders',
      stacks: [{ id: '5000000000000000000000a1', name: 'orders', module: 'functions.mjs', generation: '2.0' }],
      faults: { retryPage: 1 },
      retry: false,
      platform: false,
    });
    expect(JSON.stringify(report.run)).not.toContain('/tmp');
  });

  it('shows the bare name of a module elsewhere, and that of the file that the caller names', async () => {
    const given = { module: module(''), retry: true };
    const { run: origin } = await run(given, { base: '/nowhere/at/all', file: '/home/me/orders.flow.yaml' });
    expect(origin).toMatchObject({ flow: 'orders.flow.yaml', retry: true });
    expect(origin.stacks[0]?.module).toMatch(/^functions-\d+\.mjs$/);
    expect((await run(given)).run).not.toHaveProperty('flow');
  });

  it('says how the function of each stage is called', async () => {
    const { stages } = await runSample('regions');
    const calledAt = (name: string) => stages.find((stage) => stage.name === name)?.called;
    expect(calledAt('Alarm: preMap')).toEqual({ kind: 'preMap', isScript: true });
    expect(calledAt('Archive')).toBeUndefined();
    const grouped = module('export const hooks = { f: ({ data }) => data.map((one) => ({ data: one })) };');
    const extension = { generation: '1.0' } as const;
    const older = await run({ module: grouped, extension, import: { hooks: { preMap: 'f' } } });
    expect(older.stages.find(({ name }) => name === 'preMap')?.called).toEqual({
      kind: 'preMap',
      type: 'hook',
      isScript: false,
    });
  });
});

describe('a page that is sent twice', () => {
  it('is reported with the records that were imported twice', async () => {
    const f = module(
      'export const f = ({ postMapData }) => postMapData.map(({ id }) => ({ statusCode: id === 4 ? 422 : 200 }));',
    );
    const { importedTwice, notes } = await run({ module: f, import: { wrapper: 'f' }, faults: { retryPage: 1 } });
    expect(importedTwice).toEqual([{ record: '1:0', stage: 'import' }]);
    expect(notes.map(({ message }) => message)).toContain(
      'import: page 1 was sent twice, and 1 record was imported twice: 1:0.',
    );
  });

  it('has errors that name the record the second time, too', async () => {
    const { errors } = await runSample('orders', { faults: { retryPage: 1 } });
    const refused = errors.filter(({ code }) => code === 'refused');
    expect(refused.map(({ record, traceKey }) => [record, traceKey])).toEqual([
      ['1:2', 'A6'],
      ['1:2', 'A6'],
    ]);
  });

  it('has a bounded list of them, and a note that names a few', async () => {
    const records = Array.from({ length: 1010 }, (_, id) => ({ id }));
    const given = { module: module(''), export: { records, pageSize: 2000 }, faults: { retryPage: 0 } };
    const { importedTwice, leftOut, notes } = await run(given);
    expect([importedTwice.length, leftOut.importedTwice]).toEqual([1000, 10]);
    expect(notes[0]?.message).toMatch(/ 1,010 records were imported twice: 0:0, 0:1, 0:2, 0:3, 0:4 and 1,005 more\.$/);
  });
});
