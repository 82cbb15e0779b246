import { describe, expect, it } from 'vitest';
import { runAccount, step } from '../engine/account.ts';

describe('the counts of the job', () => {
  it('are sums over all steps: one record, one export and four imports make five successes', async () => {
    const imports = { d1: {}, d2: {}, d3: {}, d4: {} };
    const { report } = await runAccount({
      records: [{ id: 1 }],
      imports,
      steps: Object.keys(imports).map((id) => step(id)),
    });
    expect(report.job).toEqual({
      status: 'completed',
      ...{ numSuccess: 5, numIgnore: 0, numError: 0, numPagesGenerated: 1, numPagesProcessed: 1 },
    });
  });

  it('count lookups, records that a filter leaves out, and errors', async () => {
    const { report } = await runAccount({
      records: [{ id: 1 }, { id: 2 }, { id: 3 }],
      exports: {
        e1: { filter: { type: 'expression', expression: { rules: ['notequals', ['number', ['extract', 'id']], 3] } } },
        e2: { mockOutput: { page_of_records: [{ record: { name: 'Ada' } }] } },
      },
      imports: { d1: { mapping: { fields: [{ extract: 'id', generate: 'no', dataType: 'boolean' }] } } },
      steps: [step('e2'), step('d1')],
    });
    // Two come out of the export, the lookup finds something for both, and only the 1 is a boolean.
    expect(report.job).toMatchObject({ numSuccess: 5, numIgnore: 1, numError: 1 });
  });

  it('have the status of the ending', async () => {
    const code = "export const get = () => { throw new Error('closed'); };";
    const { report } = await runAccount({
      exports: { e1: { _connectionId: 'w1', wrapper: { function: 'get' } } },
      code,
    });
    expect(report.job.status).toBe('failed');
  });
});

describe('the stages of a report', () => {
  it('have the names that the platform has for them, a hook that of its errors', async () => {
    const expression = {
      type: 'expression',
      expression: { version: '1', rules: [[{ extract: 'id', generate: 'id' }]] },
    };
    const { report } = await runAccount({
      records: [{ id: 1 }],
      exports: { e1: { transform: expression } },
      imports: { d1: { hooks: { preMap: { _stackId: 's1', function: 'keep' } } } },
      code: 'export const keep = ({ data }) => data.map((one) => ({ data: one }));',
      routers: [
        { id: 'r1', name: 'all', routeRecordsUsing: 'input_filters', branches: [{ pageProcessors: [step('d1')] }] },
      ],
    });
    const traces = Object.fromEntries(report.stages.map(({ name, trace }) => [name, trace]));
    expect(traces).toEqual({
      e1: 'apiCall',
      'e1: transform': 'transformation',
      all: 'routing',
      'd1: preMap': 'pre_map_hook',
      d1: 'apiCall',
    });
  });
});
