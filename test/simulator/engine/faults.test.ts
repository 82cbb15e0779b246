import { describe, expect, it } from 'vitest';
import { createModules, run, stageOf } from '../flows.ts';

const { module } = createModules();

const counting = `
  let calls = 0;
  export const f = ({ data }) => { calls += 1; return data.map((one) => ({ data: { ...one, calls } })); };`;

describe('a flow with faults', () => {
  it('has several pages in flight at once, reported in their order', async () => {
    const given = { module: module(counting), import: { hooks: { preMap: 'f' } } };
    const faults = { concurrency: 3 };
    const { pages, journey, totals } = await run({ ...given, faults });
    expect(totals).toMatchObject({ pages: 3, imported: 5 });
    expect(pages.map(({ page }) => page)).toEqual([0, 1, 2]);
    expect(journey.map(({ key }) => key)).toEqual(['0:0', '0:1', '1:0', '1:1', '2:0']);
  });

  it('sends a page through its import twice, and counts its records once', async () => {
    const given = { module: module(counting), import: { hooks: { preMap: 'f' } }, faults: { retryPage: 1 } };
    const report = await run(given);
    expect(report.totals).toMatchObject({ pages: 4, exported: 5, imported: 5 });
    expect(report.pages.map(({ page, retried }) => `${page} ${retried}`)).toEqual([
      '0 false',
      '1 false',
      '1 true',
      '2 false',
    ]);
    expect(stageOf(report, 'import')).toMatchObject({ input: 7 });
  });

  it('sends again what the stages of the export have let through, and not what was exported', async () => {
    const tidy = module(`
      export const tidy = ({ data }) => ({ data: data.filter(({ id }) => id !== 1).map(({ id }) => ({ no: id })) });
      export const put = ({ postMapData }) => postMapData.map(({ no }) => ({ statusCode: 200, id: 'n' + no }));`);
    const report = await run({
      module: tidy,
      export: { hooks: { preSavePage: 'tidy' } },
      import: { wrapper: 'put' },
      faults: { retryPage: 0 },
    });
    expect(report.importedTwice).toEqual([{ record: '0:+0', stage: 'import' }]);
    expect(stageOf(report, 'import')).toMatchObject({ input: 5, output: 5 });
    expect(report.totals).toMatchObject({ exported: 5, imported: 4, errors: 0 });
  });

  it('sends no page again that has failed in the export', async () => {
    const failing = module('export const f = () => { throw new Error("no"); };');
    const given = { module: failing, export: { hooks: { preSavePage: 'f' } }, faults: { retryPage: 0 } };
    expect(await run(given)).toMatchObject({ totals: { pages: 1, imported: 0 }, ending: 'stopped' });
  });

  it('fails records that are never imported', async () => {
    const seen = module(
      'export const f = ({ postMapData }) => postMapData.map(({ id }) => ({ statusCode: 200, id: "n" + id }));',
    );
    const faults = {
      failImport: [
        { record: 2, status: 422 as const },
        { record: 3, status: 422 as const },
      ],
    };
    const report = await run({ module: seen, import: { wrapper: 'f' }, faults });
    expect(report.totals).toMatchObject({ imported: 3, errors: 2 });
    expect(report.errors[0]).toMatchObject({ code: 'injected_fault', record: '1:0' });
    expect(stageOf(report, 'import')).toMatchObject({ calls: 2 });
    const offline = await run({ module: seen, faults: { failImport: [{ record: 0, status: 401 }] } });
    expect(offline).toMatchObject({ ending: 'offline', totals: { pages: 1, imported: 1 } });
    const dropping = module('export const f = ({ data }) => ({ data: data.slice(1) });');
    const dropped = await run({
      module: dropping,
      export: { hooks: { preSavePage: 'f' } },
      faults: { failImport: [{ record: 0, status: 422 }] },
    });
    expect(dropped.totals).toMatchObject({ errors: 0, imported: 2 });
  });

  it('retries none of them again', async () => {
    const report = await run({
      module: module(counting),
      retry: true,
      faults: { failImport: [{ record: 0, status: 422 }] },
    });
    expect(report.totals).toMatchObject({ imported: 5, errors: 1, retried: 1 });
  });

  it('goes offline before a page', async () => {
    const report = await run({ module: module(counting), faults: { offlineAt: 1 } });
    expect(report).toMatchObject({ ending: 'offline', totals: { pages: 1 } });
    expect(report.reason).toBe('The connection went offline before page 1, as the flow says');
  });

  it("is slow, at the expense of the functions' time", async () => {
    const given = { module: module(counting), export: { records: [{ id: 1 }] }, import: { hooks: { preMap: 'f' } } };
    const report = await run({ ...given, faults: { slow: 30 } });
    expect(report.stages.find(({ name }) => name === 'preMap')?.ms).toBeGreaterThanOrEqual(29);
    const late = await run({ ...given, extension: { timeout: 10 }, faults: { slow: 30 } });
    expect(late.breaches[0]).toMatchObject({ rule: 'in-time' });
  });
});
