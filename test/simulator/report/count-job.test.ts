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
