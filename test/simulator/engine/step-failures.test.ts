import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { type Account, errorsOf, outcomesOf, responseMapping, rules, rulesOf, runAccount, step } from './account.ts';

const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
const hook = (name: string) => ({ _stackId: 's1', function: name });
const MAPPED_HOOK = { hooks: { postResponseMap: hook('mapped') } };
const STOPS = 'A preSavePage or postResponseMap hook that fails stops the flow, and not its page alone.';

/** Answers of an import that fails the record 2. */
const FAILING = {
  simulation: { imports: { d1: { respond: 'answer.mjs' } } },
  files: {
    'answer.mjs': `export default ({ id }) =>
      id === 2 ? { statusCode: 422, errors: [{ code: 'no', message: 'Not this.' }] } : { id: 'n' + id };`,
  },
  imports: { d1: {}, d2: {} },
} as const;

describe('a record that fails at an import', () => {
  it('stops there; the others go on', async () => {
    const { report, written } = await runAccount({ records, ...FAILING, steps: [step('d1'), step('d2')] });
    expect(written.d2).toEqual([{ id: 1 }, { id: 3 }]);
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 failed', '0:2 imported']);
    expect(errorsOf(report)).toEqual(['d1 0:1: no: Not this.']);
  });

  it('goes on unchanged where the step proceeds on failure, and the error is logged all the same', async () => {
    const { report, written } = await runAccount({
      records,
      ...FAILING,
      steps: [step('d1', { proceedOnFailure: true }), step('d2')],
    });
    expect(written.d2).toEqual(records);
    expect(errorsOf(report)).toEqual(['d1 0:1: no: Not this.']);
  });

  it('passes the response mapping where it goes on: errors and statusCode are there', async () => {
    const fields = ['errors[0].code', 'statusCode', 'id'].map((extract, at) => ({ extract, generate: `f${at}` }));
    const { written } = await runAccount({
      records: [{ id: 2 }],
      ...FAILING,
      steps: [step('d1', { proceedOnFailure: true, responseMapping: { fields } }), step('d2')],
    });
    expect(written.d2).toEqual([{ id: 2, f0: 'no', f1: 422 }]);
  });

  it('passes them, too, where it failed at the filter: its hook sees the error beside those that were left out', async () => {
    const fields = [{ extract: 'errors[0].source', generate: 'by' }];
    const { report, written } = await runAccount({
      records: [{ n: 'x' }, { n: 1 }, { n: 3 }],
      imports: { d1: { filter: rules('greaterthan', ['number', ['extract', 'n']], 2) }, d2: {} },
      steps: [
        step('d1', {
          proceedOnFailure: true,
          responseMapping: { fields },
          hooks: { postResponseMap: { _scriptId: 'c1', function: 'note' } },
        }),
        step('d2'),
      ],
      scripts: {
        c1: `function note (options) {
          return options.postResponseMapData.map((one, i) =>
            Object.assign({}, one, { status: options.responseData[i].statusCode }))
        }`,
      },
    });
    expect(written.d1).toEqual([{ n: 3 }]);
    expect(written.d2).toEqual([{ n: 'x', by: 'import_filter', status: 422 }, { n: 1 }, { n: 3, status: 200 }]);
    expect(report.totals).toMatchObject({ imported: 4, ignored: 1, errors: 1 });
    expect(rulesOf(report)).toContain(
      'The response mapping of a failed record that goes on reads its errors and statusCode.',
    );
  });

  it('passes them where every record of its page failed at the filter; nothing is submitted', async () => {
    const { report, written } = await runAccount({
      records: [{ n: 'x' }, { n: 'y' }],
      imports: { d1: { filter: rules('greaterthan', ['number', ['extract', 'n']], 2) }, d2: {} },
      steps: [step('d1', { proceedOnFailure: true, ...responseMapping('statusCode', 'status') }), step('d2')],
    });
    expect(written).toEqual({
      d1: [],
      d2: [
        { n: 'x', status: 422 },
        { n: 'y', status: 422 },
      ],
    });
    expect(report.totals.errors).toBe(2);
  });
});

describe('a hook that throws', () => {
  const throwing = "throw new Error('no such luck');";

  it.each([
    ['preMap', 'pre_map'],
    ['postMap', 'post_map'],
    ['postSubmit', 'post_submit'],
  ])('in %s fails the page, and the next page goes on', async (kind) => {
    const { report, written } = await runAccount({
      records,
      exports: { e1: { pageSize: 2 } },
      imports: { d1: { hooks: { [kind]: hook('f') } }, d2: {} },
      steps: [step('d1'), step('d2')],
      code: `export const f = ({ data, postMapData, responseData }) => {
        const given = responseData ?? postMapData ?? data;
        if (given.length > 1) ${throwing}
        return responseData ?? given.map((one) => ({ data: one }));
      };`,
    });
    expect(written.d2).toEqual([{ id: 3 }]);
    expect(report.ending).toBe('done');
    expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 failed', '1:0 imported']);
    expect(report.pages.map(({ failed }) => failed)).toEqual([true, false]);
    expect(rulesOf(report)).not.toContain(STOPS);
  });

  it.each<[string, Omit<Account, 'records'>]>([
    ['preSavePage', { exports: { e1: { pageSize: 1, hooks: { preSavePage: hook('f') } } } }],
    [
      'postResponseMap',
      { exports: { e1: { pageSize: 1 } }, steps: [step('d1', { hooks: { postResponseMap: hook('f') } })] },
    ],
  ])('in %s stops the flow, which is a reading', async (_, account) => {
    const { report } = await runAccount({ records, ...account, code: `export const f = () => { ${throwing} };` });
    expect(report).toMatchObject({ ending: 'stopped', totals: { pages: 1, imported: 0 } });
    expect(rulesOf(report)).toContain(STOPS);
  });

  it.each(['preMap', 'postMap', 'postSubmit'])(
    'or that answers another number of elements in %s fails the page',
    async (kind) => {
      const { report, written } = await runAccount({
        records,
        imports: { d1: { hooks: { [kind]: hook('f') } }, d2: {} },
        steps: [step('d1'), step('d2')],
        code: 'export const f = () => [{ data: {} }];',
      });
      expect(written.d2).toEqual([]);
      expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 failed', '0:2 failed']);
      expect(report.breaches.at(-1)).toMatchObject({ rule: 'one-per-record' });
    },
  );

  it('after a record was ignored fails that record, too', async () => {
    const { report, written } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: hook('skip'), postSubmit: hook('fail') } }, d2: {} },
      steps: [step('d1'), step('d2')],
      code: `export const skip = ({ data }) => data.map((one) => (one.id === 1 ? {} : { data: one }));
        export const fail = () => { ${throwing} };`,
    });
    expect(written.d2).toEqual([]);
    expect(outcomesOf(report)).toContain('0:0 failed');
  });

  it('fails its page where the step proceeds on failure, and the records go on', async () => {
    const { written } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: hook('f') } }, d2: {} },
      steps: [step('d1', { proceedOnFailure: true }), step('d2')],
      code: `export const f = () => { ${throwing} };`,
    });
    expect(written).toEqual({ d1: [], d2: records });
  });
});

describe('a problem of one record fails that record alone:', () => {
  it.each<[string, object, string]>([
    ['of the import filter', { filter: rules('greaterthan', ['number', ['extract', 'n']], 0) }, 'import_filter'],
    ['of the mapping', { mapping: { fields: [{ extract: 'n', generate: 'n', dataType: 'number' }] } }, 'mapping'],
    [
      'of a lookup',
      {
        lookups: [{ name: 'a', map: { 1: 'one' }, allowFailures: false }],
        mapping: { fields: [{ extract: 'n', generate: 'n', lookupName: 'a' }] },
      },
      'lookup',
    ],
  ])('%s', async (_, d1, source) => {
    const given = [{ n: '1' }, { n: 'x' }];
    const { report, written } = await runAccount({
      records: given,
      imports: { d1, d2: {} },
      steps: [step('d1'), step('d2')],
    });
    expect(written.d2).toEqual([{ n: '1' }]);
    expect(report.errors).toMatchObject([{ record: '0:1', source }]);
    const on = await runAccount({
      records: given,
      imports: { d1, d2: {} },
      steps: [step('d1', { proceedOnFailure: true }), step('d2')],
    });
    expect(on.written.d2).toEqual(given);
  });

  it('of the response transformation', async () => {
    const { report, written } = await runAccount({
      records,
      imports: {
        d1: {
          mockResponse: [{ _json: { ok: true } }, { _json: null }, { _json: { ok: true } }],
          responseTransform: { type: 'script', script: { _scriptId: 'c1', function: 'read' } },
        },
        d2: {},
      },
      steps: [step('d1', responseMapping('_json.good', 'good')), step('d2')],
      scripts: {
        c1: 'function read ({ record }) { if (!record) throw new Error("no answer"); return { good: record.ok } }',
      },
    });
    expect(written.d2).toEqual([
      { id: 1, good: true },
      { id: 3, good: true },
    ]);
    expect(report.errors).toMatchObject([{ record: '0:1', source: 'transformation', message: 'read: no answer' }]);
  });
});

describe('a retry', () => {
  /** Fails a record when it comes first. */
  const recovering = (kind: string) => `
    const seen = new Set();
    export const f = ({ data, postMapData }) => (postMapData ?? data).map((one) => {
      if (one.id !== 2 || seen.has(2)) return ${kind};
      seen.add(2);
      return { statusCode: 422, errors: [{ code: 'no', message: 'Not yet.' }] };
    });
    export const mapped = ({ postResponseMapData }) => postResponseMapData.map((one) => ({ ...one, answered: true }));`;

  it('begins at the step that failed a record, hooks included, and goes on with the steps after it', async () => {
    const { report, written } = await runAccount({
      records,
      imports: { d1: {}, d2: { hooks: { preMap: hook('f') } }, d3: {} },
      steps: [step('d1', { ...responseMapping('id', 'newId'), ...MAPPED_HOOK }), step('d2'), step('d3')],
      code: recovering('{ data: one }'),
      simulation: { retry: true },
    });
    const went = ({ id }: { id: number }) => ({ id, newId: `0-${id - 1}`, answered: true });
    expect(written.d1).toEqual(records);
    expect(written.d3).toEqual([{ id: 1 }, { id: 3 }, { id: 2 }].map(went));
    expect(report.totals).toMatchObject({ retried: 1, errors: 1 });
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 imported', '0:2 imported']);
    expect(stageOf(report, 'd2: preMap')).toMatchObject({ calls: 2, input: 4 });
  });

  it('goes through the branch of the step that failed a record', async () => {
    const { written } = await runAccount({
      records: [{ id: 2 }],
      imports: { d1: {}, d2: { hooks: { preMap: hook('f') } } },
      routers: [
        { id: 'r1', branches: [{ pageProcessors: [step('d1')], nextRouterId: 'r2' }] },
        { id: 'r2', branches: [{ pageProcessors: [step('d2')] }] },
      ],
      code: recovering('{ data: one }'),
      simulation: { retry: true },
    });
    expect(written).toEqual({ d1: [{ id: 2 }], d2: [{ id: 2 }] });
  });

  it.each<[string, object]>([
    ['flow', { skipRetries: true }],
    ['generator', { pageGenerators: [{ _exportId: 'e1', skipRetries: true }] }],
  ])('is not made where skipRetries is set on the %s', async (_, flow) => {
    const { report } = await runAccount({
      records,
      imports: { d1: { hooks: { preMap: hook('f') } } },
      code: recovering('{ data: one }'),
      flow,
      simulation: { retry: true },
    });
    expect(report.totals).toMatchObject({ retried: 0, imported: 2, errors: 1 });
  });
});
