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

describe('a mapping without entries', () => {
  it.each([[{}], [{ fields: [] }], [{ fields: [], lists: [] }], [{ fields: null }]])('%j maps nothing', (mapping) => {
    expect(compileDocument((scope) => compileMapper1(mapping, scope)).compiled).toBeUndefined();
  });

  it.each<[what: string, field: Mapper1Field, path: string, message: string]>([
    [
      'generate',
      { extract: 'id' },
      'fields[0]',
      'found no generate, so the entry is ignored; expected the name of the field',
    ],
    [
      'a source',
      { generate: 'kind', default: 'order' },
      'fields[0]',
      'found neither extract nor hardCodedValue, so the entry is ignored; expected one of them',
    ],
  ])('warns of an entry without %s', (_, field, path, message) => {
    const { mapped, warnings } = mapRecords({ fields: [field] }, [order]);
    expect(mapped).toEqual([order]);
    expect(warnings).toEqual([{ document: 'imports/d1.json', path, message }]);
  });

  it('warns of a list without generate', () => {
    const { warnings } = mapRecords({ lists: [{ fields: [{ extract: 'a', generate: 'b' }] }] }, []);
    const message = 'found no generate, so the list is ignored; expected the name of the list';
    expect(warnings).toEqual([{ document: 'imports/d1.json', path: 'lists[0]', message }]);
  });
});

describe('a name in quotes and brackets', () => {
  const fields = [
    { extract: "['Email']", generate: 'e' },
    { extract: "['Cust_PO#']", generate: 'po' },
  ];

  it('reads the field where the record has it', () => {
    const { mapped, rules } = mapRecords({ fields }, [{ Email: 'a@b.example', 'Cust_PO#': 77 }]);
    expect(mapped).toEqual([{ e: 'a@b.example', po: 77 }]);
    expect(rules).toEqual([readings.quotedName.rule]);
  });

  it('is a literal where the record lacks it', () => {
    const { mapped, rules } = mapRecords({ fields: [{ extract: '["new"]', generate: 'status' }] }, [{ a: 1 }]);
    expect(mapped).toEqual([{ status: 'new' }]);
    expect(rules).toEqual([readings.quotedName.rule]);
  });

  it('keeps null', () => {
    expect(map(fields, { Email: null, 'Cust_PO#': '' })).toEqual({ e: null, po: '' });
  });

  it('is a name after a path', () => {
    expect(map([{ extract: "a['b.c']", generate: 'x' }], { a: { 'b.c': 1 } })).toEqual({ x: 1 });
    expect(map([{ extract: "a['b.c']", generate: 'x' }], { a: {} })).toEqual({});
  });
});

describe('a path that finds its field in no record', () => {
  it('is a warning, with the nearest name that is there', () => {
    const records = [{ Email: 'a' }, { Email: 'b' }, { Email: 'c' }];
    expect(mapRecords({ fields: [{ extract: 'email', generate: 'e' }] }, records).warnings).toEqual([
      {
        document: 'imports/d1.json',
        path: 'fields[0].extract',
        message: 'email was found in none of 3 records; did you mean Email?',
      },
    ]);
  });

  it('is counted by records, not by elements', () => {
    const records = [{ lines: [{ sku: 1 }, { sku: 2 }] }, { lines: [] }];
    const { warnings } = mapRecords({ fields: [{ extract: 'lines[*].skus', generate: 'l[*].s' }] }, records);
    expect(warnings.map(({ message }) => message)).toEqual([
      'lines[*].skus was found in none of 2 records; did you mean lines[*].sku?',
    ]);
  });

  it('is none where one element has it', () => {
    const records = [{ lines: [{}, { sku: 2 }] }, {}];
    expect(mapRecords({ fields: [{ extract: 'lines[*].sku', generate: 'l[*].s' }] }, records).warnings).toEqual([]);
  });

  it('is sure to find nothing with $', () => {
    const fields = [
      { extract: '$.id', generate: 'id' },
      { extract: '$', generate: 'all', default: 'x' },
    ];
    const { mapped, warnings } = mapRecords({ fields }, [{ id: 1 }]);
    expect(mapped).toEqual([{ all: 'x' }]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'found $.id, which finds nothing here; expected id, without $',
      'found $, which finds nothing here; expected a field by its name, without $',
    ]);
  });
});

describe('names of any kind', () => {
  it('are read and written as properties of their own', () => {
    const record = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}}}');
    const mapped = map(
      [
        { extract: '__proto__.polluted', generate: '__proto__.polluted' },
        { extract: 'constructor.prototype.polluted', generate: 'constructor.prototype.polluted' },
      ],
      record,
    );
    expect(JSON.stringify(mapped)).toBe(JSON.stringify(record));
    expect({}).not.toHaveProperty('polluted');
  });
});
