import { describe, expect, it } from 'vitest';
import { type Account, omissionsOf, refuseAccount, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1, lines: [{ n: 1 }, { n: 2 }] }];
const mockOutput = { page_of_records: [{ record: { rate: 5 } }] };
const configuration = { mode: 'fast' };

describe('what one part says and another would have to switch on is warned of:', () => {
  it('pathToMany without oneToMany, whose step gets each record as a whole', async () => {
    const { report, written } = await runAccount({
      records,
      exports: { e2: { pathToMany: 'lines', mockOutput } },
      imports: { d1: { pathToMany: 'lines', oneToMany: false } },
      steps: [step('e2'), step('d1')],
    });
    expect(written.d1).toEqual(records);
    const message = 'pathToMany: found it without oneToMany, expected oneToMany true: the platform splits no record';
    expect(warningsOf(report)).toEqual([`exports/e2.json: ${message}`, `imports/d1.json: ${message}`]);
  });

  it('an empty pathToMany is none', async () => {
    const { report } = await runAccount({ records, imports: { d1: { pathToMany: '' } } });
    expect(warningsOf(report)).toEqual([]);
  });

  it.each<[string, Account, string]>([
    [
      'the configuration of an export’s hook',
      { exports: { e1: { hooks: { preSavePage: { configuration } } } } },
      'exports/e1.json: hooks.preSavePage: found configuration without a function: the platform calls nothing',
    ],
    [
      'the configuration of an import’s hook',
      { imports: { d1: { hooks: { preMap: { _stackId: '', function: '', configuration } } } } },
      'imports/d1.json: hooks.preMap: found configuration without a function: the platform calls nothing',
    ],
    [
      'the configuration of a step’s hook',
      { steps: [step('d1', { hooks: { postResponseMap: { configuration, fileInternalId: '7' } } })] },
      'flow.json: pageProcessors[0].hooks.postResponseMap: found configuration and fileInternalId without a function: the platform calls nothing',
    ],
    [
      'the configuration of a hook that a step has not',
      { steps: [step('d1', { hooks: { preMap: { configuration } } })] },
      'flow.json: pageProcessors[0].hooks.preMap: found a hook, which the platform drops here; expected it on imports/d1.json',
    ],
    [
      'the configuration of a hook for files, on an import without one',
      { imports: { d1: { hooks: { postAggregate: { configuration } } } } },
      'imports/d1.json: hooks.postAggregate: found it on an import without file: the platform calls it only where records are aggregated',
    ],
    [
      'the configuration of a wrapper without a function',
      { imports: { d1: { wrapper: { configuration } } }, simulation: { imports: { d1: { file: 'out/d1.ndjson' } } } },
      'imports/d1.json: wrapper: found a configuration without a function: the platform calls nothing',
    ],
  ])('%s', async (_, account, warning) => {
    const { report } = await runAccount({ records, ...account });
    expect(report.totals.imported).toBe(1);
    expect(warningsOf(report)).toEqual([warning]);
  });

  it('a hook with an empty configuration is none', async () => {
    const hooks = { preMap: { configuration: {} }, postMap: {}, postSubmit: null };
    const { report } = await runAccount({ records, imports: { d1: { hooks } } });
    expect(warningsOf(report)).toEqual([]);
  });

  it('the settings that find an answer in a file, where none is read', async () => {
    const match = { record: 'id', answer: 'id' };
    const warnings = async (d1: object, files = {}) =>
      warningsOf((await runAccount({ records, simulation: { imports: { d1: { match, ...d1 } } }, files })).report);
    const message = 'simulation.yaml: imports.d1.match: found it without answers to choose from: it has no effect';
    expect(await warnings({ respond: 'echo' })).toEqual([message]);
    expect(await warnings({})).toEqual([message]);
    expect(await warnings({ respond: 'a.mjs' }, { 'a.mjs': 'export default () => ({ id: 1 });' })).toEqual([message]);
    expect(await warnings({ respond: 'a.json' }, { 'a.json': '[{ "id": 1 }]' })).toEqual([]);
  });
});

describe('a template without an expression names all records alike, which is said:', () => {
  it.each([
    ['traceKeyTemplate', { traceKey: 'id' }, 'trace key'],
    ['dataURITemplate', {}, 'link to its data'],
  ])('the %s of an export', async (key, journey, what) => {
    const { report } = await runAccount({ records, exports: { e1: { [key]: 'id' } } });
    expect(report.journey).toMatchObject([journey]);
    expect(warningsOf(report)).toEqual([
      `exports/e1.json: ${key}: found a template without an expression: each record has the same ${what}`,
    ]);
  });

  it('the templates of an import', async () => {
    const d1 = { oneToMany: true, pathToMany: 'lines', traceKeyTemplate: '{n}', dataURITemplate: 'https://a.example' };
    const { report } = await runAccount({ records, exports: { e1: { traceKeyTemplate: '{{id}}' } }, imports: { d1 } });
    const alike = 'found a template without an expression: each record has the same';
    expect(warningsOf(report)).toEqual([
      `imports/d1.json: traceKeyTemplate: ${alike} trace key`,
      `imports/d1.json: dataURITemplate: ${alike} link to its data`,
    ]);
  });
});

describe('an export without records', () => {
  const NONE = 'found no record, expected one at least';

  it('whose mockOutput is empty is warned of', async () => {
    const { report, written } = await runAccount({ records: [], steps: [step('d1')] });
    expect(written.d1).toEqual([]);
    expect(warningsOf(report)).toEqual([
      `exports/e1.json: mockOutput.page_of_records: ${NONE}: the export gives none, and the flow is not tried with any`,
    ]);
  });

  it('that is a lookup with an empty mockOutput is warned of, and finds nothing', async () => {
    const { report, written } = await runAccount({
      records,
      exports: { e2: { mockOutput: { page_of_records: [] } } },
      steps: [step('e2'), step('d1')],
    });
    expect(written.d1).toEqual(records);
    expect(warningsOf(report)[0]).toContain(`exports/e2.json: mockOutput.page_of_records: ${NONE}`);
  });

  it('by simulation.yaml is warned of', async () => {
    const { report } = await runAccount({ records, simulation: { exports: { e1: { records: [] } } } });
    expect(warningsOf(report)).toEqual([
      `simulation.yaml: exports.e1.records: ${NONE}: nothing comes to the steps of the flow`,
    ]);
  });

  it('is refused for a group without rows', async () => {
    expect(await refuseAccount({ records: [[]] })).toEqual([
      'exports/e1.json: mockOutput.page_of_records[0].rows: found no row, expected one at least: no group is empty',
    ]);
  });
});

it('a lookup reads no file, which is named', async () => {
  const file = {
    groupByFields: ['id'],
    groupEmptyValues: true,
    sortByFields: [{ field: 'id' }],
    csv: { trimSpaces: true },
  };
  const { report } = await runAccount({
    records,
    exports: { e2: { mockOutput, file } },
    steps: [step('e2'), step('d1')],
  });
  expect(omissionsOf(report).map((line) => line.split(': ')[1])).toEqual([
    'file.groupByFields',
    'file.groupEmptyValues',
    'file.sortByFields',
    'file.csv',
  ]);
});
