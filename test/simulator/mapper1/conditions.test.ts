import { describe, expect, it } from 'vitest';
import { compileMapper1, type Mapper1Field, type Mapper1Settings } from '../../../src/simulator/mapper1/mapper1.ts';
import { readings } from '../../../src/simulator/mapper1/readings.ts';
import { loadDates } from '../../../src/simulator/mapper2/dates.ts';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';
import { compileDocument, mapRecords } from './compile-document.ts';

const settings: Mapper1Settings = {
  isExisting: (record) => (record as { known?: boolean }).known === true,
  lookups: new Map<string, (value: unknown) => unknown>([
    ['country', (value) => ({ EU: 'DE', US: null, X: '7' })[String(value)]],
    [
      'strict',
      (value) => {
        if (value === 'EU') return 'DE';
        throw new RecordFailure('lookup', 'lookup_failed', `found no ${String(value)}`);
      },
    ],
  ]),
};

const map = (fields: readonly Mapper1Field[], record: unknown) => mapRecords({ fields }, [record], settings).mapped[0];

describe('a condition', () => {
  it.each<[when: string, more: Mapper1Field, record: object, mapped: object]>([
    ['record_created', {}, { id: 1 }, { x: 1 }],
    ['record_created', {}, { id: 1, known: true }, {}],
    ['record_updated', {}, { id: 1, known: true }, { x: 1 }],
    ['record_updated', {}, { id: 1 }, {}],
    ['', { immutable: true }, { id: 1 }, { x: 1 }],
    ['', { immutable: true }, { id: 1, known: true }, {}],
    ['', { immutable: false }, { id: 1, known: true }, { x: 1 }],
    ['extract_not_empty', {}, { id: 1 }, { x: 1 }],
    ['extract_not_empty', {}, { id: '' }, {}],
    ['extract_not_empty', {}, { id: null }, {}],
    ['extract_not_empty', {}, { id: [] }, {}],
    ['extract_not_empty', {}, {}, {}],
    ['extract_not_empty', { default: 'd' }, {}, {}],
    ['ignore_if_set', {}, { id: 1 }, { x: 1 }],
  ])('%s with %j makes of %j the record %j', (when, more, record, mapped) => {
    expect(map([{ extract: 'id', generate: 'x', conditional: { when }, ...more }], record)).toEqual(mapped);
  });

  it.each<[when: string, record: object, mapped: object]>([
    ['lookup_empty', { region: 'EU' }, {}],
    ['lookup_empty', { region: 'US' }, { x: 1 }],
    ['lookup_empty', { region: '?' }, { x: 1 }],
    ['lookup_not_empty', { region: 'EU' }, { x: 1 }],
    ['lookup_not_empty', { region: '?' }, {}],
  ])('%s looks up the extract of a fixed value: of %j it makes %j', (when, record, mapped) => {
    const conditional = { when, lookupName: 'country' };
    const field = { extract: 'region', hardCodedValue: '1', dataType: 'number', generate: 'x', conditional };
    const { mapped: found, rules, warnings } = mapRecords({ fields: [field] }, [record], settings);
    expect(found).toEqual([mapped]);
    expect(rules).toEqual([readings.lookupCondition.rule]);
    expect(warnings).toEqual([]);
  });

  it.each([{}, { when: '' }, { when: null }, { lookupName: '' }])('%j is none, which is a reading', (conditional) => {
    const fields = [{ extract: 'id', generate: 'x', conditional }];
    expect(mapRecords({ fields }, [{ id: 1 }], settings)).toEqual({
      mapped: [{ x: 1 }],
      rules: [readings.noCondition.rule],
      warnings: [],
    });
  });

  it.each([{ lookupName: 'country' }, { when: 'extract_not_empty', lookupName: 'country' }])(
    '%j asks no lookup, which is said',
    (conditional) => {
      const fields = [{ extract: 'id', generate: 'x', conditional }];
      const { mapped, warnings } = mapRecords({ fields }, [{ id: 1 }], settings);
      expect(mapped).toEqual([{ x: 1 }]);
      expect(warnings).toEqual([
        {
          document: 'imports/d1.json',
          path: 'fields[0].conditional.lookupName',
          message: 'found it, which has no effect: only lookup_empty and lookup_not_empty ask a lookup',
        },
      ]);
    },
  );

  it('fails the record where its lookup does', () => {
    const conditional = { when: 'lookup_empty', lookupName: 'strict' };
    expect(() => map([{ extract: 'region', generate: 'x', conditional }], { region: '?' })).toThrow('found no ?');
  });

  it('ignore_if_set takes the value of another entry first, wherever that stands', () => {
    const fields = [
      { extract: 'b', generate: 'x', conditional: { when: 'ignore_if_set' } },
      { extract: 'a', generate: 'x' },
      { extract: 'c', generate: 'x', conditional: { when: 'ignore_if_set' } },
    ];
    const mapped = (record: object) => mapRecords({ fields }, [record], settings);
    expect(mapped({ a: 1, b: 2, c: 3 }).mapped).toEqual([{ x: 1 }]);
    expect(mapped({ b: 2, c: 3 }).mapped).toEqual([{ x: 2 }]);
    expect(mapped({ a: null, c: 3 }).mapped).toEqual([{ x: 3 }]);
    expect(mapped({ a: null }).mapped).toEqual([{ x: null }]);
    expect(mapped({ a: 1 }).rules).toContain(readings.ignoreIfSet.rule);
  });

  it('lets entries share a field where they exclude each other', () => {
    const fields = [
      { extract: 'a', generate: 'x', conditional: { when: 'record_updated' } },
      { hardCodedValue: 'new', generate: 'x', immutable: true },
      { extract: 'region', generate: 'r', conditional: { when: 'lookup_empty', lookupName: 'country' } },
      {
        extract: 'region',
        generate: 'r',
        lookupName: 'country',
        conditional: { when: 'lookup_not_empty', lookupName: 'country' },
      },
    ];
    expect(map(fields, { a: 1, region: 'EU' })).toEqual({ x: 'new', r: 'DE' });
    expect(map(fields, { a: 1, region: '?', known: true })).toEqual({ x: 1, r: '?' });
  });

  it('on the extract has no effect on a fixed value, which is a warning', () => {
    const field = { hardCodedValue: '', generate: 'x', discardIfEmpty: true };
    const { mapped, warnings } = mapRecords({ fields: [field] }, [{}]);
    expect(mapped).toEqual([{ x: '' }]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'found a condition on the extract of a fixed value, which has no effect',
    ]);
  });
});

describe('a lookup', () => {
  const lookUp = (more: Mapper1Field, record: object) =>
    mapRecords({ fields: [{ extract: 'region', generate: 'x', lookupName: 'country', ...more }] }, [record], settings);

  it('comes before a fixed value, and gives the value or no field', () => {
    expect(lookUp({ hardCodedValue: 'y' }, { region: 'EU' }).mapped).toEqual([{ x: 'DE' }]);
    expect(lookUp({}, { region: 'US' }).mapped).toEqual([{ x: null }]);
    expect(lookUp({}, { region: '?' }).mapped).toEqual([{}]);
    expect(lookUp({ dataType: 'number' }, { region: 'X' }).mapped).toEqual([{ x: 7 }]);
    expect(lookUp({ discardIfEmpty: true }, {}).mapped).toEqual([{}]);
  });

  it('is made for each element of a list', () => {
    const record = { regions: ['EU', '?', 'US'] };
    expect(lookUp({ extract: 'regions[*]', generate: 'r[*].c' }, record).mapped).toEqual([
      { r: [{ c: 'DE' }, {}, { c: null }] },
    ]);
  });

  it('leaves the default to the field where it gives nothing', () => {
    const { mapped, rules } = lookUp({ default: 'd' }, {});
    expect(mapped).toEqual([{ x: 'd' }]);
    expect(rules).toEqual([readings.lookupOfNothing.rule, readings.defaultOfLookup.rule]);
  });

  it('fails the record where it throws', () => {
    expect(() => lookUp({ lookupName: 'strict' }, { region: '?' })).toThrow(
      expect.objectContaining({ source: 'lookup', code: 'lookup_failed', message: 'found no ?' }),
    );
  });
});

describe('the formats of a date', () => {
  it('rewrite it', async () => {
    const dates = await loadDates();
    const field = {
      extract: 'at',
      generate: 'at',
      extractDateFormat: 'MM/DD/YYYY HH:mm',
      extractDateTimezone: 'America/New_York',
      generateDateFormat: 'YYYY-MM-DD HH:mm',
      generateDateTimezone: 'UTC',
    };
    const convert = (record: object) => mapRecords({ fields: [field] }, [record], { dates }).mapped;
    expect(convert({ at: '01/31/2024 20:00' })).toEqual([{ at: '2024-02-01 01:00' }]);
    expect(convert({ at: '' })).toEqual([{ at: '' }]);
    expect(convert({})).toEqual([{}]);
    expect(() => convert({ at: 'soon' })).toThrow(
      expect.objectContaining({
        source: 'mapping',
        code: 'mapping_error',
        message: 'at: expected a date in the format MM/DD/YYYY HH:mm, found "soon" at at',
      }),
    );
  });

  it('that are time zones alone leave the value as it is, a number too, and stand beside lookups, which is said', async () => {
    const dates = await loadDates();
    const zones = { extractDateTimezone: 'UTC', generateDateTimezone: 'Nowhere' };
    const fields = [
      { extract: 'at', generate: 'at', ...zones },
      { extract: 'region', generate: 'country', lookupName: 'country', generateDateTimezone: 'UTC' },
      { hardCodedValue: 'a', generate: 'fixed', generateDateTimezone: 'UTC' },
    ];
    const { mapped, warnings } = mapRecords({ fields }, [{ at: 5, region: 'EU' }], { ...settings, dates });
    expect(mapped).toEqual([{ at: 5, country: 'DE', fixed: 'a' }]);
    const message =
      'found a time zone without a date format, expected extractDateFormat or generateDateFormat beside it: the value stays as it is';
    expect(warnings.map((one) => `${one.path}: ${one.message}`)).toEqual([
      `fields[0].extractDateTimezone: ${message}`,
      `fields[0].generateDateTimezone: ${message}`,
      `fields[1].generateDateTimezone: ${message}`,
      `fields[2].generateDateTimezone: ${message}`,
    ]);
  });

  it('are checked before the first record', async () => {
    const dates = await loadDates();
    const field = { extract: 'at', generate: 'at', generateDateFormat: 'YYYY', generateDateTimezone: 'Europe/Berln' };
    const { findings } = compileDocument((scope) => compileMapper1({ fields: [field] }, scope, { dates }));
    expect(findings.refusals).toEqual([
      expect.objectContaining({
        path: 'fields[0].generateDateTimezone',
        message: expect.stringContaining('did you mean Europe/Berlin?'),
      }),
    ]);
  });

  it('let other errors pass', () => {
    const dates = {
      check: () => undefined,
      convert: () => {
        throw new TypeError('broken');
      },
    };
    const field = { extract: 'at', generate: 'at', extractDateFormat: 'YYYY' };
    expect(() => mapRecords({ fields: [field] }, [{ at: 'x' }], { dates })).toThrow(new TypeError('broken'));
  });

  it('have no effect on a fixed value, which is a warning', () => {
    const field = { hardCodedValue: 'x', generate: 'at', extractDateFormat: 'YYYY' };
    const { mapped, warnings } = mapRecords({ fields: [field] }, [{}]);
    expect(mapped).toEqual([{ at: 'x' }]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'found a date format on a fixed value, which has no effect',
    ]);
  });
});
