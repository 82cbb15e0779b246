import { describe, expect, it } from 'vitest';
import { createModules, records, run, stageOf } from '../flows.ts';

const { module } = createModules();

const outcomes = ({ journey }: Awaited<ReturnType<typeof run>>) =>
  journey.map(({ key, outcome }) => `${key} ${outcome}`);

describe('a wrapper export', () => {
  const paged = module(`
    const all = [1, 2, 3, 4, 5].map((id) => ({ id }));
    export const f = ({ state = { from: 0 } }) => {
      const data = all.slice(state.from, state.from + 2);
      return { data, lastPage: state.from + 2 >= all.length, state: { from: state.from + 2 } };
    };
    export const offline = ({ state }) => state
      ? { connectionOffline: true, data: [{ id: 9 }], errors: [{ code: 'down', message: 'No line.' }] }
      : { data: all, state: {}, errors: [{ code: 'odd', message: 'Odd page.' }] };
    export const five = ({ state = { left: 5 } }) =>
      state.left > 0 ? { data: [], state: { left: 0 } } : { data: [], lastPage: Date.now() > globalThis.until, state };
  `);

  it('is called with its last state, until its last page', async () => {
    const report = await run({ module: paged, export: { wrapper: 'f' } });
    expect(report.totals).toMatchObject({ pages: 3, exported: 5, imported: 5 });
    expect(stageOf(report, 'export')).toMatchObject({ calls: 3, output: 5 });
    expect(report.journey.map(({ stages }) => stages[0]?.output)).toEqual(records);
  });

  it('takes its connection offline, and that response makes no page', async () => {
    const report = await run({ module: paged, export: { wrapper: 'offline' } });
    expect(report).toMatchObject({ ending: 'offline', totals: { pages: 1, imported: 5, errors: 2 }, breaches: [] });
    expect(report.reason).toContain('offline took the connection offline with connectionOffline on page 1: No line.');
    expect(report.errors).toEqual([
      { code: 'odd', message: 'Odd page.', stage: 'export', page: 0 },
      { code: 'down', message: 'No line.', stage: 'export', page: 1 },
    ]);
  });
});

describe('an export without data', () => {
  it('is an empty page', async () => {
    const f = module('export const f = () => ({ lastPage: true });');
    const report = await run({ module: f, export: { wrapper: 'f' } });
    expect(report).toMatchObject({ ending: 'done', totals: { pages: 1, exported: 0 } });
  });
});

describe('preSavePage', () => {
  it('makes other records where it drops the field that tells them apart, and may report errors of any shape', async () => {
    const f = module(
      'export const f = ({ data }) => ({ data: data.map(({ id }) => ({ name: id })), errors: [{ code: 1 }] });',
    );
    const report = await run({ module: f, export: { pageSize: 5, hooks: { preSavePage: 'f' } } });
    expect(outcomes(report)).toEqual([
      ...['0:0', '0:1', '0:2', '0:3', '0:4'].map((key) => `${key} replaced`),
      ...['0:+0', '0:+1', '0:+2', '0:+3', '0:+4'].map((key) => `${key} imported`),
    ]);
    expect(report.totals).toMatchObject({ exported: 5, added: 5, replaced: 5, ignored: 0, imported: 5 });
    expect(report.errors).toEqual([{ code: '1', message: '{"code":1}', stage: 'preSavePage', page: 0 }]);
  });

  it('drops, adds, changes and moves records, and each keeps its journey', async () => {
    const f = module(`export const f = ({ data }) => ({
      data: [...data.filter(({ id }) => id !== 2).map((one) => ({ ...one, seen: true })).reverse(), { id: 99 }],
    });`);
    const { journey, totals } = await run({ module: f, export: { pageSize: 3, hooks: { preSavePage: 'f' } } });
    expect(totals).toMatchObject({ exported: 5, imported: 6, ignored: 0, replaced: 1, added: 2 });
    const saved = journey.map(({ key, stages }) => [key, stages.find(({ name }) => name === 'import')?.input]);
    expect(Object.fromEntries(saved)).toEqual({
      '0:0': { id: 1, seen: true },
      '0:1': undefined,
      '0:2': { id: 3, seen: true },
      '0:+0': { id: 99 },
      '1:0': { id: 4, seen: true },
      '1:1': { id: 5, seen: true },
      '1:+0': { id: 99 },
    });
  });

  it('matches records by their whole content if no field identifies them, and changed ones by their place', async () => {
    const f = module(`export const f = ({ data }) => ({ data: data.filter(([row]) => row.a !== 'y') });
      export const g = ({ data }) => ({ data: data.map(() => ({ a: 'z' })) });`);
    const rows = [[{ a: 'x' }], [{ a: 'y' }], [{ a: 'z' }], [{ a: 'x' }]];
    const given = { module: f, export: { records: rows, pageSize: 4, hooks: { preSavePage: 'f' } } };
    expect(outcomes(await run(given))).toEqual(['0:0 imported', '0:1 ignored', '0:2 imported', '0:3 imported']);
    const same = [{ a: 'x' }, { a: 'x' }];
    const all = await run({ module: f, export: { records: same, hooks: { preSavePage: 'g' } } });
    expect(outcomes(all)).toEqual(['0:0 imported', '0:1 imported']);
    const none = await run({ module: f, export: { records: [], hooks: { preSavePage: 'g' } } });
    expect(none.totals.pages).toBe(0);
  });

  it('ends the export by abort, and its page goes on', async () => {
    const f = module('export const f = ({ data, pageIndex }) => ({ data, abort: pageIndex === 1 });');
    const report = await run({ module: f, export: { hooks: { preSavePage: 'f' } } });
    expect(report).toMatchObject({ ending: 'aborted', totals: { pages: 2, imported: 4 }, breaches: [] });
    expect(report.reason).toBe('f (preSavePage) answered with abort on page 1');
  });

  it('reports errors of its own, of records that can be retried and of none', async () => {
    const f = module(`export const f = ({ data }) => ({
      data: data.filter(({ id }) => id !== 2),
      errors: [{ code: 'page', message: 'A page.' }],
      newErrorsAndRetryData: [
        ...data.filter(({ id }) => id === 2 || id === 3).map((one) => ({
          retryData: one, errors: [{ code: 'no', message: 'Not now.', source: 'hook' }],
        })),
        { retryData: 7, errors: [] },
      ],
    });`);
    const report = await run({ module: f, retry: true, export: { pageSize: 3, hooks: { preSavePage: 'f' } } });
    expect(report.totals).toMatchObject({ exported: 5, imported: 6, errors: 4, retried: 2 });
    expect(report.errors.filter(({ record }) => record)).toEqual([
      { code: 'no', message: 'Not now.', source: 'hook', stage: 'preSavePage', page: 0, record: '0:1' },
    ]);
    expect(outcomes(report)).toContain('0:1 imported');
  });
});

describe('preMap and postMap', () => {
  it('ignore by {}, fail by errors alone, and go on with data and errors', async () => {
    const f = module(`
      const error = { code: 'odd', message: 'Odd.' };
      export const f = ({ data }) => data.map((one) =>
        [{}, { errors: [error] }, { data: one, errors: [error] }, { data: one, errors: [] }, null][one.id - 1]);`);
    const report = await run({ module: f, export: { pageSize: 5 }, import: { hooks: { preMap: 'f' } } });
    expect(outcomes(report)).toEqual(['0:0 ignored', '0:1 failed', '0:2 imported', '0:3 imported', '0:4 ignored']);
    expect(stageOf(report, 'preMap')).toEqual({ calls: 1, input: 5, output: 2, ignored: 2, errors: 2 });
    expect(report.errors.map(({ record }) => record)).toEqual(['0:1', '0:2']);
  });

  it('run before and after the mapping, with corresponding records', async () => {
    const f = module(`
      export const before = ({ data }) => data.map((one) => (one.id === 2 ? {} : { data: one }));
      export const after = ({ preMapData, postMapData }) => postMapData.map((one, i) =>
        (one.key === 3 ? {} : { data: { ...one, was: preMapData[i].id } }));
      export const seen = ({ preMapData, postMapData }) =>
        postMapData.map((one, i) => ({ statusCode: 200, _json: { was: preMapData[i].id, is: one } }));`);
    const report = await run({
      module: f,
      export: { pageSize: 5 },
      import: {
        wrapper: 'seen',
        mapping: { fields: [{ extract: 'id', generate: 'key' }] },
        hooks: { preMap: 'before', postMap: 'after' },
      },
    });
    const imported = report.journey.flatMap(({ stages }) => stages.filter(({ name }) => name === 'import'));
    expect(imported.map(({ output }) => output)).toEqual(
      [1, 4, 5].map((id) => ({ statusCode: 200, _json: { was: id, is: { key: id, was: id } } })),
    );
    expect(stageOf(report, 'mapping')).toMatchObject({ input: 4, output: 4 });
  });

  it('end a page of which they ignore every record', async () => {
    const f = module('export const f = ({ data, postMapData }) => (data ?? postMapData).map(() => ({}));');
    const first = await run({ module: f, import: { hooks: { preMap: 'f', postMap: 'f' } } });
    expect(first.totals).toMatchObject({ imported: 0, ignored: 5 });
    expect(stageOf(first, 'postMap')).toMatchObject({ calls: 0 });
    const second = await run({ module: f, import: { hooks: { postMap: 'f' } } });
    expect(stageOf(second, 'import')).toMatchObject({ input: 0 });
  });
});

describe('the mapping', () => {
  it('fails a record that it cannot map, and names it', async () => {
    const f = module(`export default ({ id, ...more }) => {
      if (id === 2) throw new Error('No two.');
      return id === 3 ? undefined : { id, at: new Date(0) };
    };`);
    const report = await run({ module: f, import: { mapping: { function: f } } });
    expect(report.breaches.map(({ record, rule, message }) => [record, rule, message.split(': ')[1]])).toEqual([
      ['0:1', 'mapping', 'No two. A mapping makes one record of each record. The record fails.'],
      ['1:0', 'mapping', 'found null, expected a record. A mapping makes one record of each record. The record fails.'],
    ]);
    expect(outcomes(report)).toEqual(['0:0 imported', '0:1 failed', '1:0 failed', '1:1 imported', '2:0 imported']);
    expect(report.journey[0]?.stages.at(-1)?.input).toEqual({ id: 1, at: '1970-01-01T00:00:00.000Z' });
  });
});

describe('a page that fails', () => {
  it('fails all of its records, and no other page', async () => {
    const f = module(`export const f = ({ data }) => {
      if (data[0].id === 3) throw new Error('No three.');
      return data.map((one) => ({ data: one }));
    };`);
    const report = await run({ module: f, import: { hooks: { preMap: 'f' } } });
    expect(outcomes(report)).toEqual(['0:0 imported', '0:1 imported', '1:0 failed', '1:1 failed', '2:0 imported']);
    expect(report.errors.map(({ record, message }) => `${record} ${message}`)).toEqual([
      '1:0 No three.',
      '1:1 No three.',
    ]);
    expect(report.pages.map(({ page, failed, errors }) => ({ page, failed, errors }))).toEqual([
      { page: 0, failed: false, errors: 0 },
      { page: 1, failed: true, errors: 2 },
      { page: 2, failed: false, errors: 0 },
    ]);
  });
});
