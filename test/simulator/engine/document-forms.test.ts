import { describe, expect, it } from 'vitest';
import { isEqual, refuseAccount, rules, rulesOf, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1 }];
/** Rules of a transformation, in its two versions. */
const FIRST = [[{ extract: 'id', generate: 'first' }]];
const SECOND = {
  mode: 'create',
  mappings: [{ generate: 'no', dataType: 'number', extract: '$.id', status: 'Active' }],
};

describe('documents of older or shorter forms:', () => {
  it('a flow of one export and one import has no generators and processors', async () => {
    const { report, written } = await runAccount({
      records,
      flow: { _id: null, name: null, pageGenerators: null, pageProcessors: null, _exportId: 'e1', _importId: 'd1' },
    });
    expect(written.d1).toEqual(records);
    expect(report.flow).toBe('flow');
  });

  it('a flow of one test export tells its functions that the run is a test', async () => {
    const { written } = await runAccount({
      exports: { e1: { type: 'test', _connectionId: 'w1', wrapper: { function: 'get' } } },
      flow: { pageGenerators: null, pageProcessors: [], _exportId: 'e1', _importId: 'd1' },
      code: 'export const get = ({ testMode }) => ({ data: [{ testMode }], lastPage: true });',
    });
    expect(written.d1).toEqual([{ testMode: true }]);
  });

  it('a flow without steps exports its records, and imports none', async () => {
    const { report } = await runAccount({ records, steps: [], imports: {} });
    expect(report.totals).toMatchObject({ exported: 1, imported: 0 });
  });

  it('stages are called by the ids of documents without a name, and a flow by its own', async () => {
    const { report } = await runAccount({
      records,
      exports: { e1: { name: null, _connectionId: 'w1' } },
      imports: { d1: { name: null } },
      connections: { w1: { name: null, wrapper: { _stackId: 's1', pingFunction: 'ping' } } },
      flow: { name: null },
      code: 'export const ping = () => ({ statusCode: 200 });',
    });
    expect([report.flow, ...report.stages.map(({ name }) => name)]).toEqual(['f1', 'ping w1', 'e1', 'd1']);
  });

  it('documents of one name have stages of names of their own', async () => {
    const { report } = await runAccount({
      records,
      exports: { e1: { name: 'Orders' } },
      imports: { d1: { name: 'Orders' } },
    });
    expect(report.stages.map(({ name }) => name)).toEqual(['Orders', 'Orders (2)']);
  });

  it('a step without a type is a lookup where it names an export', async () => {
    const exports = { e2: { mockOutput: { page_of_records: [] } } };
    const { report } = await runAccount({ records, exports, steps: [{ _exportId: 'e2' }, { _importId: 'd1' }] });
    expect(report.stages.map(({ kind }) => kind)).toEqual(['export', 'lookup', 'import']);
    expect(await refuseAccount({ records, steps: [{ type: 'export' }] })).toEqual([
      'flow.json: pageProcessors[0]._exportId: found none, expected exports/ID.json beside the flow',
    ]);
  });

  it.each<[string, object | null, unknown]>([
    ['no transformation', null, { id: 1 }],
    ['an empty one', {}, { id: 1 }],
    ['one without rules', rules(), { id: 1 }],
    ['the rules beside an expression', { rules: [[{ extract: 'id', generate: 'no' }]] }, { no: 1 }],
    ['an expression without rules', { type: 'expression', expression: { version: '1' } }, { id: 1 }],
    ['one of version 2 without rules', { expression: { version: '2' } }, { id: 1 }],
    [
      'one of version 2, which keeps the rest in mode modify',
      {
        expression: {
          version: '2',
          rulesTwoDotZero: {
            mode: 'modify',
            mappings: [{ generate: 'no', dataType: 'string', extract: '$.id', lookupName: 'a', status: 'Active' }],
            lookups: [{ name: 'a', map: { 1: 'one' } }],
          },
        },
      },
      { id: 1, no: 'one' },
    ],
    [
      'one of version 2 as a number, with rules of version 1 that are empty',
      { type: 'expression', expression: { version: 2, rules: [], rulesTwoDotZero: SECOND } },
      { no: 1 },
    ],
    ['the whole of version 2 beside it', { type: 'expression', version: '2', rulesTwoDotZero: SECOND }, { no: 1 }],
  ])('an export has %s', async (_, transform, expected) => {
    const { written, report } = await runAccount({ records, exports: { e1: { transform } } });
    expect(written.d1).toEqual([expected]);
    expect(warningsOf(report)).toEqual([]);
  });

  it('a transformation whose expression is empty has the rules beside it, and the report says so', async () => {
    const transform = { type: 'expression', expression: {}, rules: [[{ extract: 'id', generate: 'no' }]] };
    const { written, report } = await runAccount({ records, exports: { e1: { transform } } });
    expect(written.d1).toEqual([{ no: 1 }]);
    expect(rulesOf(report)).toContain('A transformation whose expression has no rules takes those beside it.');
  });

  it.each<[string, object, unknown, string]>([
    [
      'version 1 leaves rules of version 2',
      { expression: { version: '1', rules: FIRST, rulesTwoDotZero: SECOND } },
      { first: 1 },
      'transform.expression.rulesTwoDotZero: found rulesTwoDotZero, which have no effect: the version is 1',
    ],
    [
      'version 2 leaves rules of version 1',
      { expression: { version: '2', rules: FIRST, rulesTwoDotZero: SECOND } },
      { no: 1 },
      'transform.expression.rules: found rules, which have no effect: the version is 2',
    ],
    [
      'the type script leaves rules',
      { type: 'script', script: { _scriptId: 'c1', function: 'f' }, expression: { version: '1', rules: FIRST } },
      { script: 1 },
      'transform: found rules, which have no effect: the type is script',
    ],
    [
      'the type expression leaves a script',
      { type: 'expression', script: { _scriptId: 'c1', function: 'f' }, expression: { version: '1', rules: FIRST } },
      { first: 1 },
      'transform: found a script, which has no effect: the type is not script',
    ],
  ])('in a transformation, %s without effect, with a warning', async (_, transform, expected, warning) => {
    const scripts = { c1: 'function f (options) { return { script: options.record.id } }' };
    const { written, report } = await runAccount({ records, scripts, exports: { e1: { transform } } });
    expect(written.d1).toEqual([expected]);
    expect(warningsOf(report)).toEqual([`exports/e1.json: ${warning}`]);
  });

  it('empty objects and lists mean that nothing is configured', async () => {
    const { report, written } = await runAccount({
      records,
      exports: { e1: { hooks: {}, filter: {}, transform: {}, delta: {}, groupByFields: [], file: {}, type: null } },
      imports: { d1: { hooks: {}, filter: {}, mapping: { fields: [], lists: [] }, mappings: [], lookups: [] } },
      steps: [step('d1', { hooks: {}, responseMapping: { fields: [], lists: [] } })],
    });
    expect(written.d1).toEqual(records);
    expect(report).toMatchObject({ warnings: [], readings: [] });
  });

  it.each(['webhook', 'distributed', 'stream', 'blob', 'simple', 'tranlinedelta'])(
    'an export of the type %s runs with given records',
    async (type) => {
      const { written } = await runAccount({ records, exports: { e1: { type, delta: { startDate: 'none' } } } });
      expect(written.d1).toEqual(records);
    },
  );

  it('an import without settings answers by itself, and writes no file', async () => {
    const { report, written } = await runAccount({ records, simulation: { imports: { d1: null } } });
    expect(written.d1).toEqual([]);
    expect(report.totals.imported).toBe(1);
  });

  it('a file of another ending has a line for each record', async () => {
    const simulation = { imports: { d1: { file: 'out.txt' } } };
    const { report } = await runAccount({ records, simulation });
    expect(report.totals.imported).toBe(1);
  });
});

describe('what an expression finds around a record:', () => {
  it('the settings in scope, the connection and the time of the run', async () => {
    const entry = (generate: string, extract: string) => ({ generate, dataType: 'string', extract, status: 'Active' });
    const { report, written } = await runAccount({
      records,
      connections: { x1: { name: 'Shop', settings: { a: 1 } } },
      imports: {
        d1: {
          _connectionId: 'x1',
          mappings: [
            entry('name', '{{connection.name}}'),
            entry('a', '{{settings.connection.a}}'),
            entry('at', '{{timestamp "YYYY"}}'),
          ],
        },
      },
    });
    expect(written.d1).toEqual([{ name: 'Shop', a: '1', at: report.startedAt.slice(0, 4) }]);
  });

  it('nothing that makes a trace key: the record has none, which is said', async () => {
    const { report, written } = await runAccount({
      records: [{ text: '{' }, { text: '5' }],
      exports: { e1: { traceKeyTemplate: '{{jsonParse text}}' } },
    });
    expect(written.d1).toHaveLength(2);
    expect(report.journey.map(({ traceKey }) => traceKey)).toEqual([undefined, '5']);
    expect(warningsOf(report)).toEqual([
      expect.stringMatching(/^exports\/e1\.json: traceKeyTemplate: found a record without a trace key: /),
    ]);
  });
});

it('a record that JSON cannot hold is refused by its place', async () => {
  const [given] = await refuseAccount({ simulation: { exports: { e1: { records: [{}, { id: 1n }] } } } });
  expect(given).toMatch(/^simulation\.yaml: exports\.e1\.records\[1\]: expected what JSON can hold/);
});

it('the filter of a branch may be absent or null: the branch takes everything', async () => {
  const { written } = await runAccount({
    records,
    imports: { d1: {}, d2: {} },
    routers: [
      {
        id: 'r1',
        routeRecordsTo: 'all_matching_branches',
        branches: [
          { name: null, inputFilter: null, pageProcessors: [step('d1')], nextRouterId: '' },
          { inputFilter: isEqual('id', '2'), pageProcessors: [step('d2')] },
        ],
      },
    ],
  });
  expect(written).toEqual({ d1: records, d2: [] });
});
