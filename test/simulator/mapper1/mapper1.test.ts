import { describe, expect, it } from 'vitest';
import { compileMapper1, type Mapper1Field } from '../../../src/simulator/mapper1/mapper1.ts';
import { readings } from '../../../src/simulator/mapper1/readings.ts';
import { compileDocument, mapRecords } from './compile-document.ts';

const map = (fields: readonly Mapper1Field[], record: unknown) => mapRecords({ fields }, [record]).mapped[0];

const order = {
  id: 1001,
  customer: { name: 'Ada', 'e.mail': 'ada@example.com' },
  total: '19.90',
  note: '',
  gone: null,
  none: [],
  tags: ['new', 'gift'],
  lines: [{ sku: 'A', quantity: '2', serials: ['x', 'y'] }, { sku: 'B', quantity: 1, serials: ['z'] }, { quantity: 3 }],
};

describe('an entry of a mapping', () => {
  it.each<[what: string, field: Mapper1Field, mapped: unknown]>([
    ['a field', { extract: 'id', generate: 'externalId' }, { externalId: 1001 }],
    ['a path', { extract: 'customer.name', generate: 'ship.to.name' }, { ship: { to: { name: 'Ada' } } }],
    ['a long path', { extract: 'lines[0].serials.[1]', generate: 'serial' }, { serial: 'y' }],
    [
      'a name with dots',
      { extract: 'customer[e.mail]', generate: 'contact[e.mail]' },
      { contact: { 'e.mail': 'ada@example.com' } },
    ],
    ['one element', { extract: 'tags[1]', generate: 'tag' }, { tag: 'gift' }],
    ['one element, with dots', { extract: 'lines.1.sku', generate: 'sku' }, { sku: 'B' }],
    ['into one element', { extract: 'id', generate: 'ids[1]' }, { ids: [undefined, 1001] }],
    [
      'each element of a list',
      { extract: 'lines[*].quantity', generate: 'items[*].count' },
      { items: [{ count: '2' }, { count: 1 }, { count: 3 }] },
    ],
    [
      'elements that lack the field',
      { extract: 'lines[*].sku', generate: 'items[*].sku' },
      { items: [{ sku: 'A' }, { sku: 'B' }, {}] },
    ],
    ['a list of values', { extract: 'lines[*].sku', generate: 'skus' }, { skus: ['A', 'B'] }],
    ['lists of values as one', { extract: 'lines[*].serials[*]', generate: 'all' }, { all: ['x', 'y', 'z'] }],
    ['values into a list', { extract: 'lines[*].sku', generate: 'skus[*]' }, { skus: ['A', 'B', null] }],
    [
      'lists within lists',
      { extract: 'lines[*].serials[*]', generate: 'items[*].numbers[*].n' },
      { items: [{ numbers: [{ n: 'x' }, { n: 'y' }] }, { numbers: [{ n: 'z' }] }, { numbers: [] }] },
    ],
    [
      'lists within lists, as one',
      { extract: 'lines[*].serials[*]', generate: 'numbers[*].n' },
      { numbers: [{ n: 'x' }, { n: 'y' }, { n: 'z' }] },
    ],
    [
      'elements into lists of lists',
      { extract: 'lines[*].serials[*]', generate: 'rows[*][*]' },
      { rows: [['x', 'y'], ['z'], []] },
    ],
    [
      'into an element of each',
      { extract: 'lines[*].sku', generate: 'i[*][1]' },
      { i: [[undefined, 'A'], [undefined, 'B'], []] },
    ],
    [
      'a single object for a list',
      { extract: 'customer[*].name', generate: 'people[*].name' },
      { people: [{ name: 'Ada' }] },
    ],
    ['a single object for a list of values', { extract: 'customer[*].name', generate: 'names' }, { names: ['Ada'] }],
    ['no list', { extract: 'parcels[*].id', generate: 'boxes[*].id' }, {}],
    ['no list of values', { extract: 'parcels[*].id', generate: 'boxes' }, {}],
    ['an empty list', { extract: 'none[*].id', generate: 'boxes[*].id' }, { boxes: [] }],
    ['nothing', { extract: 'customer.phone.home', generate: 'phone' }, {}],
    ['nothing into a list', { extract: 'phone', generate: 'phones[*].number' }, {}],
    ['null', { extract: 'gone', generate: 'gone' }, { gone: null }],
    ['an empty text', { extract: 'note', generate: 'note' }, { note: '' }],
    ['an inherited name', { extract: 'constructor', generate: 'made' }, {}],
    ['a constant', { generate: 'type', hardCodedValue: 'order' }, { type: 'order' }],
    ['false as a constant', { generate: 'open', hardCodedValue: false }, { open: false }],
    ['a constant in a list of its own', { generate: 'items[*].type', hardCodedValue: 'x' }, { items: [{ type: 'x' }] }],
    ['a constant in nested lists', { generate: 'a[*].b[*]', hardCodedValue: 'x' }, { a: [{ b: ['x'] }] }],
    ['a field in a list of its own', { extract: 'id', generate: 'items[*].id' }, { items: [{ id: 1001 }] }],
    ['a default for nothing', { extract: 'phone', generate: 'phone', default: '-' }, { phone: '-' }],
    ['a default for null', { extract: 'gone', generate: 'gone', default: '-' }, { gone: '-' }],
    ['a default for an empty text', { extract: 'note', generate: 'note', default: '-' }, { note: '-' }],
    ['a default for an empty list', { extract: 'none', generate: 'none', default: '-' }, { none: '-' }],
    ['null as a default', { extract: 'note', generate: 'note', default: null }, { note: null }],
    ['an empty default', { extract: 'phone', generate: 'phone', default: '', dataType: 'number' }, { phone: '' }],
    ['a default by its type', { extract: 'phone', generate: 'n', default: '5', dataType: 'number' }, { n: 5 }],
    ['a default that is not needed', { extract: 'id', generate: 'id', default: 5 }, { id: 1001 }],
    [
      'a default in a list',
      { extract: 'lines[*].sku', generate: 'items[*].sku', default: '?' },
      { items: [{ sku: 'A' }, { sku: 'B' }, { sku: '?' }] },
    ],
    ['no field of an empty value', { extract: 'note', generate: 'note', discardIfEmpty: true }, {}],
    ['a field of a value', { extract: 'id', generate: 'id', discardIfEmpty: true }, { id: 1001 }],
    [
      'only elements with a value',
      { extract: 'lines[*].sku', generate: 'items[*].sku', discardIfEmpty: true },
      { items: [{ sku: 'A' }, { sku: 'B' }, {}] },
    ],
    ['no list of empty fields', { extract: 'lines[*].x', generate: 'items[*].x', discardIfEmpty: true }, {}],
    [
      'no list on a condition',
      { extract: 'none[*].x', generate: 'items[*].x', conditional: { when: 'extract_not_empty' } },
      {},
    ],
    ['null as a fixed value', { generate: 'cleared', hardCodedValue: null }, { cleared: null }],
    ['null beside a default', { generate: 'kept', hardCodedValue: null, default: 'x' }, { kept: null }],
    ['an empty fixed text', { generate: 'blank', hardCodedValue: '', dataType: 'number' }, { blank: '' }],
    ['a fixed value by its type', { generate: 'n', hardCodedValue: '5', dataType: 'number' }, { n: 5 }],
    [
      'no empty settings',
      { extract: 'id', generate: 'id', lookupName: '', dataType: null, conditional: {} },
      { id: 1001 },
    ],
  ])('maps %s', (_, field, mapped) => {
    expect(map([field], order)).toEqual(mapped);
  });

  it.each<[dataType: string, from: unknown, to: unknown]>([
    ['string', 5, '5'],
    ['string', false, 'false'],
    ['string', '', ''],
    ['number', ' 19.90 ', 19.9],
    ['number', 7, 7],
    ['number', '', undefined],
    ['number', null, null],
    ['boolean', 'TRUE', true],
    ['boolean', 1, true],
    ['boolean', '0', false],
    ['boolean', false, false],
    ['object', { a: 1 }, { a: 1 }],
    ['json', [{ a: 1 }], [{ a: 1 }]],
    ['json', '', ''],
    ['stringarray', [1, 'a'], ['1', 'a']],
    ['stringarray', 'a', ['a']],
    ['numberarray', ['1', 2, null], [1, 2, null]],
    ['numberarray', null, null],
    ['booleanarray', ['true'], [true]],
    ['objectarray', { a: 1 }, [{ a: 1 }]],
    ['objectarray', undefined, undefined],
  ])('makes a %s of %j', (dataType, from, to) => {
    expect(map([{ extract: 'from', generate: 'to', dataType }], { from })).toEqual(to === undefined ? {} : { to });
  });

  it.each<[dataType: string, extract: string, generate: string, message: string]>([
    ['number', 'customer.name', 'a.b', 'a.b: expected a number, found "Ada" at customer.name'],
    ['number', 'lines[*].sku', 'items[*].n', 'items[0].n: expected a number, found "A" at lines[*].sku'],
    ['numberarray', 'tags', 'tags', 'tags[0]: expected a number, found "new" at tags'],
    ['boolean', 'id', 'id', 'id: expected a boolean, found 1001 at id'],
    ['boolean', 'customer', 'c', 'c: expected a boolean, found {"name":"Ada","e.mail":"ada@example.com"} at customer'],
    ['object', 'tags', 'tags', 'tags: expected an object, found ["new","gift"] at tags'],
    [
      'string',
      'lines',
      'lines',
      'lines: expected a string, found [{"sku":"A","quantity":"2","serials":["x","y"]},{"sku":"B","… at lines',
    ],
  ])('fails the record, and names the place, of a value that is no %s', (dataType, extract, generate, message) => {
    const failure = { name: 'RecordFailure', source: 'mapping', code: 'mapping_error', message };
    expect(() => map([{ extract, generate, dataType }], order)).toThrow(expect.objectContaining(failure));
  });

  it('names the index of the element that fails, in each list around it', () => {
    const record = { orders: [{ lines: [{ q: 1 }] }, { lines: [{ q: 2 }, { q: 'x' }] }] };
    const field = { extract: 'orders[*].lines[*].q', generate: 'o[*].l[*].q', dataType: 'number' };
    expect(() => map([field], record)).toThrow('o[1].l[1].q: expected a number, found "x" at orders[*].lines[*].q');
    const whole = { extract: 'lines[*].quantity', generate: 'items[*].count', dataType: 'number' };
    const message = 'items[1].count: expected a number, found "x" at lines[*].quantity';
    expect(() => map([whole], { lines: [{ quantity: 1 }, { quantity: 'x' }] })).toThrow(message);
  });

  it('leaves no trace of a record that failed in the next one', () => {
    const fields = [{ extract: 'lines[*].q', generate: 'items[*].q', dataType: 'number' }];
    const { compiled } = compileDocument((scope) => compileMapper1({ fields }, scope));
    expect(() => compiled?.({ lines: [{ q: 1 }, { q: 'x' }] })).toThrow('items[1].q');
    expect(compiled?.({ lines: [{ q: 3 }] })).toEqual({ items: [{ q: 3 }] });
    expect(compiled?.({})).toEqual({});
  });

  it.each<[what: string, fields: Mapper1Field[], rule: string]>([
    ['a missing value', [{ extract: 'phone', generate: 'phone' }], readings.emptyValue.rule],
    ['an empty number', [{ extract: 'note', generate: 'n', dataType: 'number' }], readings.emptyText.rule],
    ['an empty list', [{ extract: 'none', generate: 'n', default: 'x' }], readings.emptyList.rule],
    [
      'a condition',
      [{ extract: 'note', generate: 'n', default: 'x', discardIfEmpty: true }],
      readings.conditionBeforeDefault.rule,
    ],
    ['joined lists', [{ extract: 'lines[*].serials[*]', generate: 's[*]' }], readings.joinedLists.rule],
    ['an element without fields', [{ extract: 'lines[*].sku', generate: 'i[*].sku' }], readings.emptyElement.rule],
    [
      'a list that is missing in an element',
      [{ extract: 'lines[*].serials[*]', generate: 'i[*].s[*]' }],
      readings.innerList.rule,
    ],
    ['a single element', [{ extract: 'customer[*].name', generate: 'n[*]' }], readings.singleElement.rule],
    ['a single value', [{ extract: 'customer[*].name', generate: 'n' }], readings.singleElement.rule],
    [
      'parents',
      [
        { extract: 'lines[*].sku', generate: 's[*].sku' },
        { extract: 'lines[*].serials[*]', generate: 's[*].serial' },
      ],
      readings.parentValue.rule,
    ],
  ])('tells that a reading decided %s', (_, fields, rule) => {
    expect(mapRecords({ fields }, [order]).rules).toContain(rule);
  });

  it('relies on no reading where none decided', () => {
    const fields = [
      { extract: 'id', generate: 'id', default: '-' },
      { extract: 'lines[*].quantity', generate: 'items[*].quantity' },
      { generate: 'cleared', hardCodedValue: null },
      { extract: 'none', generate: 'none' },
    ];
    expect(mapRecords({ fields }, [order]).rules).toEqual([]);
  });
});
