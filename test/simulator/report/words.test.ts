import { describe, expect, it } from 'vitest';
import { formatBalance } from '../../../src/simulator/report/words.ts';
import { createModules, run } from '../flows.ts';

const { module } = createModules();

const IMPORT = {
  ...{ name: 'import', step: 'import', kind: 'import' as const, trace: 'apiCall' },
  ...{ calls: 0, input: 0, output: 0, ignored: 0, errors: 0, ms: 0, bytes: 0 },
};

describe('the totals of a run add up', () => {
  const none = { pages: 1, exported: 0, imported: 0, ignored: 0, errors: 0, retried: 0, added: 0, replaced: 0 };

  it.each([
    [
      { exported: 1300, imported: 1271, ignored: 20, added: 5 },
      '1,300 exported + 5 added = 1,271 imported + 20 ignored + 14 failed or unfinished',
    ],
    [{ exported: 3, imported: 1, added: 1, replaced: 3 }, '3 exported + 1 added = 1 imported + 3 replaced'],
    [{ exported: 3, imported: 3 }, undefined],
    // A page that was sent twice.
    [{ exported: 3, imported: 6 }, undefined],
  ])('%j', (totals, balance) => {
    expect(formatBalance({ totals: { ...none, ...totals }, stages: [IMPORT] })).toBe(balance);
  });

  it.each([
    ['several imports', [IMPORT, { ...IMPORT, step: 'other', name: 'other' }]],
    ['branches', [IMPORT, { ...IMPORT, kind: 'router' as const, step: 'r' }]],
    ['lookups that records skip', [IMPORT, { ...IMPORT, kind: 'lookup' as const, step: 'l', trace: 'inputFilter' }]],
  ])('to nothing that can be said in one line with %s', (_, stages) => {
    expect(formatBalance({ totals: { ...none, exported: 3, imported: 2, ignored: 1 }, stages })).toBeUndefined();
  });

  it('where lines are made of orders, and as many as there were orders', async () => {
    const lines = module(`export const lines = ({ data }) => ({
      data: data.flatMap(({ id, lines }) => lines.map((sku) => ({ order: id, sku }))),
    });`);
    const records = [
      { id: 1, lines: ['x', 'y'] },
      { id: 2, lines: ['z'] },
      { id: 3, lines: [] },
    ];
    const { journey, stages, totals } = await run({
      module: lines,
      export: { records, pageSize: 3, hooks: { preSavePage: 'lines' } },
    });
    const third = journey.find(({ key }) => key === '0:2');
    expect(third).toMatchObject({ outcome: 'replaced' });
    expect(third?.stages.at(-1)).not.toHaveProperty('output');
    expect(formatBalance({ totals, stages })).toBe('3 exported + 3 added = 3 imported + 3 replaced');
  });
});
