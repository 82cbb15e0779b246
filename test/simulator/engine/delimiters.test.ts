import { describe, expect, it } from 'vitest';
import { rulesOf, runAccount, warningsOf } from './account.ts';

const SEQUENCE = 'A column delimiter of several characters is one sequence, and not a choice of characters.';
const MORE = 'exports/e1.json: file.csv.columnDelimiter';

/** Runs an export that reads a file of records. */
const run = (text: string, columnDelimiter: string | undefined, settings: object = {}) =>
  runAccount({
    exports: { e1: { adaptorType: 'FTPExport', file: { type: 'csv', csv: { columnDelimiter } } } },
    files: { 'in.csv': text },
    simulation: { exports: { e1: { records: 'in.csv', ...settings } } },
  });

describe('a delimiter of several characters', () => {
  it('stands as a whole between columns, which is a reading', async () => {
    const { report, written } = await run('id||name\n1||a|b\n', '||');
    expect(written.d1).toEqual([{ id: '1', name: 'a|b' }]);
    expect(rulesOf(report)).toContain(SEQUENCE);
    expect(warningsOf(report)).toEqual([]);
  });

  it('is no reading where there is one character', async () => {
    const { report, written } = await run('id;name\n1;a\n', ';');
    expect(written.d1).toEqual([{ id: '1', name: 'a' }]);
    expect(rulesOf(report)).not.toContain(SEQUENCE);
  });

  it.each([
    ['tab', 'the sign itself: "\\t"'],
    ['\\t', 'the sign itself: "\\t"'],
    ['Semicolon', 'the sign itself: ";"'],
    ['comma', 'the sign itself: ","'],
    ['sep', 'a sign such as ";"'],
  ])('that is the word %s is warned of, as the platform takes its letters', async (word, expected) => {
    const { report, written } = await run(`id${word}name\n1${word}a\n`, word);
    expect(written.d1).toEqual([{ id: '1', name: 'a' }]);
    expect(warningsOf(report)).toEqual([
      `${MORE}: found ${JSON.stringify(word)}, expected ${expected}; these letters are taken as the delimiter`,
    ]);
  });

  it('that is a word is warned of in simulation.yaml, too, where the document says nothing', async () => {
    const { report } = await run('idtabname\n1taba\n', undefined, { csv: { delimiter: 'tab' } });
    expect(warningsOf(report)[0]).toContain('simulation.yaml: exports.e1.csv.delimiter: found "tab"');
    expect(rulesOf(report)).toContain(SEQUENCE);
  });

  it('that is a word is warned of where no file is read, and decides nothing there', async () => {
    const file = { type: 'csv', csv: { columnDelimiter: 'tab' } };
    const { report } = await runAccount({ records: [{ id: 1 }], exports: { e1: { file } } });
    expect(warningsOf(report)[0]).toContain(`${MORE}: found "tab"`);
    const json = await runAccount({
      exports: { e1: { file } },
      files: { 'in.json': '[{ "id": 1 }]' },
      simulation: { exports: { e1: { records: 'in.json' } } },
    });
    expect([report, json.report].flatMap(rulesOf)).not.toContain(SEQUENCE);
  });

  it('that a file has not leaves one column: the run ends with the delimiter that it has', async () => {
    const { report } = await run('id,name\n1,a\n', 'comma');
    expect(report).toMatchObject({
      ending: 'stopped',
      reason: expect.stringContaining('found one column, "id,name"; expected export.csv.delimiter ","'),
    });
  });
});
