import { describe, expect, it } from 'vitest';
import type { Mapper2Settings } from '../../../src/simulator/mapper2/mapper2.ts';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';
import { mapOne } from './map-record.ts';

const expressions: Mapper2Settings = {
  compileExpression: (template) => (context) => template.replace('{{record.a}}', Object(context).record.a ?? ''),
};

describe('an empty value', () => {
  it.each<[value: unknown, output: object]>([
    [undefined, {}],
    [null, { x: null }],
    ['', { x: '' }],
  ])('%j without default and condition gives %j, which is a reading', (value, output) => {
    for (const dataType of ['string', 'number', 'boolean', 'object', 'stringarray', 'objectarray']) {
      const mapped = mapOne({ extract: '$.a', dataType }, value === undefined ? {} : { a: value });
      expect(mapped).toMatchObject({ output, readings: ['emptyValue'], failure: undefined });
    }
  });

  it('is also an empty list, for arrays', () => {
    const mapped = mapOne({ extract: '$.a', dataType: 'stringarray' }, { a: [] });
    expect(mapped).toMatchObject({ output: { x: [] }, readings: ['emptyValue'] });
    expect(mapOne({ extract: '$.a', dataType: 'stringarray', default: 'd' }, { a: [] }).output).toEqual({ x: ['d'] });
    expect(mapOne({ extract: '$.a[*]', dataType: 'stringarray' }, { a: [] }).output).toEqual({});
  });

  it.each<[dataType: string, fallback: unknown, x: unknown]>([
    ['string', 'd', 'd'],
    ['string', '', ''],
    ['string', null, null],
    ['number', '0', 0],
    ['number', '', ''],
    ['boolean', 'false', false],
    ['object', null, null],
    ['stringarray', '', []],
    ['numberarray', '1, 2', [1, 2]],
    ['numberarray', null, null],
    ['objectarray', '', []],
    ['objectarray', null, null],
  ])('of type %s with the default %j gives %j', (dataType, fallback, x) => {
    for (const record of [{}, { a: null }, { a: '' }]) {
      const mapped = mapOne({ extract: '$.a', dataType, default: fallback }, record);
      expect(mapped).toMatchObject({ output: { x }, readings: [] });
    }
  });

  it('leaves out the field under extract_not_empty, which is a reading, also with a default', () => {
    const conditional = { when: 'extract_not_empty' };
    for (const record of [{}, { a: null }, { a: '' }]) {
      expect(mapOne({ extract: '$.a', conditional }, record)).toMatchObject({
        output: {},
        readings: ['conditionLeavesField'],
      });
    }
    expect(mapOne({ extract: '$.a', conditional, default: 'd' })).toMatchObject({
      output: {},
      readings: ['conditionLeavesField', 'conditionBeforeDefault'],
    });
    expect(mapOne({ extract: '$.a', conditional, default: 'd' }, { a: 'A' })).toMatchObject({
      output: { x: 'A' },
      readings: [],
    });
  });

  it('is what an expression gives without its fields', () => {
    expect(mapOne({ extract: '{{record.a}}', default: 'd' }, {}, expressions).output).toEqual({ x: 'd' });
  });

  it('does not include zero and false', () => {
    expect(mapOne({ extract: '$.a', default: 'd' }, { a: 0 }).output).toEqual({ x: '0' });
    expect(mapOne({ extract: '$.a', default: 'd', dataType: 'boolean' }, { a: false }).output).toEqual({ x: false });
  });

  it.each([
    [
      { extract: '$.a', default: 'many', dataType: 'number' },
      'default',
      'x: expected a number, found "many" at default',
    ],
    [
      { hardCodedValue: 'many', dataType: 'number' },
      'hardCodedValue',
      'x: expected a number, found "many" at hardCodedValue',
    ],
    [{ extract: 'many', dataType: 'number' }, 'extract', 'x: expected a number, found "many" at extract'],
    [
      { extract: '$.a', default: '1,b', dataType: 'numberarray' },
      'default',
      'x[1]: expected a number, found "b" at default',
    ],
  ])('fails the record where the value in the document is of another type, and is warned of', (entry, key, message) => {
    const { failure, warnings } = mapOne(entry);
    expect(failure?.message).toBe(message);
    expect(warnings.some((one) => one.startsWith(`[0].${key}: expected a number, found`))).toBe(true);
  });
});

describe('a lookup of an entry', () => {
  const values: Record<string, unknown> = { a: '1', b: '', c: null, d: undefined };
  const lookups = new Map([
    [
      'l',
      (value: unknown) => {
        if (value === 'bad') throw new RecordFailure('lookup', 'lookup_error', 'found no entry');
        return value === undefined || value === null || value === '' ? 'nothing' : values[String(value)];
      },
    ],
  ]);

  it.each<[value: unknown, dataType: string, output: object]>([
    ['a', 'string', { x: '1' }],
    ['a', 'number', { x: 1 }],
    ['b', 'number', { x: '' }],
    ['c', 'string', { x: null }],
    ['d', 'string', {}],
    [['a', 'd', 'a'], 'numberarray', { x: [1, 1] }],
    ['a', 'stringarray', { x: ['1'] }],
  ])('of %j as %s gives %j', (a, dataType, output) => {
    expect(mapOne({ extract: '$.a', lookupName: 'l', dataType }, { a }, { lookups }).output).toEqual(output);
  });

  it('looks up each element of a helper, which is a reading', () => {
    const entry = { dataType: 'numberarray', lookupName: 'l', buildArrayHelper: [{ extract: '$.a[*]' }] };
    expect(mapOne(entry, { a: ['a', 'd', 'a'] }, { lookups })).toMatchObject({
      output: { x: [1, 1] },
      readings: ['lookupOfList'],
    });
  });

  it('of an empty value finds nothing, which is a reading, unless default or condition decide', () => {
    const entry = { extract: '$.a', lookupName: 'l' };
    for (const record of [{}, { a: null }, { a: '' }]) {
      expect(mapOne(entry, record, { lookups })).toMatchObject({
        output: { x: 'nothing' },
        readings: ['lookupOfNothing'],
      });
      expect(mapOne({ ...entry, default: 'd' }, record, { lookups }).output).toEqual({ x: 'd' });
      expect(mapOne({ ...entry, conditional: { when: 'extract_not_empty' } }, record, { lookups }).output).toEqual({});
    }
  });

  it('of a fixed value looks that up, which is a reading; an extract comes first', () => {
    const entry = { hardCodedValue: 'a', lookupName: 'l' };
    expect(mapOne(entry, {}, { lookups })).toMatchObject({ output: { x: '1' }, readings: ['literalWithLookup'] });
    expect(mapOne({ ...entry, extract: '$.a' }, { a: 'c' }, { lookups }).output).toEqual({ x: null });
  });

  it('that fails the record keeps its source, and gets its place', () => {
    expect(mapOne({ extract: '$.a', lookupName: 'l' }, { a: 'bad' }, { lookups }).failure).toEqual({
      source: 'lookup',
      code: 'lookup_error',
      message: 'x: found no entry at $.a',
    });
  });
});
