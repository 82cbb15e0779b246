import { describe, expect, it } from 'vitest';
import type { Mapper1Field, Mapper1List } from '../../../src/simulator/mapper1/mapper1.ts';
import { readings } from '../../../src/simulator/mapper1/readings.ts';
import { mapRecords } from './compile-document.ts';

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

describe('the entries of a list', () => {
  it('fill the same elements, with constants and fields of the record in each of them', () => {
    const fields = [
      { generate: 'items[*].type', hardCodedValue: 'line' },
      { extract: 'id', generate: 'items[*].order.id' },
      { extract: 'lines[*].sku', generate: 'items[*].sku' },
      { extract: 'lines[*].quantity', generate: 'items[*].count', dataType: 'number' },
    ];
    const rest = { type: 'line', order: { id: 1001 } };
    expect(map(fields, order)).toEqual({
      items: [
        { ...rest, sku: 'A', count: 2 },
        { ...rest, sku: 'B', count: 1 },
        { ...rest, count: 3 },
      ],
    });
    expect(map(fields, { id: 2, lines: [] })).toEqual({ items: [] });
    expect(map(fields, { id: 2 })).toEqual({});
  });

  it('give each child the value of its own parent', () => {
    const fields = [
      { extract: 'orders[*].no', generate: 'items[*].order' },
      { extract: 'orders[*].lines[*].s', generate: 'items[*].sku' },
    ];
    const record = {
      orders: [
        { no: 'A', lines: [{ s: 1 }, { s: 2 }] },
        { no: 'B', lines: [{ s: 3 }] },
        { no: 'C', lines: [] },
      ],
    };
    const items = [
      { order: 'A', sku: 1 },
      { order: 'A', sku: 2 },
      { order: 'B', sku: 3 },
    ];
    expect(map(fields, record)).toEqual({ items });
    expect(map(fields.toReversed(), record)).toEqual({ items });
  });

  it('give lists within lists the value of the element around them', () => {
    const fields = [
      { extract: 'orders[*].no', generate: 'o[*].no' },
      { extract: 'orders[*].lines[*].s', generate: 'o[*].l[*].s' },
      { generate: 'o[*].l[*].kind', hardCodedValue: 'x' },
    ];
    const record = { orders: [{ no: 'A', lines: [{ s: 1 }, { s: 2 }] }, { no: 'B' }] };
    expect(map(fields, record)).toEqual({
      o: [
        {
          no: 'A',
          l: [
            { s: 1, kind: 'x' },
            { s: 2, kind: 'x' },
          ],
        },
        { no: 'B', l: [] },
      ],
    });
  });

  it('leave out an inner list of empty fields where they are discarded', () => {
    const fields = [
      { extract: 'orders[*].no', generate: 'o[*].no' },
      { extract: 'orders[*].lines[*].s', generate: 'o[*].l[*].s', discardIfEmpty: true },
    ];
    const record = { orders: [{ no: 'A', lines: [{ s: 1 }] }, { no: 'B', lines: [{ s: '' }] }, { no: 'C' }] };
    expect(map(fields, record)).toEqual({ o: [{ no: 'A', l: [{ s: 1 }] }, { no: 'B' }, { no: 'C' }] });
  });

  it('are read once of a list that two paths write in different ways', () => {
    const fields = [
      { extract: 'a.0.b[*].x', generate: 'c[*].x' },
      { extract: 'a[0].b[*].y', generate: 'c[*].y' },
    ];
    expect(map(fields, { a: [{ b: [{ x: 1, y: 2 }] }] })).toEqual({ c: [{ x: 1, y: 2 }] });
  });
});

describe('the lists of a mapping', () => {
  const record = {
    no: 7,
    items: [
      { sku: 'A', parts: [{ id: 1 }, { id: 2 }] },
      { sku: 'B', parts: [] },
    ],
  };
  const mapLists = (...lists: Mapper1List[]) => mapRecords({ lists }, [record]);

  it.each([['items'], ['items[*]']])('read their fields below the jsonPath %s', (jsonPath) => {
    const { mapped, rules } = mapLists({ generate: 'lines', jsonPath, fields: [{ extract: 'sku', generate: 'code' }] });
    expect(mapped).toEqual([{ lines: [{ code: 'A' }, { code: 'B' }] }]);
    expect(rules).not.toContain(readings.wholePath.rule);
  });

  it('take the whole path too', () => {
    const { mapped, rules } = mapLists({
      generate: 'lines',
      jsonPath: 'items',
      fields: [{ extract: 'items[*].sku', generate: 'code' }],
    });
    expect(mapped).toEqual([{ lines: [{ code: 'A' }, { code: 'B' }] }]);
    expect(rules).toContain(readings.wholePath.rule);
  });

  it('make one element for each of the jsonPath, whatever their fields', () => {
    const list = { generate: 'lines[*]', jsonPath: 'items', fields: [{ generate: 'kind', hardCodedValue: 'x' }] };
    expect(mapLists(list).mapped).toEqual([{ lines: [{ kind: 'x' }, { kind: 'x' }] }]);
  });

  it('repeat a value of the element in a list within it', () => {
    const fields = [
      { extract: 'sku', generate: 'deep[*].code' },
      { generate: 'deep[*].kind', hardCodedValue: 'x' },
    ];
    expect(mapLists({ generate: 'lines', jsonPath: 'items', fields }).mapped).toEqual([
      { lines: [{ deep: [{ code: 'A', kind: 'x' }] }, { deep: [{ code: 'B', kind: 'x' }] }] },
    ]);
  });

  it('read lists within the jsonPath', () => {
    const fields = [
      { extract: 'sku', generate: 'code' },
      { extract: 'parts[*].id', generate: 'parts[*].id' },
    ];
    expect(mapLists({ generate: 'lines', jsonPath: 'items', fields }).mapped).toEqual([
      {
        lines: [
          { code: 'A', parts: [{ id: 1 }, { id: 2 }] },
          { code: 'B', parts: [] },
        ],
      },
    ]);
  });

  it('read whole paths without a jsonPath', () => {
    const fields = [
      { extract: 'items[*].sku', generate: 'code' },
      { extract: 'no', generate: 'no' },
    ];
    expect(mapLists({ generate: 'lines', fields }).mapped).toEqual([
      {
        lines: [
          { code: 'A', no: 7 },
          { code: 'B', no: 7 },
        ],
      },
    ]);
  });

  it('name the whole path in a failure', () => {
    const list = { generate: 'l', jsonPath: 'items', fields: [{ extract: 'sku', generate: 'n', dataType: 'number' }] };
    expect(() => mapLists(list)).toThrow('l[*].n: expected a number'.replace('*', '0'));
    expect(() => mapLists(list)).toThrow('at items[*].sku');
  });

  it('ask for nothing where they are empty', () => {
    const fields = [{ extract: 'no', generate: 'x' }];
    expect(mapRecords({ fields, lists: [] }, [record]).mapped).toEqual([{ x: 7 }]);
    expect(mapRecords({ fields, lists: [{ generate: 'l', fields: [] }] }, [record]).mapped).toEqual([{ x: 7 }]);
    expect(mapRecords({ fields, lists: null }, [record]).mapped).toEqual([{ x: 7 }]);
  });
});
