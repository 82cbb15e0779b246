import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createModules, type Given, records, run } from '../flows.ts';

const { module, path, write } = createModules();

/** A module whose functions pass on what they get. Each writes its options to a file. */
const passing = (file: string) => `
  import { appendFileSync } from 'node:fs';
  const keep = (name, answer) => (options) => {
    appendFileSync(${JSON.stringify(file)}, JSON.stringify([name, options]) + '\\n');
    return answer(options);
  };
  export const ping = keep('ping', () => ({ statusCode: 200 }));
  export const save = keep('save', ({ data, errors }) => ({ data, errors }));
  export const drop = keep('drop', ({ data }) => ({ data }));
  export const put = keep('put', ({ postMapData }) => postMapData.map(({ id }) => ({ statusCode: id === 1 ? 401 : 200 })));
  export const submitted = keep('submitted', ({ responseData }) => responseData);
  export const mapped = keep('mapped', ({ postResponseMapData }) => postResponseMapData);
  export const end = keep('end', () => {});
  export const hooks = { save };`;

let count = 0;

/** Runs a flow of these functions, and returns the options of the first call of each, by its name. */
async function runPassing(given: Omit<Given, 'module'>) {
  count += 1;
  const file = path(`sent-${count}.ndjson`);
  const report = await run({ module: module(passing(file)), ...given });
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const sent = Object.fromEntries(lines.map((line) => JSON.parse(line) as [string, Record<string, unknown>]).reverse());
  return { report, sent };
}

describe('a flow sends', () => {
  it('the id of the parent integration', async () => {
    const ids = { _parentIntegrationId: 'p1' };
    const { sent } = await runPassing({ ids, export: { hooks: { preSavePage: 'save' } } });
    expect(sent.save).toMatchObject({ _parentIntegrationId: 'p1' });
  });

  it('the file of each record to preSavePage, if the export reads a file', async () => {
    const hooks = { preSavePage: 'save' };
    const { sent } = await runPassing({ export: { file: write('in.json', '[{"id":1},{"id":2}]'), hooks } });
    const file = { fileMeta: { fileName: 'in.json' } };
    expect(sent.save).toMatchObject({ files: [file, file] });
    expect((await runPassing({ export: { hooks } })).sent.save).not.toHaveProperty('files');
  });

  it.each([
    ['1.0', 'test', true],
    ['1.0', 'all', false],
    ['2.0', 'test', undefined],
  ] as const)('preview to hooks of generation %s for the type %s: %s', async (generation, type, preview) => {
    const { sent } = await runPassing({
      extension: { generation },
      export: { type, hooks: { preSavePage: 'save' } },
    });
    expect(sent.save?.preview).toBe(preview);
  });

  it('oneToMany and pathToMany of its import to postResponseMap', async () => {
    const hooks = { postResponseMap: 'mapped' };
    const { sent } = await runPassing({
      export: { records: [{ id: 1, lines: [{ n: 1 }] }] },
      import: { hooks, oneToMany: true, pathToMany: 'lines' },
    });
    expect(sent.mapped).toMatchObject({ oneToMany: true, pathToMany: 'lines' });
    const { sent: usual } = await runPassing({ import: { hooks } });
    expect(usual.mapped).toMatchObject({ oneToMany: false });
    expect(usual.mapped).not.toHaveProperty('pathToMany');
  });

  it('the id of the import to the ping of an import’s connection', async () => {
    const connection = { ping: 'ping' };
    const { sent } = await runPassing({ connection, import: { wrapper: 'put' } });
    expect(sent.ping).toHaveProperty('_importId');
    expect(sent.ping).not.toHaveProperty('_exportId');
  });

  it('errors and ignored in each result, and 403 for the 401 of a wrapper', async () => {
    const { report, sent } = await runPassing({ import: { wrapper: 'put', hooks: { postSubmit: 'submitted' } } });
    expect(sent.submitted).toMatchObject({
      responseData: [
        { statusCode: 403, errors: [], ignored: false },
        { statusCode: 200, errors: [], ignored: false },
      ],
    });
    expect(report).toMatchObject({ ending: 'offline', reason: expect.stringContaining('import') });
  });
});

describe('a record that fails in the export', () => {
  const faults = { failExport: [1] };

  it('is an error with retry data for preSavePage, and is retried if its error is returned', async () => {
    const { report, sent } = await runPassing({ faults, retry: true, export: { hooks: { preSavePage: 'save' } } });
    expect(sent.save).toMatchObject({
      data: [{ id: 1 }],
      errors: [{ code: 'injected_fault', source: 'export', retryDataKey: 'export-1' }],
      retryData: { 'export-1': { data: { id: 2 }, stage: 'export', traceKey: 'export-1' } },
    });
    expect(report.errors).toMatchObject([{ stage: 'preSavePage', page: 0, record: 'export-1' }]);
    expect(report.totals).toMatchObject({ exported: 4, imported: 5, retried: 1, errors: 1 });
    expect(report.breaches).toEqual([]);
  });

  it('is dropped with its error by preSavePage', async () => {
    const { report } = await runPassing({ faults, retry: true, export: { hooks: { preSavePage: 'drop' } } });
    expect(report.totals).toMatchObject({ exported: 4, imported: 4, retried: 0, errors: 0 });
  });

  it('is retried without a hook too', async () => {
    const report = await run({ module: module('export const f = 1;'), faults, retry: true });
    expect(report.totals).toMatchObject({ exported: 4, imported: 5, retried: 1, errors: 1 });
  });
});

describe('the end of a flow', () => {
  it('sends postAggregate the error of a failed aggregation', async () => {
    const hooks = { postAggregate: 'end' };
    const faults = { failAggregation: true } as const;
    const { sent } = await runPassing({ faults, import: { hooks, skipAggregation: false } });
    expect(sent.end).toMatchObject({ postAggregateData: { success: false, code: 'injected_fault', source: 'import' } });
  });

  it('comes at once if a ping answers another status than 200', async () => {
    const refusing = module('export const ping = () => ({ statusCode: 403 });');
    const report = await run({ module: refusing, connection: { ping: 'ping' } });
    expect(report).toMatchObject({
      ending: 'stopped',
      reason: expect.stringContaining('403'),
      totals: { pages: 0, exported: 0 },
    });
  });

  it('counts no record as imported whose page postResponseMap has failed', async () => {
    const failing = module(`export const f = ({ postResponseMapData: [{ id }] }) => {
      if (id === 3) throw new Error('no');
      return [${JSON.stringify(records[0])}, {}];
    };`);
    const report = await run({ module: failing, import: { hooks: { postResponseMap: 'f' } } });
    expect(report).toMatchObject({ ending: 'stopped', totals: { exported: 4, imported: 2 } });
  });
});
