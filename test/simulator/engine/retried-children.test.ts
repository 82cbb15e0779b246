import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { type Account, errorsOf, outcomesOf, responseMapping, rules, rulesOf, runAccount, step } from './account.ts';

const order = { no: 'A', lines: [{ sku: 'x' }, { sku: 'y' }, { sku: 'z' }] };
const other = { no: 'B', lines: [{ sku: 'x' }] };
const MANY = { oneToMany: true, pathToMany: 'lines' };
const RETRIES =
  'A retry takes the failed children of a one-to-many step, not the others; their record goes on when all have passed.';

/** An import of children that fails one of them as often as is said, and notes whom it was asked for. */
const failing = (times: number, sku = 'y'): Pick<Account, 'simulation' | 'files'> => ({
  simulation: { retry: true, imports: { d1: { respond: 'answer.mjs' } } },
  files: {
    'answer.mjs': `let left = ${times};
      export default ({ sku, _PARENT }) => sku === '${sku}' && left-- > 0
        ? { statusCode: 422, errors: [{ code: 'no', message: 'Not yet.' }] }
        : { id: _PARENT.no + sku };`,
  },
});

const steps = [step('d1', responseMapping('id', 'put')), step('d2')];
const imports = { d1: MANY, d2: {} };

describe('the retry of a one-to-many step', () => {
  it('takes the children that failed and no others; then their record goes on with all of them', async () => {
    const { report, written } = await runAccount({ records: [order, other], imports, steps, ...failing(1) });
    const asked = written.d1 as { sku: string; _PARENT: { no: string } }[];
    expect(asked.map(({ sku, _PARENT }) => _PARENT.no + sku)).toEqual(['Ax', 'Ay', 'Az', 'Bx', 'Ay']);
    const put = (no: string, skus: string) => ({ no, lines: [...skus].map((sku) => ({ sku, put: no + sku })) });
    expect(written.d2).toEqual([put('B', 'x'), put('A', 'xyz')]);
    expect(report.totals).toMatchObject({ retried: 1, errors: 1, exported: 2 });
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 imported']);
    expect(rulesOf(report)).toContain(RETRIES);
  });

  it('stops the record again where a child fails once more, and retries it no second time', async () => {
    const { report, written } = await runAccount({ records: [order, other], imports, steps, ...failing(2) });
    expect(written.d2).toMatchObject([{ no: 'B' }]);
    expect(errorsOf(report)).toEqual(['d1 0:0: no: Not yet.', 'd1 0:0: no: Not yet.']);
    expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 imported']);
    expect(report.totals.retried).toBe(1);
  });

  it('begins at the filter and the hooks of the step, for the children alone', async () => {
    const { report } = await runAccount({
      records: [order],
      imports: {
        d1: {
          ...MANY,
          filter: rules('notequals', ['string', ['extract', 'sku']], 'x'),
          hooks: { preMap: { _stackId: 's1', function: 'tidy' } },
        },
        d2: {},
      },
      steps,
      code: 'export const tidy = ({ data }) => data.map((one) => ({ data: one }));',
      ...failing(1),
    });
    expect(stageOf(report, 'd1: inputFilter')).toMatchObject({ input: 4, ignored: 1 });
    expect(stageOf(report, 'd1: preMap')).toMatchObject({ calls: 2, input: 3 });
  });

  it('gives the postResponseMap of parents the answers of all children, those of the first run too', async () => {
    const content = `function note (options) {
      return options.postResponseMapData.map((one, i) => ({ no: one.no, ids: options.responseData[i].map((a) => a.id) }))
    }`;
    const { written } = await runAccount({
      records: [order],
      imports,
      steps: [step('d1', { hooks: { postResponseMap: { _scriptId: 'c1', function: 'note' } } }), step('d2')],
      scripts: { c1: content },
      ...failing(1),
    });
    expect(written.d2).toEqual([{ no: 'A', ids: ['Ax', 'Ay', 'Az'] }]);
  });

  it('takes children that the filter failed, as it takes records of other steps', async () => {
    const filter = rules('greaterthan', ['number', ['extract', 'n']], 0);
    const children = await runAccount({
      records: [{ lines: [{ n: '1' }, { n: 'x' }] }],
      imports: { d1: { ...MANY, filter } },
      simulation: { retry: true },
    });
    expect(children.report.totals).toMatchObject({ retried: 1, imported: 1, errors: 2 });
    const whole = await runAccount({ records: [{ n: 'x' }], imports: { d1: { filter } }, simulation: { retry: true } });
    expect(whole.report.totals).toMatchObject({ retried: 1, imported: 0, errors: 2 });
  });

  it('takes them to the steps behind once more where the step proceeds on failure', async () => {
    const { written } = await runAccount({
      records: [order],
      imports,
      steps: [step('d1', { ...responseMapping('id', 'put'), proceedOnFailure: true }), step('d2')],
      ...failing(1),
    });
    const lines = (put: object) => [
      { sku: 'x', put: 'Ax' },
      { sku: 'y', ...put },
      { sku: 'z', put: 'Az' },
    ];
    expect(written.d2).toEqual([
      { no: 'A', lines: lines({}) },
      { no: 'A', lines: lines({ put: 'Ay' }) },
    ]);
  });

  it('takes the children of lookups', async () => {
    const { report, written } = await runAccount({
      records: [order],
      exports: { e2: { ...MANY, _connectionId: 'w1', wrapper: { function: 'find' } } },
      steps: [step('e2', responseMapping('data[0].price', 'price')), step('d1')],
      code: `let isFirst = true;
        export const find = ({ data: [{ sku }] }) => {
          const fails = sku === 'y' && isFirst;
          if (fails) isFirst = false;
          return fails ? { data: [], errors: [{ code: 'no', message: 'no' }] } : { data: [{ price: sku }] };
        };`,
      simulation: { retry: true },
    });
    expect(written.d1).toEqual([{ no: 'A', lines: [...'xyz'].map((sku) => ({ sku, price: sku })) }]);
    expect(stageOf(report, 'e2').calls).toBe(4);
  });

  it('is not made where skipRetries is set', async () => {
    const { report } = await runAccount({
      records: [order],
      imports,
      steps,
      flow: { skipRetries: true },
      ...failing(1),
    });
    expect(report.totals).toMatchObject({ retried: 0, errors: 1 });
    expect(rulesOf(report)).not.toContain(RETRIES);
  });
});
