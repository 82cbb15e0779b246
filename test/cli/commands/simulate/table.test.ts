import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderTable } from '../../../../src/cli/commands/simulate/table.ts';
import type { RunReport } from '../../../../src/simulator/report/types.ts';
import { reportOf } from '../../../simulator/report/fixture.ts';

const textOf = (report: RunReport, colours = false) => [...renderTable(report, { colours })].join('\n');

/** The cells of the line of a stage. */
const cellsOf = (report: RunReport, stage: string) =>
  textOf(report)
    .split('\n')
    .find((line) => line.startsWith(`│ ${stage} `))
    ?.split('│')
    .slice(1, -1)
    .map((cell) => cell.trim());

const good: RunReport = { ...reportOf(), breaches: [] };

describe('the table of a run', () => {
  it('has a line for each stage, with its function and the counts of its records', () => {
    expect(cellsOf(good, 'preSavePage')).toEqual([
      ...['preSavePage', 'dropTestOrders', '15', '300', '276', '17', '7', '18.8', '52.7'],
    ]);
    expect(cellsOf(good, 'mapping')?.slice(0, 3)).toEqual(['mapping', '', '0']);
    expect(cellsOf(reportOf({ records: 10_000 }), 'export')).toContain('10,000');
  });

  it('names the slowest page, and its slowest stage', () => {
    expect(textOf(good)).toContain('slowest page: 5, 10 ms, of which postSubmit 1.4 ms');
  });

  it('shows the first errors with their records, and the number of the others', () => {
    const text = textOf(good);
    expect(text).toContain('17 errors:\n  invalid_sku  import, record 1:8: The sku is not known: SKU-404.\n');
    expect(text).toContain('  … and 12 more errors\n');
  });

  it('shows warnings with their place, and the readings that the run relied on', () => {
    const warnings = [
      {
        document: 'imports/d1.json',
        path: 'mapping.fields[0].extract',
        message: 'email was found in none of 3 records',
      },
    ];
    const readings = [{ basis: 'assumed', rule: 'A record that no branch takes leaves the flow.' }] as const;
    const text = textOf({ ...good, warnings, readings });
    expect(text).toContain(
      '\n1 warning:\n  imports/d1.json: mapping.fields[0].extract  email was found in none of 3 records\n',
    );
    expect(text).toContain(
      '\nthe run relied on 1 reading of the platform:\n  assumed  A record that no branch takes leaves the flow.\n',
    );
  });

  it('shows what of the documents is not simulated', () => {
    const part = {
      document: 'flow.json',
      path: 'schedule',
      message: 'found schedule; it is not part of a simulated run',
    };
    expect(textOf({ ...good, notSimulated: [part] })).toContain(
      '\n1 part of the documents is not simulated:\n  flow.json: schedule  found schedule; it is not part of a simulated run\n',
    );
    const text = textOf({ ...good, notSimulated: Array.from({ length: 12 }, () => part) });
    expect(text).toContain('\n12 parts of the documents are not simulated:\n');
    expect(text).toContain('\n  … and 2 more parts\n');
  });

  it('shows each broken rule, whose message names its place once', () => {
    const message =
      'preMap (tidy), page 0, record 0:3, response[3].data.at: found a Date. JSON has none. The run goes on.';
    const breach = {
      rule: 'json',
      stage: 'preMap',
      page: 0,
      record: '0:3',
      path: 'response[3].data.at',
      message,
    } as const;
    expect(textOf({ ...reportOf(), breaches: [breach] })).toContain(`\n1 broken rule:\n  json  ${message}\n`);
  });

  it('shows a mistake once, however many pages and records have it', () => {
    const breachAt = (page: number) => ({
      rule: 'json',
      stage: 'preMap' as const,
      function: 'tidy',
      page,
      path: `response[${page}].data.at`,
      message: `preMap (tidy), page ${page}, response[${page}].data.at: found a Date. JSON has none. The run goes on.`,
    });
    const text = textOf({ ...reportOf(), breaches: [breachAt(0), breachAt(1), { ...breachAt(2), function: 'trim' }] });
    expect(text).toContain(
      `\n3 broken rules:\n  json  ${breachAt(0).message} (and 1 time more)\n  json  ${breachAt(2).message}\n`,
    );
  });

  it('counts what the report leaves out', () => {
    const leftOut = { ...good.leftOut, breaches: 7 };
    expect(textOf({ ...reportOf(), leftOut })).toMatch(/9 broken rules:\n(.*\n){2} {2}… and 4 more broken rules/);
  });

  it('sums up the records, and how the run ended', () => {
    expect(textOf(good)).toMatch(
      /\n300 records in 15 pages: 266 imported, 17 ignored, 17 errors; the run came to its end, in 200 ms$/,
    );
    const retried = { ...good, totals: { ...good.totals, retried: 4 } };
    expect(textOf(retried)).toContain('17 ignored, 4 retried, 17 errors');
    const offline: RunReport = { ...good, ending: 'offline', reason: 'the import answered 401' };
    expect(textOf(offline)).toContain('ended because the connection is offline: the import answered 401, in 200 ms');
  });

  it('is green only without a broken rule, and red if the run did not come to its end', () => {
    const end = 'the run came to its end, in 200 ms';
    expect(textOf(good, true)).toContain(`\u001b[32m${end}`);
    expect(textOf(reportOf(), true)).not.toContain(`\u001b[32m${end}`);
    expect(textOf({ ...good, ending: 'interrupted' }, true)).toContain('\u001b[31mthe run was interrupted');
  });

  it('shows the contents of records as text that no terminal obeys', () => {
    const message = 'a\u001b[2Jb\u0007\nc\u009b31m\u202ed';
    const [first] = good.errors;
    const report = { ...good, flow: 'x\u001b]0;y', errors: [{ ...first, stage: 'import' as const, message }] };
    const text = textOf(report);
    expect(text).toContain('a\\u001b[2Jb\\u0007\\u000ac\\u009b31m\\u202ed');
    expect(text).toBe(stripVTControlCharacters(text));
  });

  it('of a run without pages has no empty line', () => {
    const empty = { ...reportOf({ records: 0 }), breaches: [], stages: [] };
    const text = textOf(empty);
    expect(text).not.toContain('slowest');
    expect(text).not.toContain('errors:');
    expect(text).toContain('0 records in 0 pages');
  });
});

it.each([
  [0.25, '0.3 ms'],
  [999, '999 ms'],
  [1500, '1.5 s'],
  [125_400, '2 min 5 s'],
])('a run of %d ms takes %s', (ms, said) => {
  expect(textOf({ ...good, ms })).toContain(`in ${said}`);
});
