import { describe, expect, it } from 'vitest';
import type { Mapper2Settings } from '../../../src/simulator/mapper2/mapper2.ts';
import { type EntryDocument, mapOne, mapRecord } from './map-record.ts';

const expressions: Mapper2Settings = {
  compileExpression: (template) => (context) => template.replace('{{record.a}}', Object(context).record.a ?? ''),
};

describe('an entry', () => {
  it.each<[what: string, entry: EntryDocument, x: unknown]>([
    ['a JSON path', { extract: '$.a' }, 'A'],
    ['an expression', { extract: '{{record.a}}!' }, 'A!'],
    ['a text that is neither path nor expression', { extract: 'primary' }, 'primary'],
    ['an amount of dollars, which is no path', { extract: '$5.00' }, '$5.00'],
    ['such a text, converted', { extract: 'true', dataType: 'boolean' }, true],
    ['a fixed text', { hardCodedValue: 'USD' }, 'USD'],
    ['a fixed empty text', { hardCodedValue: '' }, ''],
    ['a fixed null', { hardCodedValue: null, default: 'd' }, null],
    ['a fixed number, written as text', { hardCodedValue: '0', dataType: 'number' }, 0],
    ['a fixed number', { hardCodedValue: 5 }, '5'],
    ['a fixed list', { hardCodedValue: '18, 19', dataType: 'numberarray' }, [18, 19]],
    ['a fixed list of one', { hardCodedValue: 'a', dataType: 'stringarray' }, ['a']],
    ['a fixed list of booleans', { hardCodedValue: 't,0', dataType: 'booleanarray' }, [true, false]],
    ['a fixed list, written as one', { hardCodedValue: [1, 'a'], dataType: 'stringarray' }, ['1', 'a']],
    ['a fixed empty list', { hardCodedValue: '', dataType: 'stringarray' }, []],
    ['a fixed null as a list', { hardCodedValue: null, dataType: 'objectarray' }, null],
    ['a fixed null as an object', { hardCodedValue: null, dataType: 'object' }, null],
    ['a fixed empty list of objects', { hardCodedValue: '', dataType: 'objectarray' }, []],
  ])('takes %s', (_, entry, x) => {
    const { output, refusals, warnings } = mapOne(entry, { a: 'A' }, expressions);
    expect({ output, refusals, warnings }).toEqual({ output: { x }, refusals: [], warnings: [] });
  });

  it('converts what an expression gives', () => {
    expect(mapOne({ extract: '{{record.a}}', dataType: 'number' }, { a: 7 }, expressions).output).toEqual({ x: 7 });
  });

  it('gives its fixed list anew to each record', () => {
    const entry = { hardCodedValue: 'a', dataType: 'stringarray' };
    const lists = [mapOne(entry), mapOne(entry)].map(({ output }) => Object(output).x);
    expect(lists[0]).not.toBe(lists[1]);
  });

  it('with both hardCodedValue and extract takes the fixed value, and is warned of', () => {
    expect(mapOne({ extract: '$.a', hardCodedValue: 'h' }, { a: 'A' })).toMatchObject({
      output: { x: 'h' },
      warnings: ['[0].hardCodedValue: found hardCodedValue beside extract, expected one of them; extract is not read'],
    });
  });

  it.each<[dataType: string, expected: string]>([
    ['string', '[0]: found neither extract nor hardCodedValue, expected one of them'],
    ['object', '[0]: found neither mappings nor extract, expected one of them'],
    ['stringarray', '[0]: found neither buildArrayHelper nor extract nor hardCodedValue, expected one of them'],
  ])('of type %s without a source gives no field, and is warned of', (dataType, expected) => {
    expect(mapOne({ dataType })).toMatchObject({ output: {}, warnings: [expected] });
    expect(mapOne({ dataType, default: null }).output).toEqual({ x: null });
  });

  it.each([{ status: 'Draft' }, { status: 'Draft', dataType: 'date', extract: '$[' }])(
    'is ignored as a draft',
    (more) => {
      const entry = { generate: 'y', dataType: 'string', hardCodedValue: 'y', ...more };
      const { output, refusals } = mapRecord([{ generate: 'x', dataType: 'string', hardCodedValue: 'x' }, entry], {});
      expect({ output, refusals }).toEqual({ output: { x: 'x' }, refusals: [] });
    },
  );

  it.each([undefined, null, 'Active'])('is active with the status %s', (status) => {
    expect(mapOne({ status, extract: '$.a' }, { a: 'A' }).output).toEqual({ x: 'A' });
  });

  it('has one name, in which a dot is a letter like others', () => {
    const { output, warnings } = mapOne({ generate: 'a.b', hardCodedValue: 'v' });
    expect(output).toEqual({ 'a.b': 'v' });
    expect(warnings).toEqual([
      '[0].generate: found a.b, which is one name with a dot; use an entry of dataType object for a field inside',
    ]);
  });

  it('writes names of all objects as own fields', () => {
    const { output } = mapRecord(
      [
        { generate: '__proto__', dataType: 'string', hardCodedValue: 'a' },
        { generate: 'constructor', dataType: 'string', hardCodedValue: 'b' },
      ],
      {},
    );
    expect(Object.entries(output as object)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(Object.getPrototypeOf(output)).toBe(Object.prototype);
  });

  it('writes over an entry for the same field where it gives a value, which is a reading', () => {
    const first = { generate: 'x', dataType: 'string', extract: '$.a' };
    const second = { generate: 'x', dataType: 'string', extract: '$.b' };
    const both = mapRecord([first, second], { a: 'A', b: 'B' });
    expect(both).toMatchObject({ output: { x: 'B' }, readings: ['sameField'] });
    expect(both.warnings).toEqual(['[1].generate: found x, which an entry before writes too']);
    expect(mapRecord([first, second], { a: 'A' })).toMatchObject({ output: { x: 'A' }, readings: ['emptyValue'] });
    expect(mapRecord([first, second], { b: 'B' }).readings).toEqual(['emptyValue']);
  });
});

describe('a condition on the destination', () => {
  const settings: Mapper2Settings = { isExisting: (record) => Object(record).exists };

  it.each([
    ['record_created', false, { x: 'v' }],
    ['record_created', true, {}],
    ['record_updated', false, {}],
    ['record_updated', true, { x: 'v' }],
  ])('%s, for a record that exists: %s, gives %j', (when, exists, output) => {
    expect(mapOne({ hardCodedValue: 'v', conditional: { when } }, { exists }, settings)).toMatchObject({
      output,
      readings: [],
    });
  });

  it('is one on the whole record, also within a list', () => {
    const inner = { generate: 'y', dataType: 'string', extract: '$.l.n', conditional: { when: 'record_created' } };
    const entry = { dataType: 'objectarray', buildArrayHelper: [{ extract: '$.l[*]', mappings: [inner] }] };
    const record = (exists: boolean) => ({ exists, l: [{ n: 1, exists: !exists }] });
    expect(mapOne(entry, record(false), settings).output).toEqual({ x: [{ y: '1' }] });
    expect(mapOne(entry, record(true), settings).output).toEqual({ x: [{}] });
  });

  it('leaves out the field also with a default, which is a reading', () => {
    const entry = { hardCodedValue: 'v', default: 'd', conditional: { when: 'record_created' } };
    expect(mapOne(entry, { exists: true }, settings)).toMatchObject({
      output: {},
      readings: ['conditionBeforeDefault'],
    });
  });

  it.each([{}, { when: '' }, { when: null }])('%j is none, which is a reading', (conditional) => {
    expect(mapOne({ hardCodedValue: 'v', conditional })).toMatchObject({
      output: { x: 'v' },
      readings: ['noCondition'],
    });
    const helper = { buildArrayHelper: [{ extract: '$.l', conditional }] };
    expect(mapOne({ dataType: 'stringarray', ...helper }, { l: ['a'] })).toMatchObject({
      output: { x: ['a'] },
      readings: ['elementsOfList', 'noCondition'],
    });
  });

  it('null is none', () => {
    expect(mapOne({ hardCodedValue: 'v', conditional: null })).toMatchObject({ output: { x: 'v' }, readings: [] });
  });

  it.each([{ lookupName: 'l' }, { when: 'extract_not_empty', lookupName: 'l' }])('%j asks no lookup', (conditional) => {
    expect(mapOne({ extract: '$.a', conditional }, { a: 'v' })).toMatchObject({
      output: { x: 'v' },
      warnings: ['[0].conditional.lookupName: found it, which has no effect: no condition of mappings asks a lookup'],
    });
  });
});

describe('an object', () => {
  const text = (generate: string, extract: string) => ({ generate, dataType: 'string', extract });

  it('without mappings is copied as it is', () => {
    expect(mapOne({ dataType: 'object', extract: '$.a', mappings: [] }, { a: { b: 1 } }).output).toEqual({
      x: { b: 1 },
    });
  });

  it('with mappings is built from them; paths begin at the root at any depth', () => {
    const inner = { generate: 'o', dataType: 'object', mappings: [text('c', '$.c')] };
    const mapped = mapOne({ dataType: 'object', mappings: [text('b', '$.a.b'), inner] }, { a: { b: 1 }, c: 2 });
    expect(mapped).toMatchObject({ output: { x: { b: '1', o: { c: '2' } } }, readings: [] });
  });

  it('with both is built from its mappings, which is a reading', () => {
    const entry = { dataType: 'object', extract: '$.a', mappings: [text('c', '$.c')] };
    expect(mapOne(entry, { a: { b: 1 }, c: 2 })).toMatchObject({
      output: { x: { c: '2' } },
      readings: ['childrenBeforeExtract'],
    });
  });

  it('with both is left out by its condition where its extract finds nothing', () => {
    const entry = {
      dataType: 'object',
      extract: '$.a',
      conditional: { when: 'extract_not_empty' },
      mappings: [text('c', '$.c')],
    };
    expect(mapOne(entry, { c: 2 }).output).toEqual({});
    expect(mapOne(entry, { a: {}, c: 2 }).output).toEqual({ x: { c: '2' } });
  });

  it('none of whose fields has a value is left out, which is a reading', () => {
    const entry = {
      dataType: 'object',
      mappings: [{ ...text('b', '$.b'), conditional: { when: 'extract_not_empty' } }],
    };
    expect(mapOne(entry)).toMatchObject({ output: {}, readings: ['emptyObject', 'conditionLeavesField'] });
    expect(mapOne({ ...entry, default: null }).output).toEqual({ x: null });
    expect(mapOne({ ...entry, conditional: { when: 'extract_not_empty' } }).output).toEqual({});
    expect(mapOne(entry, { b: 1 }).output).toEqual({ x: { b: '1' } });
  });

  it('whose mappings are all drafts is left out', () => {
    const entry = { dataType: 'object', mappings: [{ ...text('b', '$.b'), status: 'Draft' }] };
    expect(mapOne(entry, { b: 1 }).output).toEqual({});
  });
});
