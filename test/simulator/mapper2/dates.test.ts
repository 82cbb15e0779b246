import { beforeAll, describe, expect, it } from 'vitest';
import { type DateConverter, type DateFormats, loadDates } from '../../../src/simulator/mapper2/dates.ts';
import { readOffset } from '../../../src/simulator/mapper2/zone-label.ts';
import { mapOne, mapRecord, observe } from './map-record.ts';

let dates: DateConverter;
beforeAll(async () => {
  dates = await loadDates();
});

function convert(value: unknown, formats: DateFormats) {
  return observe((findings) => dates.convert(value, formats, findings.scopeOf('imports/d1.json')));
}

const iso = 'YYYY-MM-DD[T]HH:mm:ssZ';

describe('a date', () => {
  it.each<[value: unknown, formats: DateFormats, expected: string]>([
    ['12/31/2024', { extractDateFormat: 'MM/DD/YYYY', generateDateFormat: 'YYYY-MM-DD' }, '2024-12-31'],
    ['31-Dec-2024', { extractDateFormat: 'DD-MMM-YYYY', generateDateFormat: 'D.M.YY' }, '31.12.24'],
    [
      '2024-07-01 12:00',
      {
        extractDateFormat: 'YYYY-MM-DD HH:mm',
        extractDateTimezone: 'America/New_York',
        generateDateFormat: iso,
        generateDateTimezone: 'UTC',
      },
      '2024-07-01T16:00:00+00:00',
    ],
    [
      '2024-01-01 12:00',
      {
        extractDateFormat: 'YYYY-MM-DD HH:mm',
        extractDateTimezone: 'America/New_York',
        generateDateFormat: iso,
        generateDateTimezone: 'Europe/London',
      },
      '2024-01-01T17:00:00+00:00',
    ],
    [
      '2024-07-01T12:00:00+02:00',
      { extractDateFormat: iso, generateDateFormat: 'HH:mm', generateDateTimezone: 'Asia/Tokyo' },
      '19:00',
    ],
    [
      '2024-01-01 12:00',
      {
        extractDateFormat: 'YYYY-MM-DD HH:mm',
        extractDateTimezone: '(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi',
        generateDateFormat: iso,
        generateDateTimezone: 'UTC',
      },
      '2024-01-01T06:30:00+00:00',
    ],
    [
      '2024-01-01 12:00',
      {
        extractDateFormat: 'YYYY-MM-DD HH:mm',
        extractDateTimezone: '(GMT-03:30) Newfoundland',
        generateDateFormat: iso,
        generateDateTimezone: '(GMT) London',
      },
      '2024-01-01T15:30:00+00:00',
    ],
    ['1704110400', { extractDateFormat: 'X', generateDateFormat: iso }, '2024-01-01T12:00:00+00:00'],
    [1704110400000, { extractDateFormat: 'x', generateDateFormat: iso }, '2024-01-01T12:00:00+00:00'],
    [1704110400000, { generateDateFormat: iso }, '2024-01-01T12:00:00+00:00'],
    ['2024-01-01T12:00:00Z', { generateDateFormat: 'DD.MM.YYYY' }, '01.01.2024'],
    ['01.02.2024', { extractDateFormat: 'DD.MM.YYYY' }, '2024-02-01T00:00:00Z'],
    ['any text', { extractDateTimezone: 'UTC', generateDateTimezone: 'Asia/Tokyo' }, 'any text'],
    ['any text', {}, 'any text'],
    [5, {}, '5'],
  ])('%j by %j is %j', (value, formats, expected) => {
    expect(convert(value, formats).output).toBe(expected);
    expect(dates.convert(value, formats)).toBe(expected);
  });

  it.each<[value: unknown, format: string | undefined, message: string]>([
    ['x', 'YYYY', 'expected a date in the format YYYY, found "x"'],
    ['2024-13-01', 'YYYY-MM-DD', 'expected a date in the format YYYY-MM-DD, found "2024-13-01"'],
    ['1/2/2024', 'MM/DD/YYYY', 'expected a date in the format MM/DD/YYYY, found "1/2/2024"'],
    ['2024-01-01T00:00', 'YYYY-MM-DD', 'expected a date in the format YYYY-MM-DD, found "2024-01-01T00:00"'],
    [true, 'YYYY', 'expected a date in the format YYYY, found true'],
    [{ y: 1 }, 'YYYY', 'expected a date in the format YYYY, found {"y":1}'],
    ['01.01.2024', undefined, 'expected an ISO 8601 date, found "01.01.2024"'],
  ])('%j by %s fails the record, which is a reading', (value, format, message) => {
    const { failure, readings } = convert(value, { extractDateFormat: format, generateDateFormat: 'YYYY' });
    expect(failure).toEqual({ source: 'mapping', code: 'mapping_error', message });
    expect(readings).toContain('fixedDate');
    expect(() => dates.convert(value, { extractDateFormat: format, generateDateFormat: 'YYYY' })).toThrow(message);
  });

  it.each<[formats: DateFormats, readings: string[]]>([
    [{ extractDateFormat: 'YYYY', generateDateFormat: 'YY' }, []],
    [{ extractDateFormat: 'YYYY' }, ['dateZone', 'dateOutput']],
    [{ generateDateFormat: 'YYYY' }, ['dateInput']],
    [{ extractDateFormat: 'YYYY', generateDateFormat: 'YY', generateDateTimezone: 'Asia/Tokyo' }, ['dateZone']],
    [{ extractDateFormat: 'YYYY', generateDateFormat: 'YY', extractDateTimezone: 'Asia/Tokyo' }, ['dateZone']],
    [
      {
        extractDateFormat: 'YYYY',
        generateDateFormat: 'YY',
        extractDateTimezone: 'Asia/Tokyo',
        generateDateTimezone: '(GMT+09:00) Tokyo',
      },
      ['zoneLabel'],
    ],
  ])('by %j reports the readings that decided it', (formats, readings) => {
    expect(convert('2024', formats).readings).toEqual(readings);
  });
});

describe('a date without time zones', () => {
  it.each<[value: unknown, formats: DateFormats, output: string, isRead: boolean]>([
    ['2024-07-01', { generateDateFormat: 'DD.MM.YYYY' }, '01.07.2024', false],
    ['2024-07-01T12:00', { generateDateFormat: 'HH:mm' }, '12:00', false],
    ['2024-07-01T01:00+02:00', { generateDateFormat: 'DD.MM.' }, '30.06.', true],
    ['2024-07-01T01:00:00Z', { generateDateFormat: 'HH' }, '01', true],
    [0, { generateDateFormat: 'YYYY' }, '1970', true],
    ['1719792000', { extractDateFormat: 'X', generateDateFormat: 'DD.MM.' }, '01.07.', true],
    ['2024-07-01', { extractDateFormat: 'YYYY-MM-DD', generateDateFormat: 'DD.MM. Z' }, '01.07. +00:00', true],
    ['2024Z', { extractDateFormat: 'YYYY[Z]', generateDateFormat: 'YY[Z]' }, '24Z', false],
  ])('%j by %j is %s: that UTC decides is a reading: %s', (value, formats, output, isRead) => {
    const found = convert(value, formats);
    expect(found.output).toBe(output);
    expect(found.readings.includes('dateZone')).toBe(isRead);
  });
});

it.each(['string', 'number'])('a time zone without a format leaves a %s as it is, which is said', (dataType) => {
  const zones = { extractDateTimezone: 'UTC', generateDateTimezone: 'Nowhere' };
  const expected = 'expected extractDateFormat or generateDateFormat beside it: the value stays as it is';
  expect(mapOne({ dataType, extract: '$.at', ...zones }, { at: '5' }, { dates })).toMatchObject({
    output: { x: dataType === 'string' ? '5' : 5 },
    refusals: [],
    warnings: [
      `[0].extractDateTimezone: found a time zone without a date format, ${expected}`,
      `[0].generateDateTimezone: found a time zone without a date format, ${expected}`,
    ],
  });
});

describe('the formats of dates', () => {
  function check(formats: object): readonly string[] {
    return observe((findings) => dates.check(formats as DateFormats, findings.scopeOf('imports/d1.json'))).refusals;
  }

  it.each<[formats: object]>([
    [{}],
    [{ extractDateFormat: 'YYYY', extractDateTimezone: 'America/New_York' }],
    [{ generateDateTimezone: '(GMT+05:30) Chennai, Kolkata' }],
    [{ generateDateTimezone: '(GMT-08:00) Pacific Time (US & Canada)' }],
    [{ generateDateTimezone: '(UTC) Monrovia' }],
    [{ extractDateTimezone: null, generateDateFormat: null }],
  ])('%j are taken', (formats) => {
    expect(check(formats)).toEqual([]);
  });

  it('are refused with an unknown time zone, with the nearest name', () => {
    const expected =
      'expected an IANA name such as America/New_York, or a label with an offset such as "(GMT+05:30) Chennai"';
    expect(check({ extractDateTimezone: 'Europe/Londn', generateDateTimezone: 'Chennai, Kolkata' })).toEqual([
      `extractDateTimezone: found the time zone "Europe/Londn", ${expected}; did you mean Europe/London?`,
      `generateDateTimezone: found the time zone "Chennai, Kolkata", ${expected}`,
    ]);
    expect(check({ extractDateTimezone: 5 })).toEqual([`extractDateTimezone: found the time zone 5, ${expected}`]);
  });

  it('are refused where they are no text', () => {
    expect(check({ extractDateFormat: 5 })).toEqual([
      'extractDateFormat: found 5, expected a date format such as YYYY-MM-DD',
    ]);
  });

  it.each([
    ['(GMT+05:30) Chennai', '+05:30'],
    ['(UTC-3:00) x', '-03:00'],
    ['(GMT+0930)', '+09:30'],
    ['(GMT) London', '+00:00'],
  ])('have the offset of the label %j: %s', (label, offset) => {
    expect(readOffset(label)?.name).toBe(`Offset${offset}`);
  });

  it.each(['GMT+05:30', '(GMT+15:00) x', '(GMT+05:60) x', 'London (GMT)', ''])('%j has no offset', (label) => {
    expect(readOffset(label)).toBeUndefined();
  });
});

describe('an entry with formats of dates', () => {
  const entry = {
    generate: 'x',
    dataType: 'string',
    extract: '$.d',
    extractDateFormat: 'MM/DD/YYYY',
    generateDateFormat: 'YYYY-MM-DD',
  };

  it('rewrites the date that its extract finds', () => {
    expect(mapRecord([entry], { d: '12/31/2024' }, { dates }).output).toEqual({ x: '2024-12-31' });
  });

  it('leaves an empty value and its default as they are', () => {
    expect(mapRecord([entry], { d: '' }, { dates }).output).toEqual({ x: '' });
    expect(mapRecord([{ ...entry, default: 'none' }], {}, { dates }).output).toEqual({ x: 'none' });
  });

  it('rewrites a fixed text', () => {
    const { extract, ...fixed } = entry;
    expect(mapRecord([{ ...fixed, hardCodedValue: '01/02/2024' }], {}, { dates }).output).toEqual({ x: '2024-01-02' });
    expect(mapRecord([{ ...fixed, extract: '01/02/2024' }], {}, { dates }).output).toEqual({ x: '2024-01-02' });
  });

  it('names the place of a date that fails', () => {
    expect(mapRecord([entry], { d: 'soon' }, { dates }).failure).toEqual({
      source: 'mapping',
      code: 'mapping_error',
      message: 'x: expected a date in the format MM/DD/YYYY, found "soon" at $.d',
    });
  });

  it('is refused with an unknown time zone', () => {
    const { refusals } = mapRecord([{ ...entry, extractDateTimezone: 'Moon/Base' }], { d: '12/31/2024' }, { dates });
    expect(refusals).toEqual([expect.stringContaining('[0].extractDateTimezone: found the time zone "Moon/Base"')]);
  });
});
