import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/simulator/records/readings.ts';
import { createSplitter } from '../../../src/simulator/records/split-records.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';

type Row = Record<string, unknown>;

/** Makes a splitter, with what it reports. */
function splitter(path: string | undefined) {
  const findings = new Findings();
  const { split, join } = createSplitter(path, findings.scopeOf('imports/d1.json', ['pathToMany']));
  return {
    split,
    join,
    refusals: findings.refusals,
    warnings: () => findings.warnings().map(({ message }) => message),
    readings: () => findings.readings(),
  };
}

describe('the children of one-to-many', () => {
  it('have their own fields, and the record without the list as _PARENT', () => {
    const record = { a: 5, c: { d: 7 }, e: { check: { f: [{ a: 1 }, { a: 2 }] } } };
    const parent = { a: 5, c: { d: 7 }, e: { check: {} } };
    expect(splitter('e.check.f').split([{ e: { check: { f: [] } } }, record])).toEqual([
      { parent: 1, place: 0, record: { a: 1, _PARENT: parent } },
      { parent: 1, place: 1, record: { a: 2, _PARENT: parent } },
    ]);
    expect(record.e.check.f).toHaveLength(2);
  });

  it.each<[path: string, record: Row]>([
    ['[a.b]', { 'a.b': [{ x: 1 }] }],
    ['a.[b c]', { a: { 'b c': [{ x: 1 }] } }],
    ['__proto__', JSON.parse('{"__proto__":[{"x":1}]}')],
    ['a.__proto__', JSON.parse('{"a":{"__proto__":[{"x":1}]}}')],
    ['__proto__.a', JSON.parse('{"__proto__":{"a":[{"x":1}]}}')],
  ])('are found at %s', (path, record) => {
    const { split, join } = splitter(path);
    const children = split([record]);
    expect(children).toMatchObject([{ parent: 0, place: 0, record: { x: 1 } }]);
    const before = JSON.stringify(record);
    expect(JSON.stringify(join([record], children, [{ x: 2 }]))).toBe(`[${before.replace('"x":1', '"x":2')}]`);
    expect(JSON.stringify(record)).toBe(before);
    expect(Object.getPrototypeOf(children[0]?.record._PARENT)).toBe(Object.prototype);
  });

  it.each([[undefined], ['']])('without path (%j) are the rows, or the record itself', (path) => {
    const { split } = splitter(path);
    expect(split([[{ a: 1 }, { a: 2 }], { b: 1 }, []])).toEqual([
      { parent: 0, place: 0, record: { a: 1 } },
      { parent: 0, place: 1, record: { a: 2 } },
      { parent: 1, place: undefined, record: { b: 1 } },
    ]);
  });

  it.each<[what: string, record: unknown]>([
    ['nothing', {}],
    ['an object', { a: { b: {} } }],
    ['null', { a: { b: null } }],
    ['a text', { a: 'b' }],
    ['a list on the way', { a: [{ b: [{}] }] }],
    ['rows', [{ a: { b: [{}] } }]],
  ])('are none where the path leads to %s, with a warning', (_what, record) => {
    const { split, warnings } = splitter('a.b');
    expect(split([record as Row])).toEqual([]);
    expect(warnings()).toEqual(['found records without a list at a.b, expected a list in each: they have no children']);
  });

  it('are the objects of the list alone, with a warning', () => {
    const { split, warnings } = splitter('a');
    expect(split([{ a: [1, null, { x: 1 }, [2]] }]).map(({ place }) => place)).toEqual([2]);
    expect(warnings()).toEqual(['found elements of a that are no objects: they are no children']);
  });

  it('lose a field _PARENT of their own, with a warning', () => {
    const { split, warnings } = splitter('a');
    expect(split([{ a: [{ _PARENT: 1 }], b: 2 }])[0]?.record).toEqual({ _PARENT: { b: 2 } });
    expect(warnings()).toEqual(['found a field _PARENT of a child, which the record replaces']);
  });

  it.each([
    ['a[*].b', 'found the path a[*].b, expected names alone such as order.lines'],
    ['a[0]', 'found the path a[0], expected names alone'],
    ['a.0', 'found the path a.0, expected names alone'],
    ['a..b', 'found "..b", expected a path'],
  ])('the path %s is refused', (path, words) => {
    const { refusals, split } = splitter(path);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({ path: 'pathToMany', message: expect.stringContaining(words) });
    expect(split([{ a: [{ b: [{}] }] }])).toEqual([]);
  });
});

describe('the return of children', () => {
  it('changed ones go to their places without _PARENT, and others stay as they were', () => {
    const { split, join, readings: relied } = splitter('e.f');
    const records = [{ e: { f: [{ a: 1 }, { a: 2 }], g: 1 } }, { e: { f: [{ a: 3 }] } }, { x: 1 }];
    const children = split(records);
    expect(relied()).toEqual([]);
    const joined = join(records, children, [undefined, { a: 2, id: 7, _PARENT: { y: 1 } }, undefined]);
    expect(joined).toEqual([{ e: { f: [{ a: 1 }, { a: 2, id: 7 }], g: 1 } }, records[1], records[2]]);
    expect(joined[1]).toBe(records[1]);
    expect(records[0]?.e?.f[1]).toEqual({ a: 2 });
    expect(relied()).toEqual([readings.joinedChildren]);
  });

  it('rows go to their places, and a record that is its own child is replaced', () => {
    const { split, join } = splitter(undefined);
    const records = [[{ a: 1 }, { a: 2 }], { b: 1 }];
    const changed = [
      { a: 1, id: 5 },
      { a: 2, id: 6 },
      { b: 1, id: 7 },
    ];
    expect(join(records, split(records), changed)).toEqual([[changed[0], changed[1]], changed[2]]);
    expect(records).toEqual([[{ a: 1 }, { a: 2 }], { b: 1 }]);
  });

  it('children that nobody changed give the records back', () => {
    const record = fc.record({ n: fc.integer(), o: fc.record({ list: fc.array(fc.record({ a: fc.integer() })) }) });
    fc.assert(
      fc.property(fc.array(record), (records) => {
        const { split, join } = splitter('o.list');
        const children = split(records);
        expect(children).toHaveLength(records.reduce((sum, { o }) => sum + o.list.length, 0));
        expect(
          join(
            records,
            children,
            children.map(({ record: child }) => child),
          ),
        ).toEqual(records);
        expect(
          join(
            records,
            children,
            children.map(() => undefined),
          ),
        ).toEqual(records);
      }),
    );
  });
});
