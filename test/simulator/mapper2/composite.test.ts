import { describe, expect, it } from 'vitest';
import { mapRecord } from './map-record.ts';

const text = (generate: string, extract: string) => ({ generate, dataType: 'string', extract });
const each = (generate: string, extract: string, mappings: readonly unknown[]) => ({
  generate,
  dataType: 'objectarray',
  buildArrayHelper: [{ extract, mappings }],
});

const order = {
  id: 'O',
  customer: {
    name: 'Ada',
    orders: [
      { no: 1, items: [{ sku: 'A' }, { sku: 'B' }] },
      { no: 2, items: [{ sku: 'C' }] },
    ],
  },
  items: [
    { sku: 'a', parts: [{ id: 1, screws: [{ m: 3 }, { m: 4 }] }, { id: 2 }] },
    { sku: 'b', parts: [{ id: 3, screws: [{ m: 5 }] }] },
  ],
};

describe('the mappings of a helper with an extract', () => {
  it('see the element at hand in the place of its list, and the whole input besides', () => {
    const { output } = mapRecord(
      [each('lines', '$.items[*]', [text('sku', '$.items.sku'), text('no', '$.id')])],
      order,
    );
    expect(output).toEqual({
      lines: [
        { sku: 'a', no: 'O' },
        { sku: 'b', no: 'O' },
      ],
    });
  });

  it('see an element for each list on the path', () => {
    const mappings = [
      text('sku', '$.customer.orders.items.sku'),
      text('no', '$.customer.orders.no'),
      text('name', '$.customer.name'),
    ];
    const { output } = mapRecord([each('lines', '$.customer.orders[*].items[*]', mappings)], order);
    expect(output).toEqual({
      lines: [
        { sku: 'A', no: '1', name: 'Ada' },
        { sku: 'B', no: '1', name: 'Ada' },
        { sku: 'C', no: '2', name: 'Ada' },
      ],
    });
  });

  it('hold helpers of the lists within the element, to any depth', () => {
    const screws = each('screws', '$.items.parts.screws[*]', [
      text('m', '$.items.parts.screws.m'),
      text('part', '$.items.parts.id'),
      text('sku', '$.items.sku'),
      text('no', '$.id'),
    ]);
    const parts = each('parts', '$.items.parts[*]', [text('id', '$.items.parts.id'), screws]);
    const { output } = mapRecord([each('lines', '$.items[*]', [text('sku', '$.items.sku'), parts])], order);
    expect(output).toEqual({
      lines: [
        {
          sku: 'a',
          parts: [
            {
              id: '1',
              screws: [
                { m: '3', part: '1', sku: 'a', no: 'O' },
                { m: '4', part: '1', sku: 'a', no: 'O' },
              ],
            },
            { id: '2' },
          ],
        },
        { sku: 'b', parts: [{ id: '3', screws: [{ m: '5', part: '3', sku: 'b', no: 'O' }] }] },
      ],
    });
  });

  it('see the current row where the input is rows', () => {
    const rows = [
      { poNumber: 'P1', styles: [{ styleId: 's1' }, { styleId: 's2' }] },
      { poNumber: 'P2', styles: [{ styleId: 's3' }] },
    ];
    const mappings = [text('style', '$.styles.styleId'), text('po', '$.poNumber')];
    expect(mapRecord([each('x', '$[*].styles[*]', mappings)], rows).output).toEqual({
      x: [
        { style: 's1', po: 'P1' },
        { style: 's2', po: 'P1' },
        { style: 's3', po: 'P2' },
      ],
    });
  });

  it('see elements that an index, a slice or a filter takes', () => {
    const lines = (extract: string) => mapRecord([each('x', extract, [text('sku', '$.items.sku')])], order).output;
    expect(lines('$.items[1]')).toEqual({ x: [{ sku: 'b' }] });
    expect(lines('$.items[-1]')).toEqual({ x: [{ sku: 'b' }] });
    expect(lines('$.items[0:1]')).toEqual({ x: [{ sku: 'a' }] });
    expect(lines("$.items[?@.sku == 'b']")).toEqual({ x: [{ sku: 'b' }] });
  });

  it('read wider parts of the input with the element in them', () => {
    const record = { a: { b: [{ c: 1 }, { c: 2 }], d: 3 }, e: 4 };
    const mappings = [
      { generate: 'whole', dataType: 'object', extract: '$' },
      { generate: 'part', dataType: 'object', extract: '$.a' },
      { generate: 'all', dataType: 'numberarray', extract: '$..c' },
      { generate: 'values', dataType: 'stringarray', extract: '$.a[*]' },
    ];
    const { output } = mapRecord([each('x', '$.a.b[*]', mappings)], record);
    expect(output).toEqual({
      x: [1, 2].map((c) => ({
        whole: { a: { b: { c }, d: 3 }, e: 4 },
        part: { b: { c }, d: 3 },
        all: [c],
        values: [`{"c":${c}}`, '3'],
      })),
    });
    expect(record.a.b).toEqual([{ c: 1 }, { c: 2 }]);
  });

  it('read a filter against the composite', () => {
    const record = { wanted: [{ n: 1 }, { n: 2 }], items: [{ n: 1 }, { n: 2 }, { n: 2 }] };
    const mappings = [{ generate: 'found', dataType: 'numberarray', extract: '$.items[?@.n == $.wanted.n].n' }];
    expect(mapRecord([each('x', '$.wanted[*]', mappings)], record).output).toEqual({
      x: [{ found: [1] }, { found: [2, 2] }],
    });
  });

  it('can go through the same list again, or up from an element', () => {
    const record = { a: [{ b: [{ c: 1 }, { c: 2 }] }], rows: [[{ d: 1 }], [{ d: 2 }]] };
    const up = each('up', '$.a', [{ generate: 'c', dataType: 'number', extract: '$.a.b.c' }]);
    expect(mapRecord([each('x', '$.a[*].b[*]', [up])], record).output).toEqual({
      x: [{ up: [{ c: 1 }] }, { up: [{ c: 2 }] }],
    });
    const inner = each('cells', '$.rows[*]', [{ generate: 'd', dataType: 'number', extract: '$.rows.d' }]);
    expect(mapRecord([each('x', '$.rows[*]', [inner])], record).output).toEqual({
      x: [{ cells: [{ d: 1 }] }, { cells: [{ d: 2 }] }],
    });
  });

  it('see the element of one list only, where two lists have like names', () => {
    const record = { item: [{ sku: 'x' }], items: [{ sku: 'a' }] };
    const { output } = mapRecord([each('x', '$.items[*]', [text('sku', '$.item[0].sku')])], record);
    expect(output).toEqual({ x: [{ sku: 'x' }] });
  });

  it('are told that [*] does not follow a list that the helper goes through', () => {
    const { output, warnings } = mapRecord([each('x', '$.items[*]', [text('sku', '$.items[*].sku')])], order);
    expect(output).toEqual({ x: [{}, {}] });
    expect(warnings).toContain(
      '[0].buildArrayHelper[0].mappings[0].extract: found $.items[*].sku, where $.items is one element of the list, ' +
        'expected a path without [*] after $.items',
    );
  });

  it('are warned of by the nearest field of the element', () => {
    const { warnings } = mapRecord([each('x', '$.items[*]', [text('sku', '$.items.skuu')])], order);
    expect(warnings).toEqual([
      '[0].buildArrayHelper[0].mappings[0].extract: $.items.skuu was found in none of 2 records; ' +
        'did you mean items.sku?',
    ]);
  });

  it('make one object for each element, also where nothing is found in it', () => {
    const { output } = mapRecord([each('x', '$.items[*]', [text('y', '$.items.none')])], { items: [{}, null, 'a'] });
    expect(output).toEqual({ x: [{}, {}, {}] });
  });

  it.each([
    ['$..items', 'all descendants'],
    ["$['items','parts']", 'several names'],
  ])('cannot come from %s: %s', (extract) => {
    const { refusals } = mapRecord([each('x', extract, [text('y', '$.y')])], order);
    expect(refusals).toEqual([
      `[0].buildArrayHelper[0].extract: found ${extract}, ` +
        'expected a path of names, indexes, [*], and slices and filters of lists',
    ]);
  });

  it('name the place of what fails, with the indexes of all lists', () => {
    const number = { generate: 'a b', dataType: 'number', extract: '$.items.parts.id' };
    const parts = each('parts', '$.items.parts[*]', [{ generate: 'o', dataType: 'object', mappings: [number] }]);
    const record = { items: [{ parts: [{ id: 1 }] }, { parts: [{ id: 2 }, { id: 'x' }] }] };
    expect(mapRecord([each('lines', '$.items[*]', [parts])], record).failure?.message).toBe(
      'lines[1].parts[1].o["a b"]: expected a number, found "x" at $.items.parts.id',
    );
  });
});

describe('an expression within a helper', () => {
  const render = (template: string) => (context: object) => {
    const path = template.slice(2, -2).split('.');
    return path.reduce<unknown>((at, name) => Object(at)[name], context) as string;
  };

  it('sees the current element in record, and what surrounds the record', () => {
    const settings = { compileExpression: render, surroundings: { settings: { flow: { a: 'f' } } } };
    const mappings = [
      text('sku', '{{record.items.sku}}'),
      text('id', '{{record.id}}'),
      text('a', '{{settings.flow.a}}'),
    ];
    expect(mapRecord([each('x', '$.items[*]', mappings)], order, settings).output).toEqual({
      x: [
        { sku: 'a', id: 'O', a: 'f' },
        { sku: 'b', id: 'O', a: 'f' },
      ],
    });
  });

  it('sees the current row in rows', () => {
    const rows = [{ po: 'P1' }, { po: 'P2' }];
    const settings = { compileExpression: render };
    expect(mapRecord([each('x', '$[*]', [text('po', '{{rows.po}}')])], rows, settings).output).toEqual({
      x: [{ po: 'P1' }, { po: 'P2' }],
    });
    expect(mapRecord([text('po', '{{rows.1.po}}')], rows, settings).output).toEqual({ po: 'P2' });
  });
});
