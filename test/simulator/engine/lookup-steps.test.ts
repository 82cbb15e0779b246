import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { errorsOf, isEqual, outcomesOf, responseMapping, rules, rulesOf, runAccount, step } from './account.ts';

const records = [{ id: 1 }, { id: 2 }];
const WRAPPER = { _connectionId: 'w1', wrapper: { function: 'find' } };
const found = responseMapping('data', 'found');

/** Runs a flow whose first step is the lookup e2. */
function look(lookup: object, more: { code?: string; step?: object; scripts?: Record<string, string> } = {}) {
  const { step: own = found, ...rest } = more;
  return runAccount({ records, exports: { e2: lookup }, steps: [step('e2', own), step('d1')], ...rest });
}

/** Runs a flow whose lookup finds the same results for each record. */
const finding = (results: readonly object[], lookup: object = {}, more?: Parameters<typeof look>[1]) =>
  look({ mockOutput: { page_of_records: results.map((record) => ({ record })) }, ...lookup }, more);

describe('a lookup', () => {
  it('filters and maps a record, calls its function, then transforms, filters and saves what that found', async () => {
    const { report, written } = await look(
      {
        ...WRAPPER,
        inputFilter: rules('greaterthan', ['number', ['extract', 'id']], 1),
        mappings: [{ generate: 'key', dataType: 'string', extract: '$.id', status: 'Active' }],
        transform: rules([{ extract: 'value', generate: 'is' }]),
        filter: rules('notequals', ['string', ['extract', 'is']], 'b'),
        hooks: { preSavePage: { _stackId: 's1', function: 'save' } },
      },
      {
        code: `export const find = ({ data: [{ key }] }) =>
            ({ data: [{ value: 'a' + key }, { value: 'b' }], lastPage: true });
          export const save = ({ data, pageIndex }) => ({ data: [...data, { saved: pageIndex }], errors: [] });`,
      },
    );
    expect(written.d1).toEqual([{ id: 1 }, { id: 2, found: [{ is: 'a2' }, { saved: 0 }] }]);
    expect(rulesOf(report)).toContain(
      'The output filter of a lookup leaves out results, and not the record that is looked up.',
    );
    expect(report.stages.map(({ name }) => name).slice(1, 6)).toEqual([
      'e2: inputFilter',
      'e2: mapping',
      'e2',
      'e2: transform',
      'e2: outputFilter',
    ]);
    expect(stageOf(report, 'e2: inputFilter')).toMatchObject({ input: 2, output: 1, ignored: 1, errors: 0 });
  });

  it('is not called for a record that its input filter leaves out, which goes on unchanged', async () => {
    const { report, written } = await look(
      { ...WRAPPER, inputFilter: isEqual('id', 'none') },
      { code: 'export const find = () => { throw new Error("called"); };' },
    );
    expect(written.d1).toEqual(records);
    expect(stageOf(report, 'e2')).toMatchObject({ calls: 0 });
    expect(report.totals).toMatchObject({ ignored: 2, imported: 2, errors: 0 });
  });

  it('finds an empty list without an error where its function answers none, which is a reading', async () => {
    const { report, written } = await look(WRAPPER, {
      code: 'export const find = () => ({ data: [], lastPage: true });',
    });
    expect(written.d1).toEqual(records.map((record) => ({ ...record, found: [] })));
    expect(rulesOf(report)).toEqual(['A lookup that finds nothing has an empty list as its data, and no error.']);
  });

  it('has all results where its output filter lets them pass, which relies on no reading', async () => {
    const lookup = { ...WRAPPER, filter: rules('equals', ['number', ['extract', 'n']], 1) };
    const { report, written } = await look(lookup, {
      code: 'export const find = () => ({ data: [{ n: 1 }], lastPage: true });',
    });
    expect(written.d1).toEqual(records.map((record) => ({ ...record, found: [{ n: 1 }] })));
    expect(rulesOf(report)).toEqual([]);
  });

  it('is called once for each record, with that record alone', async () => {
    const { report, written } = await look(WRAPPER, {
      code: 'export const find = ({ data }) => ({ data, lastPage: true });',
    });
    expect(stageOf(report, 'e2')).toMatchObject({ calls: 2, input: 2 });
    expect(written.d1).toEqual(records.map((record) => ({ ...record, found: [record] })));
  });

  it('that finds nothing gives an empty list and no error', async () => {
    const { report, written } = await finding([]);
    expect(written.d1).toEqual(records.map((record) => ({ ...record, found: [] })));
    expect(report.totals.errors).toBe(0);
  });

  it('loses results that its own output filter leaves out, and not the record', async () => {
    const { written } = await finding([{ a: 1 }, { a: 2 }], {
      filter: rules('equals', ['number', ['extract', 'a']], 2),
    });
    expect(written.d1).toEqual(records.map((record) => ({ ...record, found: [{ a: 2 }] })));
  });

  it('keeps what its mapping made to its request: the record goes on as it came', async () => {
    const { written } = await finding(
      [{ a: 1 }],
      { mappings: [{ generate: 'q', dataType: 'number', extract: '$.id', status: 'Active' }] },
      { step: {} },
    );
    expect(written.d1).toEqual(records);
  });

  it('shows its results, errors, ignored and the status to the response mapping', async () => {
    const fields = ['data[0].a', 'statusCode', 'ignored'].map((extract, at) => ({ extract, generate: `f${at}` }));
    const { written } = await finding([{ a: 7 }], {}, { step: { responseMapping: { fields } } });
    expect(written.d1?.[0]).toEqual({ id: 1, f0: 7, f1: 200, f2: false });
  });

  it('with a result of a module that is no record: that breaks the contract, and fails the record', async () => {
    const { report } = await runAccount({
      records: [{ id: 1 }, { id: 2 }],
      exports: { e2: { adaptorType: 'HTTPExport' } },
      steps: [step('e2', found), step('d1')],
      simulation: { exports: { e2: { respond: 'find.mjs' } } },
      files: { 'find.mjs': 'export default ({ id }) => (id === 1 ? [{ a: 1 }, 5] : [null]);' },
    });
    expect(errorsOf(report)).toEqual([
      'e2 0:0: respond: found 5 among the results of a lookup, expected a record',
      'e2 0:1: respond: found null among the results of a lookup, expected a record',
    ]);
    expect(report.breaches.map(({ rule, record, path }) => `${rule} ${record} ${path}`)).toEqual([
      'contract 0:0 response[1]',
      'contract 0:1 response[0]',
    ]);
  });

  it('answers by a module of the simulation, with one result or a list', async () => {
    const { report, written } = await runAccount({
      records: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
      exports: { e2: { adaptorType: 'HTTPExport' } },
      steps: [step('e2', found), step('d1')],
      simulation: { exports: { e2: { respond: 'find.mjs' } } },
      files: {
        'find.mjs': `export default ({ id }) => {
          if (id === 3) throw Object.assign(new Error('no such id'), { code: 'lost' });
          return id === 1 ? { a: 1 } : id === 2 ? [{ a: 2 }, { a: 3 }] : undefined;
        };`,
      },
    });
    expect(written.d1).toEqual([
      { id: 1, found: [{ a: 1 }] },
      { id: 2, found: [{ a: 2 }, { a: 3 }] },
      { id: 4, found: [] },
    ]);
    expect(errorsOf(report)).toEqual(['e2 0:2: respond: no such id']);
  });

  it('finds the records of the simulation before those of its mockOutput', async () => {
    const { written } = await runAccount({
      records: [{ id: 1 }],
      exports: { e2: { mockOutput: { page_of_records: [{ record: { a: 1 } }] } } },
      steps: [step('e2', found), step('d1')],
      simulation: { exports: { e2: { records: [{ a: 2 }] } } },
    });
    expect(written.d1).toEqual([{ id: 1, found: [{ a: 2 }] }]);
  });
});

describe('a record stops at a lookup', () => {
  it.each<[string, object, object, string]>([
    [
      'whose mapping fails',
      { mappings: [{ generate: 'n', dataType: 'number', extract: '$.name', status: 'Active' }] },
      {},
      'e2: mapping 0:0: mapping: ',
    ],
    [
      'whose input filter fails',
      { inputFilter: rules('greaterthan', ['number', ['extract', 'name']], 0) },
      {},
      'e2: inputFilter 0:0: input_filter: ',
    ],
    [
      'whose transformation fails for a result',
      { transform: { type: 'script', script: { _scriptId: 'c1', function: 'change' } } },
      { scripts: { c1: 'function change ({ record }) { if (record.a) throw new Error("bad a"); return record }' } },
      'e2 0:0: Error: change: bad a',
    ],
    [
      'whose output filter fails for a result',
      { filter: rules('greaterthan', ['number', ['extract', 'b']], 0) },
      {},
      'e2 0:0: ',
    ],
  ])('%s', async (_, lookup, more, message) => {
    const account = {
      records: [{ name: 'x' }],
      exports: { e2: { mockOutput: { page_of_records: [{ record: { a: 1, b: 'x' } }] }, ...lookup } },
      ...more,
    };
    const { report, written } = await runAccount({ ...account, steps: [step('e2', found), step('d1')] });
    expect(written.d1).toEqual([]);
    expect(errorsOf(report)).toEqual([expect.stringContaining(message)]);
    expect(outcomesOf(report)).toEqual(['0:0 failed']);
    const on = await runAccount({ ...account, steps: [step('e2', { proceedOnFailure: true }), step('d1')] });
    expect(on.written.d1).toEqual([{ name: 'x' }]);
    expect(on.report.totals.errors).toBe(1);
  });

  it('whose results have more than 5 MB, over all of its calls', async () => {
    const { report, written } = await look(WRAPPER, {
      code: `export const find = ({ data: [{ id }], state = 0 }) => ({
        data: [{ id: id + state, text: 'x'.repeat(id === 1 ? 3_000_000 : 1) }],
        lastPage: state === 1,
        state: 1,
      });`,
      step: {},
    });
    expect(written.d1).toEqual([{ id: 2 }]);
    expect(errorsOf(report)).toEqual([
      'e2 0:0: response_size_exceeded: The results of the lookup have more than 5242880 bytes.',
    ]);
  });
});

describe('a function of a lookup', () => {
  const answering = (code: string, more: object = {}) => look({ ...WRAPPER, ...more }, { code });
  const READING = 'A lookup that answers with errors and without results fails its record.';

  it('that answers errors and no results fails its record; with results, the record goes on', async () => {
    const { report, written } = await answering(`export const find = ({ data: [{ id }] }) =>
      ({ data: id === 1 ? [] : [{ a: 1 }], errors: [{ code: 'odd', message: 'Odd.' }], lastPage: true });`);
    expect(written.d1).toEqual([{ id: 2, found: [{ a: 1 }] }]);
    expect(errorsOf(report)).toEqual(['e2 0:0: odd: Odd.', 'e2 0:1: odd: Odd.']);
    expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 imported']);
    expect(rulesOf(report)).toContain(READING);
  });

  it('that throws stops the flow', async () => {
    const { report } = await answering('export const find = () => { throw new Error("no line"); };');
    expect(report).toMatchObject({ ending: 'stopped', totals: { imported: 0 } });
  });

  it('that is its preSavePage may answer nothing: there are no results', async () => {
    const { written } = await answering(
      'export const find = ({ data }) => ({ data, lastPage: true }); export const save = () => ({});',
      { hooks: { preSavePage: { _stackId: 's1', function: 'save' } } },
    );
    expect(written.d1).toEqual(records.map((record) => ({ ...record, found: [] })));
  });
});
