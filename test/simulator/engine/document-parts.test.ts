import { describe, expect, it } from 'vitest';
import { refuseAccount, rulesOf, runAccount, step, warningsOf } from './account.ts';

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
    expect(warningsOf(report)).toEqual([expect.stringContaining('the exports run one after the other')]);
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

describe('fields that have no effect here', () => {
  it('are warned about, each at its place; empty ones are not', async () => {
    const { report } = await runAccount({
      records,
      exports: {
        e1: { file: { filter: { rules: ['x'] }, json: {} } },
        e2: { mockOutput: { page_of_records: [] }, dataURITemplate: '{{id}}', valueDelta: {} },
      },
      steps: [step('e2'), step('d1')],
    });
    expect(warningsOf(report)).toEqual([
      'exports/e1.json: file.filter: found filter; it has no effect in a simulated run',
      'exports/e2.json: dataURITemplate: found dataURITemplate; it has no effect in a simulated run',
    ]);
  });
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
