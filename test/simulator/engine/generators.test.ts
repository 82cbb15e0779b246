import { describe, expect, it } from 'vitest';
import { stageOf } from '../flows.ts';
import { errorsOf, isEqual, outcomesOf, refuseAccount, rules, runAccount, step, warningsOf } from './account.ts';

const ids = (...numbers: number[]) => numbers.map((id) => ({ id }));

const WRAPPER = { _connectionId: 'w1', wrapper: { function: 'get' } };

describe('a generator', () => {
  it('transforms, then filters, then makes trace keys, and then calls preSavePage', async () => {
    const { report, written } = await runAccount({
      records: [
        { no: 1, kind: 'a' },
        { no: 2, kind: 'b' },
      ],
      exports: {
        e1: {
          transform: rules([
            { extract: 'no', generate: 'id' },
            { extract: 'kind', generate: 'type' },
          ]),
          filter: isEqual('type', 'a'),
          traceKeyTemplate: 'T{{id}}',
          hooks: { preSavePage: { _stackId: 's1', function: 'save' } },
        },
      },
      code: `export const save = ({ data }) => ({ data: data.map((one) => ({ ...one, id: one.id + 100, saved: true })) });`,
    });
    expect(written.d1).toEqual([{ id: 101, type: 'a', saved: true }]);
    expect(report.journey.map(({ key, traceKey }) => [key, traceKey])).toEqual([
      ['0:0', 'T1'],
      ['0:1', undefined],
    ]);
    const names = report.stages.map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['e1', 'e1: transform', 'e1: outputFilter', 'e1: preSavePage']);
  });

  it('loses a record that its output filter leaves out from the whole flow, without an error', async () => {
    const { report, written } = await runAccount({
      records: ids(1, 2, 3),
      exports: { e1: { filter: rules('notequals', ['number', ['extract', 'id']], 2) } },
    });
    expect(written.d1).toEqual(ids(1, 3));
    expect(outcomesOf(report)).toEqual(['0:0 imported', '0:1 ignored', '0:2 imported']);
    expect(report.totals).toMatchObject({ exported: 3, imported: 2, ignored: 1, errors: 0 });
    expect(stageOf(report, 'e1: outputFilter')).toMatchObject({ input: 3, output: 2, ignored: 1, errors: 0 });
  });

  it('fails a record that its output filter cannot compare, and no other', async () => {
    const { report, written } = await runAccount({
      records: [{ id: 'one' }, { id: '2' }],
      exports: { e1: { filter: rules('greaterthan', ['number', ['extract', 'id']], 1) } },
    });
    expect(written.d1).toEqual([{ id: '2' }]);
    expect(outcomesOf(report)).toEqual(['0:0 failed', '0:1 imported']);
    expect(report.errors).toMatchObject([{ source: 'output_filter', stage: 'e1: outputFilter', record: '0:0' }]);
  });

  it('fails a record of which its transformation makes no record, and no other', async () => {
    const { report, written } = await runAccount({
      records: ids(1, 2, 3),
      exports: { e1: { transform: { type: 'script', script: { _scriptId: 'c1', function: 'change' } } } },
      scripts: { c1: 'function change ({ record: { id } }) { return id === 1 ? { id } : id === 2 ? id : undefined }' },
    });
    expect(written.d1).toEqual(ids(1));
    expect(errorsOf(report)).toEqual([
      'e1: transform 0:1: transformation_error: found 2, expected a record',
      'e1: transform 0:2: transformation_error: found null, expected a record',
    ]);
  });

  it('processes no empty page: hooks of an import are not called for it', async () => {
    const { report } = await runAccount({
      exports: { e1: WRAPPER },
      code: `export const get = ({ state }) => state ? { data: [{ id: 1 }], lastPage: true } : { data: [], state: 1 };
        export const tidy = ({ data }) => data.map((one) => ({ data: one }));`,
      imports: { d1: { hooks: { preMap: { _stackId: 's1', function: 'tidy' } } } },
    });
    expect(report.totals).toMatchObject({ pages: 2, imported: 1 });
    expect(stageOf(report, 'd1: preMap')).toMatchObject({ calls: 1 });
  });

  it('closes a page at pageSize records', async () => {
    const { report } = await runAccount({ records: ids(1, 2, 3), exports: { e1: { pageSize: 2 } } });
    expect(report.pages.map(({ records }) => records)).toEqual([2, 1]);
  });

  it('has 20 records on a page by default', async () => {
    const { report } = await runAccount({ records: ids(...Array(21).keys()) });
    expect(report.pages.map(({ records }) => records)).toEqual([20, 1]);
  });

  it('runs after the one before it, and both feed the same steps', async () => {
    const { report, written } = await runAccount({
      records: ids(1, 2),
      exports: { e1: { pageSize: 1 }, e2: { mockOutput: { page_of_records: [{ record: { id: 9 } }] } } },
      flow: { pageGenerators: [{ _exportId: 'e1' }, { _exportId: 'e2' }] },
    });
    expect(written.d1).toEqual(ids(1, 2, 9));
    expect(outcomesOf(report)).toEqual(['0:0 imported', '1:0 imported', '2:0 imported']);
  });

  it('that fails stops the flow: the generators behind it do not run', async () => {
    const { report, written } = await runAccount({
      exports: { e1: WRAPPER, e2: { mockOutput: { page_of_records: [{ record: { id: 9 } }] } } },
      flow: { pageGenerators: [{ _exportId: 'e1' }, { _exportId: 'e2' }] },
      code: `export const get = () => { throw new Error('no shop'); };`,
    });
    expect(report).toMatchObject({ ending: 'stopped', reason: 'get failed on page 0: no shop' });
    expect(written.d1).toEqual([]);
  });

  it('has no effect of an input filter, of one-to-many and of the stack at its wrapper', async () => {
    const wrapper = { function: 'get', _stackId: 'other' };
    const { written } = await runAccount({
      exports: {
        e1: { ...WRAPPER, wrapper, inputFilter: isEqual('id', 'none'), oneToMany: true, pathToMany: 'lines' },
      },
      code: `export const get = () => ({ data: [{ id: 1, lines: [{ n: 1 }] }], lastPage: true });`,
    });
    expect(written.d1).toEqual([{ id: 1, lines: [{ n: 1 }] }]);
  });
});

describe('the records of an export that is no wrapper', () => {
  it('are those of its mockOutput, where a grouped record has rows', async () => {
    const page_of_records = [{ record: { id: 1 } }, { rows: ids(2, 3) }, { record: {} }];
    const { written } = await runAccount({ exports: { e1: { mockOutput: { page_of_records } } } });
    expect(written.d1).toEqual([{ id: 1 }, ids(2, 3), {}]);
  });

  it.each<[string, object, string]>([
    [
      'fields without record',
      { id: 1, name: 'a' },
      '[0]: found the fields id, name, expected { "record": { … } }, or { "rows": [ … ] } for a group',
    ],
    ['nothing', {}, '[0]: found the fields (none), expected { "record": { … } }, or { "rows": [ … ] } for a group'],
    [
      'record and rows',
      { record: {}, rows: [] },
      '[0]: found record beside rows, expected { "record": { … } }, or { "rows": [ … ] } for a group',
    ],
    [
      'a text as record',
      { record: 'a' },
      '[0].record: found a string, expected an object with the fields of the record',
    ],
    ['a list as record', { record: [] }, '[0].record: found a list, expected an object with the fields of the record'],
    [
      'a row that is null',
      { rows: [{}, null] },
      '[0].rows[1]: found null, expected an object with the fields of the row',
    ],
  ])('are refused where an entry of mockOutput has %s', async (_, entry, message) => {
    const mockOutput = { page_of_records: [entry] };
    const expected = `mockOutput.page_of_records${message}`;
    expect(await refuseAccount({ exports: { e1: { mockOutput } } })).toEqual([`exports/e1.json: ${expected}`]);
    const lookup = { records: ids(1), exports: { e2: { mockOutput } }, steps: [step('e2'), step('d1')] };
    expect(await refuseAccount(lookup)).toEqual([`exports/e2.json: ${expected}`]);
  });

  it('are more than the platform keeps where mockOutput has more than ten, which is said', async () => {
    const { report } = await runAccount({ records: ids(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) });
    expect(warningsOf(report)).toEqual([
      'exports/e1.json: mockOutput.page_of_records: found 11 records, expected at most 10: the platform takes no more',
    ]);
  });

  it('are those of the simulation before those of its mockOutput', async () => {
    const { written } = await runAccount({
      records: ids(1),
      simulation: { exports: { e1: { records: ids(2) } } },
    });
    expect(written.d1).toEqual(ids(2));
  });

  it('are read from a file as the export says that its files are written', async () => {
    const csv = { columnDelimiter: ';', hasHeaderRow: false, rowsToSkip: 1, trimSpaces: true };
    const { written } = await runAccount({
      exports: { e1: { adaptorType: 'FTPExport', file: { type: 'csv', encoding: 'utf8', csv } } },
      files: { 'in.csv': 'a comment\n1; x \n2;y\n' },
      simulation: { exports: { e1: { records: 'in.csv' } } },
    });
    expect(written.d1).toEqual([
      { Column0: '1', Column1: 'x' },
      { Column0: '2', Column1: 'y' },
    ]);
  });

  it('are read from a file as the simulation says, where the export says nothing', async () => {
    const { written } = await runAccount({
      exports: { e1: { file: { type: 'csv', csv: {} } } },
      files: { 'in.txt': 'id|name\n1|x\n' },
      simulation: { exports: { e1: { records: 'in.txt', format: 'csv', csv: { delimiter: '|' } } } },
    });
    expect(written.d1).toEqual([{ id: '1', name: 'x' }]);
    const plain = await runAccount({
      exports: { e1: { file: { type: 'json' } } },
      files: { 'in.json': '[{"id":1}]' },
      simulation: { exports: { e1: { records: 'in.json' } } },
    });
    expect(plain.written.d1).toEqual(ids(1));
  });

  it('stay unmarked for the type once, which is said', async () => {
    const { report, written } = await runAccount({
      records: ids(1),
      exports: { e1: { type: 'once', once: { booleanField: 'done' } } },
    });
    expect(written.d1).toEqual(ids(1));
    expect(warningsOf(report)).toEqual([
      'exports/e1.json: type: found once: no source is marked here, as the platform would do',
    ]);
  });
});
