import { describe, expect, it } from 'vitest';
import { refuseAccount, rulesOf, runAccount, warningsOf } from './account.ts';

const rows = [
  { no: 1, n: 1 },
  { no: 1, n: 2 },
  { no: 2, n: 3 },
  { no: 1, n: 4 },
];
const GROUPS = [[rows[0], rows[1]], [rows[2]], [rows[3]]];

describe('groups of records', () => {
  it('are made of consecutive records with equal values: unsorted records give several groups of one key', async () => {
    const { written } = await runAccount({ records: rows, exports: { e1: { groupByFields: ['no'] } } });
    expect(written.d1).toEqual(GROUPS);
  });

  it('are counted by pageSize', async () => {
    const { report } = await runAccount({ records: rows, exports: { e1: { groupByFields: ['no'], pageSize: 2 } } });
    expect(report.pages.map(({ records }) => records)).toEqual([2, 1]);
  });

  it('reach over the pages in which a file is read', async () => {
    const { written } = await runAccount({
      exports: { e1: { pageSize: 1, file: { type: 'json', groupByFields: ['no'] } } },
      files: { 'in.ndjson': rows.map((row) => JSON.stringify(row)).join('\n') },
      simulation: { exports: { e1: { records: 'in.ndjson' } } },
    });
    expect(written.d1).toEqual(GROUPS);
  });

  it('come after the sorting of a file, and before the transformation', async () => {
    const { written } = await runAccount({
      records: rows,
      exports: {
        e1: {
          file: {
            type: 'json',
            sortByFields: [{ field: 'no' }, { field: 'n', descending: true }],
            groupByFields: ['no'],
          },
          transform: {
            type: 'expression',
            expression: { version: '1', rules: [[{ extract: '[*].n', generate: 'all' }]] },
          },
        },
      },
    });
    expect(written.d1).toEqual([{ all: [4, 2, 1] }, { all: [3] }]);
  });

  it.each([
    [false, [[{ n: 1 }], [{ n: 2 }]]],
    [true, [[{ n: 1 }, { n: 2 }]]],
  ])('have the records without a key where groupEmptyValues says so: %s', async (groupEmptyValues, groups) => {
    const { written } = await runAccount({
      records: [{ n: 1 }, { n: 2 }],
      exports: { e1: { file: { type: 'json', groupByFields: ['no'], groupEmptyValues } } },
    });
    expect(written.d1).toEqual(groups);
  });

  it('of a wrapper are made within each of its pages, which is a reading', async () => {
    const { report, written } = await runAccount({
      exports: { e1: { _connectionId: 'w1', wrapper: { function: 'get' }, groupByFields: ['no'] } },
      code: `export const get = ({ state }) => state
        ? { data: [{ no: 1, n: 3 }], lastPage: true }
        : { data: [{ no: 1, n: 1 }, { no: 1, n: 2 }], state: 1 };`,
    });
    expect(written.d1).toEqual([[rows[0], rows[1]], [{ no: 1, n: 3 }]]);
    expect(rulesOf(report)).toEqual(['The records of a wrapper export are grouped within each of its pages.']);
  });

  it('of a wrapper may be none', async () => {
    const { report } = await runAccount({
      exports: { e1: { _connectionId: 'w1', wrapper: { function: 'get' }, groupByFields: ['no'] } },
      code: 'export const get = () => ({ data: [], lastPage: true });',
    });
    expect(report.totals).toMatchObject({ pages: 1, exported: 0 });
  });
});

describe('fields to group and sort by', () => {
  it.each<[string, object, string]>([
    ['groups', { groupByFields: ['no', ''] }, 'groupByFields[1]: found ""'],
    ['groups of a file', { file: { groupByFields: [''] } }, 'file.groupByFields[0]: found ""'],
    ['the order of a file', { file: { sortByFields: [{ field: '' }] } }, 'file.sortByFields[0].field: found ""'],
    ['no path', { groupByFields: ['Order No.'] }, 'groupByFields[0]: found "."'],
  ])('are refused before the run without a name: %s', async (_, e1, found) => {
    const expected = 'expected a path like customer.name, lines[0].sku or [a name with dots]';
    expect(await refuseAccount({ records: rows, exports: { e1 } })).toEqual([`exports/e1.json: ${found}, ${expected}`]);
  });

  it('are refused before the run for a wrapper, too', async () => {
    const e1 = { _connectionId: 'w1', wrapper: { function: 'get' }, groupByFields: [''] };
    const code = 'export const get = () => ({ data: [{ no: 1 }], lastPage: true });';
    expect(await refuseAccount({ exports: { e1 }, code })).toEqual([
      expect.stringContaining('exports/e1.json: groupByFields[0]: found ""'),
    ]);
  });

  it.each<[string, object, string]>([
    ['groupByFields', { groupByFields: ['nr'] }, 'groupByFields[0]'],
    ['the file', { file: { groupByFields: ['nr'] } }, 'file.groupByFields[0]'],
    ['sortByFields', { file: { sortByFields: [{ field: 'nr' }] } }, 'file.sortByFields[0].field'],
  ])('that no record has are warned of at their place: in %s', async (_, e1, path) => {
    const { report } = await runAccount({ records: rows, exports: { e1 } });
    expect(warningsOf(report)).toEqual([
      `exports/e1.json: ${path}: nr was found in none of 4 records; did you mean no?`,
    ]);
  });

  it('that no page of a wrapper has are warned of once', async () => {
    const { report } = await runAccount({
      exports: { e1: { _connectionId: 'w1', wrapper: { function: 'get' }, groupByFields: ['nr'] } },
      code: 'export const get = ({ state }) => state ? { data: [{ no: 1 }], lastPage: true } : { data: [{ no: 2 }], state: 1 };',
    });
    expect(warningsOf(report)).toEqual([
      'exports/e1.json: groupByFields[0]: nr was found in none of 2 records; did you mean no?',
    ]);
  });

  it('are those of the export where its file has others, which is said', async () => {
    const run = (inFile: readonly string[]) =>
      runAccount({ records: rows, exports: { e1: { groupByFields: ['no'], file: { groupByFields: inFile } } } });
    const { report, written } = await run(['n']);
    expect(written.d1).toEqual(GROUPS);
    expect(warningsOf(report)).toEqual([
      'exports/e1.json: file.groupByFields: found other fields than in groupByFields of the export, which alone count here; expected the same',
    ]);
    expect(warningsOf((await run(['no'])).report)).toEqual([]);
  });

  it('have no effect in the file of a wrapper, and groupEmptyValues none without them, which is said', async () => {
    const file = { groupByFields: ['no'], sortByFields: [{ field: 'no' }], groupEmptyValues: true };
    const { report, written } = await runAccount({
      exports: { e1: { _connectionId: 'w1', wrapper: { function: 'get' }, file } },
      code: 'export const get = () => ({ data: [{ no: 2 }, { no: 1 }], lastPage: true });',
    });
    expect(written.d1).toEqual([{ no: 2 }, { no: 1 }]);
    const wrapper = 'found it on a wrapper, which reads no file: it has no effect; expected it on a file';
    expect(warningsOf(report)).toEqual([
      `exports/e1.json: file.groupByFields: ${wrapper}`,
      `exports/e1.json: file.sortByFields: ${wrapper}`,
      'exports/e1.json: file.groupEmptyValues: found it without groupByFields: no records are grouped',
    ]);
  });
});

it('records of a file are sorted without being grouped, and a source without records has no page', async () => {
  const file = { type: 'json', sortByFields: [{ field: 'n', descending: true }] };
  const { written } = await runAccount({ records: rows, exports: { e1: { file } } });
  expect(written.d1).toEqual(rows.toReversed());
  const none = await runAccount({ records: [], exports: { e1: { file: { ...file, groupByFields: ['no'] } } } });
  expect(none.report.totals.pages).toBe(0);
});

describe('the trace key of a record', () => {
  it.each([
    ['{{id}}', '1'],
    ['{{record.id}}', '1'],
    ['fixed', 'fixed'],
  ])('is that of the template %s: %s', async (traceKeyTemplate, traceKey) => {
    const { report } = await runAccount({ records: [{ id: 1 }], exports: { e1: { traceKeyTemplate } } });
    expect(report.journey).toMatchObject([{ traceKey }]);
  });

  it.each([
    ['{{no}}', '1'],
    ['{{rows.1.n}}', '2'],
  ])('in a group is read from its first row, or by rows: %s', async (traceKeyTemplate, traceKey) => {
    const { report } = await runAccount({ records: [[rows[0], rows[1]]], exports: { e1: { traceKeyTemplate } } });
    expect(report.journey).toMatchObject([{ traceKey }]);
  });
});
