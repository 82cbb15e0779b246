import { describe, expect, it } from 'vitest';
import { type Case, render } from './render.ts';

const record = {
  at: '2025-03-26T12:34:56Z',
  local: '2025-03-26T12:34:56',
  ms: 1594324779162,
  bad: 'soon',
  zone: 'Asia/Tokyo',
};
const now = () => Date.UTC(2025, 3, 20, 17, 38, 20);

const cases: readonly Case[] = [
  ['{{dateFormat "MM-DD-YYYY hh:mm A" record.at}}', '03-26-2025 12:34 PM'],
  ['{{dateFormat "YYYY-MM-DD [at] HH:mm" record.at "" "US/Eastern"}}', '2025-03-26 at 08:34'],
  ['{{dateFormat "HH:mm Z" "2025-03-26T12:00:00+05:00"}}', '07:00 +00:00'],
  ['{{dateFormat "YYYY-MM-DD" "26/03/2025" "DD/MM/YYYY"}}', '2025-03-26'],
  ['{{dateFormat "MM-DD" "2024-02-29T00:00:00Z"}}', '02-29'],
  ['{{dateFormat "MM-DD" "2024-03-01"}}', '03-01'],
  ['{{dateFormat "" record.at}}', '2025-03-26T12:34:56.000Z'],
  ['{{dateFormat "X" record.ms}}', '1594324779'],
  ['{{dateFormat "YYYY" 1594324779 "X"}}', '2020'],
  ['{{dateFormat "HH:mm Z" record.at "" record.zone}}', '21:34 +09:00'],
  ['{{dateFormat "HH:mm Z" record.local "" "Asia/Tokyo"}}', '12:34 +09:00', 'localDate'],
  ['{{dateFormat "HH:mm Z" "12:34" "HH:mm" "Asia/Tokyo"}}', '12:34 +09:00', 'localDate'],
  ['{{dateFormat "YYYY" record.gone}}|', '|', 'missingDate'],
  ['{{dateFormat "YYYY-MM-DD" "March 26, 2025"}}', '2025-03-26', 'looseDate'],
  ['{{dateFormat "YYYY-MM-DD HH:mm" "3/26/2025 11:30 PM"}}', '2025-03-26 23:30', 'looseDate'],
  ['{{dateFormat "HH:mm" "Wed, 26 Mar 2025 10:00:00 -0500"}}', '15:00', 'looseDate'],
  ['{{dateAdd record.at}}', '2025-03-26T12:34:56.000Z'],
  ['{{dateAdd record.at "86400000"}}', '2025-03-27T12:34:56.000Z'],
  ['{{dateAdd record.at -43200000}}', '2025-03-26T00:34:56.000Z'],
  ['{{dateAdd "2025-03-26T00:00:00Z" "86400000" "Asia/Hong_Kong"}}', '2025-03-27T08:00:00.000+08:00'],
  ['{{dateAdd "Mon Nov 21 2019 20:00:00 GMT+0000"}}', '2019-11-21T20:00:00.000Z', 'looseDate'],
  ['{{timestamp}}', '2025-04-20T17:38:20.000Z', 'timestampZone'],
  ['{{timestamp "YYYY-MM-DD HH:mm:ss"}}', '2025-04-20 17:38:20', 'timestampZone'],
  ['{{timestamp "" "UTC"}}', '2025-04-20T17:38:20.000Z'],
  ['{{timestamp "HH:mm" "Europe/Vienna"}}', '19:38'],
];

describe('the helpers of dates', () => {
  it.each(cases)('render %s as %s', (template, text, ...relied) => {
    expect(render(template, { record }, { now })).toMatchObject({
      text,
      failure: undefined,
      refusals: [],
      readings: relied,
    });
  });

  it.each([
    ['{{dateFormat "YYYY" record.bad}}', '{{dateFormat}}: found "soon", expected a date'],
    ['{{dateFormat "YYYY" record.bad "DD/MM"}}', '{{dateFormat}}: found "soon", expected a date in the format DD/MM'],
    ['{{dateAdd record.bad 1}}', '{{dateAdd}}: found "soon", expected a date'],
  ])('fail the record for %s', (template, message) => {
    expect(render(template, { record })).toMatchObject({
      failure: { source: 'mapping', code: 'expression_error', message },
      readings: expect.arrayContaining(['invalidDate']),
    });
  });

  it('fail the record for a time zone that is unknown', () => {
    expect(render('{{timestamp "" record.zone}}', { record: { zone: 'Asia/Tokio' } }).failure?.message).toBe(
      '{{timestamp}}: found "Asia/Tokio", expected a time zone such as Europe/Berlin; did you mean Asia/Tokyo?',
    );
  });

  it.each([
    ['{{timestamp "" "US/Estern"}}', 'did you mean US/Eastern?'],
    ['{{dateAdd a 1 "Nowhere"}}', '{{dateAdd}}: found "Nowhere", expected a time zone'],
    ['{{dateFormat "YYYY" a "" 5}}', '{{dateFormat}}: found 5, expected a time zone'],
    [
      '{{dateFormat "YYYY" a "US/Eastern"}}',
      'found "US/Eastern", expected the format of the date in the third place, and the time zone in the fourth',
    ],
  ])('are refused with a time zone that cannot be meant: %s', (template, message) => {
    expect(render(template).refusals.join()).toContain(message);
  });

  it('take the time of the machine without another clock', () => {
    const before = Date.now();
    const written = Number(render('{{timestamp "x" "UTC"}}').text);
    expect(written).toBeGreaterThanOrEqual(before);
    expect(written).toBeLessThanOrEqual(Date.now());
  });
});
