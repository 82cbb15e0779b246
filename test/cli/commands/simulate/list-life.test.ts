import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listLife } from '../../../../src/cli/commands/simulate/list-life.ts';
import type { LifeReport } from '../../../../src/lifecycle/life-report.ts';
import { lengthenLife, runSampleLife, spoilLife } from '../../../lifecycle/report/sample-life.ts';

const sample = await runSampleLife('diy');
const spoiled = spoilLife(sample);

const textOf = (report: LifeReport, { colours = false, columns }: { colours?: boolean; columns?: number } = {}) =>
  [...listLife(report, { colours }, columns)].join('\n');

/** The cells of the line of an event. */
const cellsOf = (report: LifeReport, title: string) =>
  textOf(report)
    .split('\n')
    .find((line) => line.includes(`│ ${title} `))
    ?.split('│')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe('the lines of a life', () => {
  it('have a table of the events, with calls, milliseconds, and documents made, changed and deleted', () => {
    const timed = { ...sample, events: sample.events.map((event) => ({ ...event, from: 1, to: 3.04 })) };
    expect(cellsOf(timed, 'connect')).toEqual(['3', 'connect', 'done', '1', '2.0', '4', '1', '', '']);
    expect(cellsOf(timed, 'uninstall')).toEqual(['13', 'uninstall', 'done', '1', '2.0', '', '', '7', '']);
  });

  it('count the broken rules of each event, and list them with rule, event, function, path and place', () => {
    expect(cellsOf(spoiled, 'open settings')?.at(-1)).toBe('1');
    const text = textOf(spoiled);
    expect(text).toContain(
      '2 broken rules:\n' +
        '  form-fields  event 4 (open settings), fillForm, response.fieldMap.tax.type: found the type "tax", ' +
        'expected one that the platform knows; at src/form.ts:6:15\n' +
        '  leftover  the whole life: found the flow "Orders".\n',
    );
    const many = { ...spoiled, broken: Array.from({ length: 30 }, () => spoiled.broken[0]) } as LifeReport;
    expect(textOf({ ...many, leftOut: { events: 0, broken: 2 } })).toContain('\n  … and 12 more broken rules\n');
  });

  it('say what the customer read where an event did not succeed, and what was not reached', () => {
    const text = textOf(spoiled);
    expect(text).toContain('\nnot reached: save settings, uninstall\n');
    expect(text).toContain(
      "\n2 events that did not succeed:\n  refused  event 2 (submit form): Orders can't be in XYZ.\n" +
        '  failed  event 4 (open settings): fillForm failed: no room. At src/form.ts:6:15.\n',
    );
    expect(text).toMatch(/4 events, 2 broken rules; the life has failed, in /);
  });

  it('say what the life has not tried', () => {
    const untried = ['app.functions.update: updateIntegration was not called'];
    expect(textOf({ ...sample, untried })).toContain(`\nthe life did not try 1 part of the app file:\n  ${untried}\n`);
    expect(textOf({ ...sample, untried: [] })).not.toContain('did not try');
    const many = Array.from({ length: 23 }, (_, at) => `faults.repeatStep: no call of step${at} met it`);
    expect(textOf({ ...sample, untried: many })).toContain('\n  … and 3 more parts\n');
  });

  it('name the readings that the life relied on, and the events that the report leaves out', () => {
    const text = textOf({ ...sample, leftOut: { events: 3, broken: 0 } });
    expect(text).toContain('\n… and 3 more events\n');
    expect(text).toContain('the life relied on 7 readings of the platform:\n  observed  A step without a form');
    expect(text).toContain('\n  … and 2 more readings\n');
    expect(text).toContain('\n16 events, 0 broken rules; the life ran its whole script, in ');
  });

  it('have no table where it does not fit into the terminal', () => {
    const lines = textOf(spoiled, { columns: 60 }).split('\n');
    expect(textOf(spoiled, { columns: 200 })).toContain('│');
    expect(lines.join()).not.toContain('│');
    const at = lines.indexOf('4  open settings  failed');
    expect(lines[at + 1]).toMatch(/^ {3}1 call, [\d.]+ ms$/);
    expect(lines[at + 2]).toBe('   1 broken rule');
    expect(lines[lines.indexOf('3  connect  done') + 1]).toMatch(/^ {3}1 call, [\d.]+ ms, 4 made, 1 changed$/);
    expect(lines.slice(0, at + 3).every((line) => line.length <= 60)).toBe(true);
  });

  it('are the same with colours, which stay within the columns of the table', () => {
    const report = lengthenLife(spoiled, 12);
    const plain = textOf(report);
    const coloured = textOf(report, { colours: true });
    expect(coloured).not.toBe(plain);
    expect(stripVTControlCharacters(coloured)).toBe(plain);
    expect(textOf(report, { colours: true, columns: 60 })).toContain('\u001b[');
  });

  it('obey no control character of an app', () => {
    const text = textOf({ ...spoiled, app: 'a\u001b[2Jb', events: [], reason: 'c\u0007d.' });
    expect(text).toContain('a\\u001b[2Jb');
    expect(text).toContain('the life has failed: c\\u0007d, in ');
  });
});
