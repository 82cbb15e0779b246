import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../src/contracts/author-types.ts';
import type { Mapper1Document, Mapper1Field } from '../../../src/simulator/mapper1/mapper1.ts';
import { readings } from '../../../src/simulator/mapper1/readings.ts';
import { compileResponseMapping } from '../../../src/simulator/mapper1/response-mapping.ts';
import { compileDocument } from './compile-document.ts';

/** Maps a response into a record by a mapping that has to be without refusals. */
function mapResponse(mapping: Mapper1Document, record: unknown, response: unknown) {
  const { compiled, findings } = compileDocument((scope) => compileResponseMapping(mapping, scope));
  expect(findings.refusals).toEqual([]);
  const before = JSON.stringify([record, response]);
  const mapped = compiled ? compiled(record as AnyRecord, response) : record;
  expect(JSON.stringify([record, response])).toBe(before);
  const warnings = findings.warnings().map(({ path, message }) => `${path}: ${message}`);
  return { mapped, warnings, rules: findings.readings().map(({ rule }) => rule) };
}

const imported = {
  id: '77',
  errors: [{ code: 'late', message: 'too late' }],
  ignored: false,
  statusCode: 200,
  _json: { lines: [{ number: 5 }, { number: 6 }], output: [{}, { content: [{ text: 'hello' }] }] },
  dataURI: 'https://app.example/77',
};
const found = { data: [{ id: 1, name: 'Ada' }, { id: 2 }], errors: [], ignored: false, statusCode: 200 };

describe('a response mapping', () => {
  it.each<[extract: string, response: object, value: unknown]>([
    ['id', imported, '77'],
    ['ignored', imported, false],
    ['statusCode', imported, 200],
    ['dataURI', imported, 'https://app.example/77'],
    ['errors', imported, imported.errors],
    ['errors[0].message', imported, 'too late'],
    ['errors.0.code', imported, 'late'],
    ['_json', imported, imported._json],
    ['_json.lines[*].number', imported, [5, 6]],
    ['_json.output.1.content.0.text', imported, 'hello'],
    ['data', found, found.data],
    ['data[0]', found, { id: 1, name: 'Ada' }],
    ['data[0].name', found, 'Ada'],
    ['data.[0].name', found, 'Ada'],
    ['data.0.name', found, 'Ada'],
    ['data[*].id', found, [1, 2]],
    ['errors', found, []],
    ['headers.etag', { headers: { etag: 'x' } }, 'x'],
    ['_text', { _text: 'answer' }, 'answer'],
  ])('adds %s to a copy of the record', (extract, response, value) => {
    const { mapped, warnings } = mapResponse({ fields: [{ extract, generate: 'to' }] }, { no: 1 }, response);
    expect(mapped).toEqual({ no: 1, to: value });
    expect(warnings).toEqual([]);
  });

  it.each<[what: string, extract: string, response: unknown]>([
    ['an extract that is missing', '_json.no', imported],
    ['an extract of nothing found', 'data[0].id', { data: [] }],
    ['the id of an ignored record', 'id', { ignored: true }],
    ['an answer that is missing', 'id', undefined],
  ])('adds nothing for %s, and gives the record itself', (_, extract, response) => {
    const record = { no: 1 };
    expect(mapResponse({ fields: [{ extract, generate: 'to' }] }, record, response).mapped).toBe(record);
  });

  it.each([[{}], [{ fields: [], lists: [] }], [{ fields: null, lists: null }]])(
    'that is %j maps nothing',
    (mapping) => {
      expect(compileDocument((scope) => compileResponseMapping(mapping, scope)).compiled).toBeUndefined();
    },
  );

  it('writes paths with dots, several into one object', () => {
    const fields = [
      { extract: 'id', generate: 'erp.id' },
      { extract: 'statusCode', generate: 'erp.status' },
    ];
    expect(mapResponse({ fields }, { no: 1 }, imported)).toMatchObject({
      mapped: { no: 1, erp: { id: '77', status: 200 } },
      rules: [],
    });
  });

  it.each<[what: string, record: object, fields: Mapper1Field[], mapped: object, rules: string[]]>([
    ['a value', { to: 1 }, [{ extract: 'id', generate: 'to' }], { to: '77' }, []],
    ['an object by a value', { to: { a: 1 } }, [{ extract: 'id', generate: 'to' }], { to: '77' }, []],
    ['a value by an object', { to: 1 }, [{ extract: '_json.lines[0]', generate: 'to' }], { to: { number: 5 } }, []],
    ['a shorter list', { to: [9] }, [{ extract: '_json.lines[*].number', generate: 'to' }], { to: [5, 6] }, []],
    ['a list by an object', { to: [1] }, [{ extract: '_json.lines[0]', generate: 'to' }], { to: { number: 5 } }, []],
    [
      'a longer list',
      { to: [1, 2, 3] },
      [{ extract: '_json.lines[*].number', generate: 'to' }],
      { to: [5, 6] },
      [readings.replacedValue.rule],
    ],
    [
      'an object with the same names',
      { to: { number: 1 } },
      [{ extract: '_json.lines[0]', generate: 'to' }],
      { to: { number: 5 } },
      [],
    ],
    [
      'an object with more names',
      { to: { number: 1, kept: 2 } },
      [{ extract: '_json.lines[0]', generate: 'to' }],
      { to: { number: 5 } },
      [readings.replacedValue.rule],
    ],
    [
      'an object with more names within it',
      { to: { a: { at: 'noon' } } },
      [{ extract: 'id', generate: 'to.a.id' }],
      { to: { a: { id: '77' } } },
      [readings.replacedValue.rule],
    ],
  ])('replaces %s, and tells where merging would give more', (_, record, fields, mapped, rules) => {
    expect(mapResponse({ fields }, record, imported)).toMatchObject({ mapped, rules });
  });

  it('writes into each row of a group', () => {
    const rows = [{ no: 1 }, { no: 2, to: 'old' }, 'no row'];
    expect(mapResponse({ fields: [{ extract: 'id', generate: 'to' }] }, rows, imported).mapped).toEqual([
      { no: 1, to: '77' },
      { no: 2, to: '77' },
      'no row',
    ]);
  });

  it.each(['$', '$.id', '$[0]'])('drops %s, and warns', (extract) => {
    const record = { no: 1 };
    const { mapped, warnings } = mapResponse({ fields: [{ extract, generate: 'to' }] }, record, imported);
    expect(mapped).toBe(record);
    expect(warnings).toEqual([expect.stringContaining(`found ${extract}, which the platform drops silently`)]);
  });

  it('runs a list fully, and warns', () => {
    const list = { generate: 'people', fields: [{ extract: 'data[*].id', generate: 'no' }] };
    const { mapped, warnings } = mapResponse({ lists: [list] }, { a: 1 }, found);
    expect(mapped).toEqual({ a: 1, people: [{ no: 1 }, { no: 2 }] });
    expect(warnings).toEqual([
      'lists[0].fields[0].generate: found the list people[*].no, of which the platform kept only the first element; map it whole, such as data, and read it in a hook',
    ]);
    const flat = { extract: 'data[*].id', generate: 'people[*].no' };
    expect(mapResponse({ fields: [flat] }, { a: 1 }, found).mapped).toEqual(mapped);
  });

  it('warns of a path that no answer has, except of errors and the like', () => {
    const warnings = (extract: string) =>
      mapResponse({ fields: [{ extract, generate: 'to' }] }, {}, { idd: 1 }).warnings;
    expect(warnings('id')).toEqual(['fields[0].extract: id was found in none of 1 record; did you mean idd?']);
    expect(warnings('errors[0].message')).toEqual([]);
    expect(warnings('ignored')).toEqual([]);
    expect(warnings('dataURI')).toEqual([]);
    expect(warnings('errorsOf')).toHaveLength(1);
  });

  it.each<[field: Mapper1Field, path: string, message: string]>([
    [
      { extract: 'id', generate: '[1].to' },
      'generate',
      'found [1].to, expected a name; a group of rows gets it in every row',
    ],
    [
      { extract: 'id', generate: '[*].to' },
      'generate',
      'found [*].to, expected a name; a group of rows gets it in every row',
    ],
    [{ extract: 'id', generate: 'a[' }, 'generate', 'found "[", expected a path like customer.name or lines[*].sku'],
    [
      { hardCodedValue: null, generate: 'a' },
      'hardCodedValue',
      'found hardCodedValue, expected only extract and generate in a response mapping; a hook can do more',
    ],
    [
      { extract: 'id', generate: 'a', conditional: { when: 'extract_not_empty' } },
      'conditional',
      'found conditional, expected only extract and generate in a response mapping; a hook can do more',
    ],
    [
      { extract: '{{id}}', generate: 'a' },
      'extract',
      'found {{id}}, which no expression is compiled for here; expected a path',
    ],
  ])('of %j is refused', (field, path, message) => {
    const { findings } = compileDocument((scope) => compileResponseMapping({ fields: [field] }, scope));
    expect(findings.refusals).toEqual([{ document: 'imports/d1.json', path: `fields[0].${path}`, message }]);
  });

  it('gives fields of any name to the record alone', () => {
    const response = JSON.parse('{"id":{"polluted":1}}');
    const record = JSON.parse('{"__proto__":{"a":1}}');
    const { mapped } = mapResponse({ fields: [{ extract: 'id', generate: '__proto__' }] }, record, response);
    expect(JSON.stringify(mapped)).toBe('{"__proto__":{"polluted":1}}');
    expect({}).not.toHaveProperty('polluted');
  });
});
