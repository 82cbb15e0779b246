import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/simulator/records/readings.ts';
import { compileOrder, type SortField } from '../../../src/simulator/records/sort-records.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';

type Row = Record<string, unknown>;

/** Sorts records, with what the sorting reports. */
function sort(records: readonly Row[], ...by: readonly SortField[]) {
  const findings = new Findings();
  const sorted = compileOrder(by, findings.scopeOf('exports/e1.json', ['file', 'sortByFields']))(records);
  return { sorted, refusals: findings.refusals, warnings: findings.warnings(), readings: findings.readings() };
}

/** The values of the field `a`, sorted by it. */
function sortValues(values: readonly unknown[], descending?: boolean) {
  const { sorted, readings: relied } = sort(
    values.map((a) => ({ a })),
    { field: 'a', ...(descending !== undefined && { descending }) },
  );
  return { values: sorted.map(({ a }) => a), relied };
}

describe('the sorting of records', () => {
  it.each<[values: readonly unknown[], descending: boolean | undefined, sorted: readonly unknown[]]>([
    [[3, 1, 2], undefined, [1, 2, 3]],
    [[3, 1, 2], false, [1, 2, 3]],
    [[3, 1, 10, 2], true, [10, 3, 2, 1]],
    [['b', 'a', 'c'], undefined, ['a', 'b', 'c']],
    [['b', 'a', 'a', 'c'], true, ['c', 'b', 'a', 'a']],
    [[true, false], undefined, [false, true]],
    [[undefined, null], undefined, [undefined, null]],
  ])('%j, descending %j, becomes %j', (values, descending, sorted) => {
    expect(sortValues(values, descending)).toEqual({ values: sorted, relied: [] });
  });

  it('the first field counts first, each in its own direction, by dotted paths', () => {
    const rows = [
      { a: { b: 1 }, c: 'x' },
      { a: { b: 2 }, c: 'x' },
      { a: { b: 2 }, c: 'y' },
    ];
    const { sorted } = sort(rows, { field: 'a.b', descending: true }, { field: 'c' });
    expect(sorted).toEqual([rows[1], rows[2], rows[0]]);
  });

  it.each<[values: readonly unknown[], sorted: readonly unknown[]]>([
    [
      ['9', '10'],
      ['10', '9'],
    ],
    [
      ['a', 'B'],
      ['B', 'a'],
    ],
    [
      ['a', 'A'],
      ['A', 'a'],
    ],
    [
      ['1.0', '1'],
      ['1', '1.0'],
    ],
  ])('the texts %j sort by the codes of their characters: %j, by a reading', (values, sorted) => {
    expect(sortValues(values)).toEqual({ values: sorted, relied: [readings.sortedTexts] });
  });

  it.each([[['10', '20']], [['1', 'a']], [['', 'a']], [['x', 'x']]])(
    'the texts %j sort without a reading',
    (values) => {
      expect(sortValues(values)).toEqual({ values, relied: [] });
    },
  );

  it('types sort one after another, by a reading, and objects stay as they come', () => {
    const list = [1];
    const values = [list, 'a', 5, null, { b: 1 }, true];
    expect(sortValues(values)).toEqual({
      values: [null, true, 5, 'a', list, { b: 1 }],
      relied: [readings.sortedTypes],
    });
  });

  it('a field that no record has is warned of, and a path that is none is refused', () => {
    const { sorted, refusals, warnings } = sort([{ a: 1 }, { a: 0 }], { field: 'b' }, { field: 'a..b' });
    expect(sorted).toEqual([{ a: 1 }, { a: 0 }]);
    expect(warnings).toMatchObject([
      { path: 'file.sortByFields[0].field', message: 'b was found in none of 2 records' },
    ]);
    expect(refusals).toMatchObject([{ path: 'file.sortByFields[1].field' }]);
  });

  it('equal records keep their order, the given list stays as it was, and nothing is lost', () => {
    const rows = fc.array(fc.record({ a: fc.integer({ min: 0, max: 3 }), b: fc.constantFrom('x', 'y') }));
    fc.assert(
      fc.property(rows, fc.boolean(), (records, descending) => {
        const numbered = records.map((record, index) => ({ ...record, index }));
        const { sorted } = sort(Object.freeze(numbered), { field: 'a', descending });
        const expected = [...numbered].sort((one, other) => (descending ? other.a - one.a : one.a - other.a));
        expect(sorted).toEqual(expected);
        expect(sort(sorted, { field: 'a', descending }).sorted).toEqual(sorted);
      }),
    );
  });
});
