import { describe, expect, it } from 'vitest';
import { isJsonPath } from '../../../src/simulator/mapper2/json-path.ts';
import { mapRecord } from './map-record.ts';

const order = {
  id: 'A1',
  'ship to': { city: 'Rome' },
  'Order-Id': 7,
  tags: ['x', 'y', 'z'],
  lines: [
    { sku: 'a', n: 1, parts: [{ id: 1 }, { id: 2 }] },
    { sku: 'b', n: 2, parts: [{ id: 3 }] },
  ],
  map: { first: 1, second: 2 },
};

function read(dataType: string, extract: string, record: unknown = order) {
  const mapped = mapRecord([{ generate: 'x', dataType, extract }], record);
  return { ...mapped, x: (mapped.output as { x?: unknown })?.x };
}

describe('a JSON path', () => {
  it.each([
    ['a field', 'string', '$.id', 'A1'],
    ['a quoted name', 'string', "$['ship to'].city", 'Rome'],
    ['a name in double quotes', 'string', '$["ship to"]["city"]', 'Rome'],
    ['a name with a dash', 'string', '$.Order-Id', '7'],
    ['an index', 'string', '$.tags[1]', 'y'],
    ['an index from the end', 'string', '$.tags[-1]', 'z'],
    ['each element', 'stringarray', '$.lines[*].sku', ['a', 'b']],
    ['lists within lists', 'numberarray', '$.lines[*].parts[*].id', [1, 2, 3]],
    ['an index within each element', 'numberarray', '$.lines[*].parts[0].id', [1, 3]],
    ['a slice', 'stringarray', '$.tags[0:2]', ['x', 'y']],
    ['several indexes', 'stringarray', '$.tags[0,2]', ['x', 'z']],
    ['several names', 'stringarray', "$['id','Order-Id']", ['A1', '7']],
    ['a filter', 'stringarray', '$.lines[?@.n > 1].sku', ['b']],
    ['a filter in brackets', 'stringarray', "$.lines[?(@.sku == 'a')].sku", ['a']],
    ['a filter that reads the root', 'stringarray', '$.lines[?@.n == $.map.second].sku', ['b']],
    ['all descendants', 'numberarray', '$..parts[*].id', [1, 2, 3]],
    ['the values of an object', 'numberarray', '$.map[*]', [1, 2]],
    ['the whole record', 'object', '$', order],
  ])('finds %s', (_, dataType, extract, expected) => {
    expect(read(dataType, extract).x).toEqual(expected);
  });

  it.each([
    ['a field that is not there', '$.none'],
    ['a field of a text', '$.id.length'],
    ['the length of a list', '$.tags.length'],
    ['an index of an object', '$.map[0]'],
    ['an index past the end', '$.tags[9]'],
    ['a field of a list', '$.lines.sku'],
    ['each element of a text', '$.id[*]'],
    ['an index of each text', '$.tags[*][0]'],
    ['an inherited name', '$.constructor'],
    ['the prototype', '$.__proto__'],
  ])('does not find %s', (_, extract) => {
    expect(read('string', extract).output).toEqual({});
  });

  it('reads an own field of a name that all objects inherit', () => {
    const record = JSON.parse('{"__proto__": "a", "constructor": "b"}');
    expect(read('string', '$.__proto__', record).x).toBe('a');
    expect(read('string', "$['constructor']", record).x).toBe('b');
  });

  it.each(['$.', '$.a[', '$.a b', '$[', '$.["x"]', '$.a[(@.length-1)]'])('is refused as %s', (extract) => {
    const { refusals } = read('string', extract);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toContain(`[0].extract: found ${JSON.stringify(extract)}, expected a JSON path such as`);
  });

  it.each([
    ['$', true],
    ['$.a', true],
    ['$[*].a', true],
    ['$5.00', false],
    ['$price', false],
    ['a.b', false],
    ['', false],
  ])('is told by its beginning: %s', (text, expected) => {
    expect(isJsonPath(text)).toBe(expected);
  });

  it('gives a single value the first of several matches, which is a reading', () => {
    expect(read('string', '$.lines[*].sku')).toMatchObject({ x: 'a', readings: ['firstMatch'] });
    expect(read('string', '$[*].poNumber', [{ poNumber: 'P' }])).toMatchObject({ x: 'P', readings: [] });
  });

  it('gives a single value all matches where the source is declared as an array', () => {
    const entry = { generate: 'x', dataType: 'string', extract: '$.lines[*].sku', sourceDataType: 'stringarray' };
    expect(mapRecord([entry], order)).toMatchObject({ output: { x: 'a,b' }, readings: ['listAsText'] });
    expect(mapRecord([entry], {}).output).toEqual({});
  });

  it('takes the values of an object for [*], which is a reading', () => {
    expect(read('numberarray', '$.map[*]').readings).toEqual(['wildcardOnObject']);
  });

  it('is warned of when no record has its field', () => {
    expect(read('string', '$.lnes').warnings).toEqual([
      '[0].extract: $.lnes was found in none of 1 record; did you mean lines?',
    ]);
    expect(read('string', '$.lines[*].sku').warnings).toEqual([]);
  });
});
