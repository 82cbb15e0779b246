import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { omissionsOf, refuseAccount, rules, rulesOf, runAccount, step, warningsOf } from './account.ts';

const records = [{ id: 1, region: 'EU' }];
const dynamic = { name: 'erp', relativeURI: '/find', method: 'GET', extract: '$.id' };
const table = { name: 'market', map: { EU: 'Europe' }, allowFailures: true };

describe('the lookups of an import', () => {
  it('are compiled where a mapping uses them: a dynamic one that nothing uses is no obstacle', async () => {
    const mapping = { fields: [{ extract: 'region', generate: 'market', lookupName: 'market' }] };
    const { written } = await runAccount({ records, imports: { d1: { mapping, lookups: [dynamic, table] } } });
    expect(written.d1).toEqual([{ market: 'Europe' }]);
  });

  it('are refused at their place if they are used and ask another system', async () => {
    const mapping = { fields: [{ extract: 'id', generate: 'erp', lookupName: 'erp' }] };
    const [refusal] = await refuseAccount({
      records,
      imports: { d1: { mapping, http: { lookups: [table, dynamic] } } },
    });
    expect(refusal).toContain('http.lookups[1]');
    expect(refusal).toContain('lookups: { erp: { key: value } }');
  });
});

describe('functions of SuiteScript', () => {
  it.each([
    [
      'of an import',
      { imports: { d1: { netsuite_da: { hooks: { preMap: { fileInternalId: '5', function: 'fix' } } } } } },
    ],
    [
      'of an export',
      { exports: { e1: { netsuite: { restlet: { hooks: { preSend: { fileInternalId: '5', function: 'fix' } } } } } } },
    ],
  ])('%s are refused by name: they run within NetSuite', async (_, account) => {
    const [refusal] = await refuseAccount({ records, ...account });
    expect(refusal).toMatch(/hooks\.pre(Map|Send): found the SuiteScript function fix, expected none/);
  });
});

describe('several exports', () => {
  const pageGenerators = [{ _exportId: 'e1' }, { _exportId: 'e2' }];

  it('run one after the other, also where the platform runs them at once', async () => {
    const exports = { e2: { mockOutput: { page_of_records: [{ record: { id: 2 } }] } } };
    const flow = { pageGenerators, runPageGeneratorsInParallel: true };
    const { report, written } = await runAccount({ records: [{ id: 1 }], exports, flow });
    expect(written.d1).toEqual([{ id: 1 }, { id: 2 }]);
    expect(omissionsOf(report)).toEqual([expect.stringContaining('the exports run one after the other')]);
  });

  it('end with the one that throws, which is a reading', async () => {
    const exports = {
      e1: { _connectionId: 'w1', wrapper: { function: 'get' } },
      e2: { mockOutput: { page_of_records: [{ record: { id: 2 } }] } },
    };
    const code = "export const get = () => { throw new Error('no orders today'); };";
    const { report, written } = await runAccount({ exports, flow: { pageGenerators }, code });
    expect(report.ending).toBe('stopped');
    expect(written.d1).toEqual([]);
    expect(rulesOf(report)).toContain('An export that throws stops the flow, and with it the exports that follow.');
  });
});

describe('what the platform drops or never calls is not run, with a warning:', () => {
  const hook = { _scriptId: 'c1', function: 'fail' };
  const scripts = { c1: 'function fail () { throw new Error("called") }' };
  const filter = rules('equals', ['string', ['extract', 'id']], 'none');

  it('hooks and filters on steps and generators', async () => {
    const { report, written } = await runAccount({
      records,
      scripts,
      steps: [step('d1', { filter, hooks: { preMap: hook, postMap: {}, postResponseMap: {} } })],
      flow: { pageGenerators: [{ _exportId: 'e1', inputFilter: filter, hooks: { preSavePage: hook } }] },
    });
    expect(written.d1).toEqual(records);
    expect(warningsOf(report)).toEqual([
      'flow.json: pageGenerators[0].hooks.preSavePage: found a hook, which the platform drops here; expected it on exports/e1.json',
      'flow.json: pageGenerators[0].inputFilter: found a filter, which the platform drops here; expected it on exports/e1.json',
      'flow.json: pageProcessors[0].hooks.preMap: found a hook, which the platform drops here; expected it on imports/d1.json',
      'flow.json: pageProcessors[0].filter: found a filter, which the platform drops here; expected it on imports/d1.json',
    ]);
  });

  it.each([
    ['an import without file', undefined, 'found it on an import without file'],
    ['an import that aggregates nothing', { skipAggregation: true }, 'found it with file.skipAggregation'],
  ])('postAggregate of %s', async (_, file, found) => {
    const d1 = { file, hooks: { postAggregate: hook } };
    const { report } = await runAccount({ records, scripts, imports: { d1 } });
    expect(report).toMatchObject({ ending: 'done', breaches: [] });
    const said = `${found}: the platform calls it only where records are aggregated`;
    expect(warningsOf(report)).toEqual([`imports/d1.json: hooks.postAggregate: ${said}`]);
  });

  it('postAggregate after each page is called once instead', async () => {
    const d1 = { file: { aggregation: { type: 'page' } }, hooks: { postAggregate: { ...hook, function: 'end' } } };
    const { report } = await runAccount({
      records: [{ id: 1 }, { id: 2 }],
      exports: { e1: { pageSize: 1 } },
      scripts: { c1: 'function end () {}' },
      imports: { d1 },
    });
    expect(stageOf(report, 'd1: postAggregate').calls).toBe(1);
    expect(warningsOf(report)).toEqual([
      'imports/d1.json: hooks.postAggregate: found it with an aggregation of each page: it is called once, at the end of the run',
    ]);
  });
});

it('a connection that is offline is used all the same, with a warning', async () => {
  const { report } = await runAccount({ records, connections: { w1: { offline: true } } });
  expect(warningsOf(report)).toEqual([
    'connections/w1.json: offline: the connection is offline; the flow is run all the same',
  ]);
});

it('the lookup of the adaptor comes before that of the same name beside it, which is a reading', async () => {
  const mapping = { fields: [{ extract: 'region', generate: 'market', lookupName: 'market' }] };
  const other = { ...table, map: { EU: 'other' } };
  const d1 = { mapping, lookups: [other], http: { lookups: [table] } };
  const { report, written } = await runAccount({ records, imports: { d1 } });
  expect(written.d1).toEqual([{ market: 'Europe' }]);
  expect(rulesOf(report)).toEqual([
    'Of two lookups with one name, that of the adaptor counts, and not that beside it.',
  ]);
});

describe('a run with scripts that is interrupted before it begins', () => {
  it('ends with its report', async () => {
    const scripts = { c1: 'function keep (options) { return { data: options.data, errors: [] } }' };
    const hooks = { preSavePage: { _scriptId: 'c1', function: 'keep' } };
    const account = { records, exports: { e1: { hooks } }, scripts };
    const { report } = await runAccount(account, { signal: AbortSignal.abort() });
    expect(report).toMatchObject({ ending: 'interrupted', totals: { pages: 0 } });
  });
});
