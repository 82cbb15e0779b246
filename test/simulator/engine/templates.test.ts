import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import {
  type Account,
  isEqual,
  omissionsOf,
  responseMapping,
  rules,
  rulesOf,
  runAccount,
  step,
  warningsOf,
} from './account.ts';

const records = [{ id: 1 }, { id: 2 }];

/** What errors say of the record beside its key. */
const tracesOf = ({ report }: Awaited<ReturnType<typeof runAccount>>) =>
  report.errors.map(({ traceKey, exportDataURI, importDataURI }) =>
    JSON.parse(JSON.stringify({ traceKey, exportDataURI, importDataURI })),
  );

/** An import that fails every record. */
const refusing = (d1: object = {}): NonNullable<Account['imports']> => ({
  d1: { mockResponse: [{ statusCode: 422, errors: [{ code: 'no', message: 'No.' }] }], ...d1 },
});

describe('the dataURITemplate of an export', () => {
  const dataURITemplate = 'https://shop.example/orders/{{record.id}}';

  it('makes the link that each error of a record has, from the record as its trace key is made of it', async () => {
    const run = await runAccount({
      records: [{ no: 7 }],
      exports: {
        e1: {
          transform: rules([{ extract: 'no', generate: 'id' }]),
          dataURITemplate,
          traceKeyTemplate: 'T{{id}}',
          hooks: { preSavePage: { _stackId: 's1', function: 'save' } },
        },
      },
      imports: refusing(),
      code: 'export const save = ({ data }) => ({ data: data.map((one) => ({ ...one, id: 0 })) });',
    });
    expect(tracesOf(run)).toEqual([{ traceKey: 'T7', exportDataURI: 'https://shop.example/orders/7' }]);
    expect(rulesOf(run.report)).toContain(
      'The dataURITemplate of an export gets the record that its trace key is made of.',
    );
  });

  it('is in the errors of a retry, too', async () => {
    const run = await runAccount({
      records,
      exports: { e1: { dataURITemplate, traceKeyTemplate: '{{id}}' } },
      imports: refusing({ filter: isEqual('id', '2') }),
      simulation: { retry: true },
    });
    const trace = { traceKey: '2', exportDataURI: 'https://shop.example/orders/2' };
    expect(tracesOf(run)).toEqual([trace, trace]);
  });

  it('is in the errors of a record that preSavePage failed, when it is retried', async () => {
    const run = await runAccount({
      records,
      exports: { e1: { dataURITemplate, hooks: { preSavePage: { _stackId: 's1', function: 'save' } } } },
      imports: refusing(),
      code: `export const save = ({ data: [one, two] }) => ({
        data: [one],
        newErrorsAndRetryData: [{ retryData: two, errors: [{ code: 'late', message: 'Later.', source: 'x' }] }],
      });`,
      simulation: { retry: true },
    });
    expect(run.report.errors.map(({ code, exportDataURI }) => `${code} ${exportDataURI}`).sort()).toEqual([
      'late https://shop.example/orders/2',
      'no https://shop.example/orders/1',
      'no https://shop.example/orders/1',
      'no https://shop.example/orders/2',
    ]);
  });

  it('makes no link where it cannot be rendered or is blank, and decides nothing without an error', async () => {
    const run = await runAccount({
      records: [{ id: 'x' }, { id: '' }],
      exports: { e1: { dataURITemplate: '{{#if id}}{{abs id}}{{/if}}' } },
      imports: refusing(),
    });
    expect(tracesOf(run)).toEqual([{}, {}]);
    expect(warningsOf(run.report)).toEqual([
      expect.stringMatching(/^exports\/e1\.json: dataURITemplate: found a record without a link to its data: /),
    ]);
    const fine = await runAccount({ records, exports: { e1: { dataURITemplate } } });
    expect(fine.report).toMatchObject({ errors: [], warnings: [], readings: [] });
  });
});

describe('the dataURITemplate of an import', () => {
  const dataURITemplate = 'https://erp.example/{{record.no}}';
  const mapping = { fields: [{ extract: 'id', generate: 'no' }] };
  const READING =
    'The dataURITemplate of an import gets the mapped record, also after it was submitted: not the answer.';

  it('makes the dataURI of each result with errors, from the mapped record, for hooks and response mapping', async () => {
    const run = await runAccount({
      records,
      imports: {
        d1: {
          dataURITemplate,
          mapping,
          mockResponse: [{ id: 'a' }, { statusCode: 422, errors: [{ code: 'no', message: 'No.' }] }],
          hooks: { postSubmit: { _scriptId: 'c1', function: 'note' } },
        },
        d2: {},
      },
      steps: [step('d1', { proceedOnFailure: true, ...responseMapping('dataURI', 'link') }), step('d2')],
      scripts: {
        c1: 'function note ({ responseData }) { console.log(responseData.map((one) => String(one.dataURI)).join()); return responseData }',
      },
    });
    expect(run.log).toContainEqual(expect.stringContaining('undefined,https://erp.example/2'));
    expect(run.written.d2).toEqual([{ id: 1 }, { id: 2, link: 'https://erp.example/2' }]);
    expect(tracesOf(run)).toEqual([{ importDataURI: 'https://erp.example/2' }]);
    expect(rulesOf(run.report)).toContain(READING);
  });

  it('leaves the dataURI of the answer, which errors have without a template, too', async () => {
    const answer = { statusCode: 422, errors: [{ message: 'No.' }], dataURI: 'https://erp.example/own' };
    for (const d1 of [{ dataURITemplate }, {}]) {
      const run = await runAccount({ records: [{ id: 1 }], imports: { d1: { ...d1, mockResponse: [answer] } } });
      expect(tracesOf(run)).toEqual([{ importDataURI: 'https://erp.example/own' }]);
      expect(rulesOf(run.report)).not.toContain(READING);
    }
  });

  it('makes none where it cannot be rendered, and renders nothing without an error', async () => {
    const broken = await runAccount({ records: [{ id: 'x' }], imports: refusing({ dataURITemplate: '{{abs id}}' }) });
    expect(tracesOf(broken)).toEqual([{}]);
    expect(warningsOf(broken.report)).toEqual([expect.stringContaining('found a record without a link to its data')]);
    const fine = await runAccount({ records, imports: { d1: { dataURITemplate: '{{abs none}}' } } });
    expect(fine.report).toMatchObject({ errors: [], warnings: [], readings: [] });
  });
});

describe('the traceKeyTemplate of a one-to-many step', () => {
  const order = { no: 'A', lines: [{ sku: 'x' }, { sku: '' }] };
  const MANY = { oneToMany: true, pathToMany: 'lines', traceKeyTemplate: '{{record.sku}}' };
  const READING =
    'The trace key of a child is that of its parent, " - " and its own; where one of them is missing it has none.';
  const run = (d1: object = {}, e1: object = { traceKeyTemplate: '{{no}}' }) =>
    runAccount({ records: [order], exports: { e1 }, imports: refusing({ ...MANY, ...d1 }) });

  it('names children in errors by the key of their parent and their own; a child without one has none', async () => {
    const found = await run();
    expect(tracesOf(found)).toEqual([{ traceKey: 'A - x' }, {}]);
    expect(rulesOf(found.report)).toContain(READING);
    expect(found.report.journey).toMatchObject([{ traceKey: 'A' }]);
  });

  it('names no child whose parent has no key, and none without a template', async () => {
    expect(tracesOf(await run({}, {}))).toEqual([{}, {}]);
    expect(tracesOf(await run({ traceKeyTemplate: '' }))).toEqual([{}, {}]);
  });

  it.each<[string, object]>([
    ['the filter', { filter: rules('greaterthan', ['number', ['extract', 'sku']], 0) }],
    ['preMap', { hooks: { preMap: { _scriptId: 'c1', function: 'refuse' } } }],
    ['the mapping', { mapping: { fields: [{ extract: 'sku', generate: 'n', dataType: 'number' }] } }],
  ])('names the child that %s fails', async (_, d1) => {
    const found = await runAccount({
      records: [{ no: 'A', lines: [{ sku: '1' }, { sku: 'x' }] }],
      exports: { e1: { traceKeyTemplate: '{{no}}' } },
      imports: { d1: { ...MANY, ...d1 } },
      scripts: {
        c1: `function refuse ({ data }) {
          return data.map((one) => one.sku === 'x' ? { errors: [{ message: 'No.', code: 'no', source: 'x' }] } : { data: one })
        }`,
      },
    });
    expect(tracesOf(found)).toEqual([{ traceKey: 'A - x' }]);
  });

  it('has no effect without oneToMany and where CSV files are written, which is said', async () => {
    const without = await run({ oneToMany: false });
    expect(tracesOf(without)).toEqual([{ traceKey: 'A' }]);
    expect(warningsOf(without.report)).toEqual([
      'imports/d1.json: pathToMany: found it without oneToMany, expected oneToMany true: the platform splits no record',
      'imports/d1.json: traceKeyTemplate: found the template of trace keys of children, which has no effect without oneToMany',
    ]);
    const csv = await run({ file: { type: 'csv' } });
    expect(tracesOf(csv)).toEqual([{}, {}]);
    expect(warningsOf(csv.report)).toEqual([expect.stringContaining('does not use where it writes CSV files')]);
  });

  it('is cut after 512 characters, which is a reading from 128 on', async () => {
    const LONG = 'A trace key is cut after 512 characters; an older page of the documentation says 128.';
    const long = await run({ traceKeyTemplate: 'x'.repeat(600) });
    expect(tracesOf(long)[0].traceKey).toHaveLength(512);
    expect(rulesOf(long.report)).toContain(LONG);
    const short = await run({ traceKeyTemplate: 'x'.repeat(124) });
    expect(tracesOf(short)[0].traceKey).toHaveLength(128);
    expect(rulesOf(short.report)).not.toContain(LONG);
  });
});

describe('the idLockTemplate of an import', () => {
  const READING = 'A record whose idLockTemplate cannot be rendered fails before the filter of its import.';
  const run = (idLockTemplate: string, more: Partial<Account> = {}) =>
    runAccount({
      records: [{ id: 'x' }, { id: '2' }],
      imports: { d1: { idLockTemplate, filter: isEqual('id', '2') }, d2: {} },
      steps: [step('d1'), step('d2')],
      ...more,
    });

  it('fails a record for which it cannot be rendered, before the filter; the others go on', async () => {
    const { report, written } = await run('{{abs id}}');
    expect(report.errors).toMatchObject([
      { stage: 'd1', record: '0:0', message: 'idLockTemplate: {{abs}}: found "x", expected a number' },
    ]);
    expect(written).toEqual({ d1: [{ id: '2' }], d2: [{ id: '2' }] });
    expect(stageOf(report, 'd1: inputFilter')).toMatchObject({ input: 1, ignored: 0 });
    expect(rulesOf(report)).toContain(READING);
  });

  it('lets such a record go on where the step proceeds on failure, and retries it', async () => {
    const { report, written } = await run('{{abs id}}', {
      steps: [step('d1', { proceedOnFailure: true }), step('d2')],
      simulation: { retry: true },
    });
    expect(written.d2).toEqual([{ id: 'x' }, { id: '2' }, { id: 'x' }]);
    expect(report.totals).toMatchObject({ retried: 1, errors: 2 });
  });

  it('fails children of a record one by one, with an error in the answers of their parent', async () => {
    const lines = [{ n: 'x' }, { n: '2' }];
    const { report, written } = await runAccount({
      records: [{ lines }],
      imports: { d1: { oneToMany: true, pathToMany: 'lines', idLockTemplate: '{{abs n}}' }, d2: {} },
      steps: [
        step('d1', { proceedOnFailure: true, hooks: { postResponseMap: { _scriptId: 'c1', function: 'note' } } }),
        step('d2'),
      ],
      scripts: {
        c1: 'function note ({ responseData: [answers] }) { return [{ codes: answers.map((one) => one.statusCode) }] }',
      },
    });
    expect(written.d2).toEqual([{ codes: [422, 200] }]);
    expect(report.totals).toMatchObject({ imported: 2, errors: 1 });
  });

  it('stops the step where it fails all records', async () => {
    const { report, written } = await run('{{abs none}}', { records: [{ id: 'x' }] });
    expect(written).toEqual({ d1: [], d2: [] });
    expect(report.totals).toMatchObject({ imported: 0, errors: 1 });
  });

  it('is no reading and no warning where it is rendered; one without an expression is warned of', async () => {
    const fine = await run('{{id}}');
    expect(warningsOf(fine.report)).toEqual([]);
    expect(rulesOf(fine.report)).not.toContain(READING);
    const crowded = await run('{{id}}', { simulation: { faults: { concurrency: 2 } } });
    for (const { report } of [fine, crowded])
      expect(omissionsOf(report)).toEqual([
        'imports/d1.json: idLockTemplate: found a lock; no record waits for another here: those of this run with the same lock, and other flows',
      ]);
    const fixed = await run('orders');
    expect(fixed.written.d2).toEqual([{ id: 'x' }, { id: '2' }]);
    expect(warningsOf(fixed.report)).toEqual([
      'imports/d1.json: idLockTemplate: found a template without an expression: all records have the same lock',
    ]);
  });
});
