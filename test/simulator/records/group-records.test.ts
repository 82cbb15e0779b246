import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGroups } from '../../../src/simulator/records/group-records.ts';
import { readings } from '../../../src/simulator/records/readings.ts';
import { Findings } from '../../../src/simulator/scope/findings.ts';

type Row = Record<string, unknown>;

/** Groups records, with what the grouper reports. */
function group(fields: readonly string[], records: readonly Row[], groupEmptyValues = false) {
  const findings = new Findings();
  const grouper = compileGroups(fields, findings.scopeOf('exports/e1.json', ['groupByFields']), groupEmptyValues)();
  const groups = records.flatMap((record) => {
    const ended = grouper.add(record);
    return ended ? [ended] : [];
  });
  const last = grouper.end();
  expect(grouper.end()).toBeUndefined();
  return {
    groups: last ? [...groups, last] : groups,
    refusals: findings.refusals,
    warnings: findings.warnings(),
    readings: findings.readings(),
  };
}

describe('the grouping of records', () => {
  it('consecutive records with equal values in all fields become one list of rows', () => {
    const rows = [
      { customer: 'A', order: 1, sku: 'x' },
      { customer: 'A', order: 1, sku: 'y' },
      { customer: 'A', order: 2, sku: 'z' },
      { customer: 'B', order: 2, sku: 'x' },
    ];
    const { groups, readings: relied } = group(['customer', 'order'], rows);
    expect(groups).toEqual([[rows[0], rows[1]], [rows[2]], [rows[3]]]);
    expect(relied).toEqual([]);
  });

  it('unsorted records give several groups with the same key', () => {
    const rows = [{ a: 1 }, { a: 2 }, { a: 1 }];
    expect(group(['a'], rows).groups).toEqual([[{ a: 1 }], [{ a: 2 }], [{ a: 1 }]]);
  });

  it('no records are no group', () => {
    expect(group(['a'], []).groups).toEqual([]);
  });

  it('fields are dotted paths', () => {
    const rows = [{ a: { b: 1 } }, { a: { b: 1 }, c: 2 }, { a: { b: 2 } }];
    expect(group(['a.b'], rows).groups.map(({ length }) => length)).toEqual([2, 1]);
  });

  it.each<[what: string, groupEmptyValues: boolean, sizes: readonly number[]]>([
    ['each their own group', false, [1, 1, 1]],
    ['one group', true, [3]],
  ])('records without values are %s if groupEmptyValues is %j', (_what, groupEmptyValues, sizes) => {
    const { groups, readings: relied } = group(['a', 'b'], [{ a: '' }, { b: null }, {}], groupEmptyValues);
    expect(groups.map(({ length }) => length)).toEqual(sizes);
    expect(relied).toEqual(groupEmptyValues ? [readings.emptyKeysEqual] : []);
  });

  it('records with equal empty values need no reading to group', () => {
    expect(group(['a'], [{ a: '' }, { a: '' }], true).readings).toEqual([]);
  });

  it('records with one empty value of two group, by a reading', () => {
    const { groups, readings: relied } = group(['a', 'b'], [{ a: 1 }, { a: 1 }]);
    expect(groups).toHaveLength(1);
    expect(relied).toEqual([readings.partlyEmptyKey]);
    expect(group(['a', 'b'], [{ a: 1 }, { a: 1 }], true).readings).toEqual([]);
  });

  it('a text and a number are in different groups, by a reading', () => {
    const { groups, readings: relied } = group(['a', 'b'], [{ a: 1 }, { a: '1' }]);
    expect(groups).toHaveLength(2);
    expect(relied).toEqual([readings.keysOfOtherType]);
  });

  it('objects with equal JSON are in one group, by a reading', () => {
    const { groups, readings: relied } = group(['a'], [{ a: { b: 1 } }, { a: { b: 1 } }, { a: [1] }]);
    expect(groups.map(({ length }) => length)).toEqual([2, 1]);
    expect(relied).toEqual([readings.keysOfObjects]);
  });

  it('a field that no record has is warned of', () => {
    expect(group(['custmer'], [{ customer: 1 }]).warnings).toEqual([
      {
        document: 'exports/e1.json',
        path: 'groupByFields[0]',
        message: 'custmer was found in none of 1 record; did you mean customer?',
      },
    ]);
  });

  it.each<[fields: readonly string[], path: string, words: string]>([
    [['a', ''], 'groupByFields[1]', 'found "", expected a path'],
    [['a', 'Order No.'], 'groupByFields[1]', 'found ".", expected a path'],
  ])('the fields %j are refused', (fields, path, words) => {
    const { refusals } = group(fields, [{ a: 1 }]);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toMatchObject({ path, message: expect.stringContaining(words) });
  });

  it('groups hold all records in their order, with one key each', () => {
    const records = fc.array(fc.record({ a: fc.constantFrom('', 'x', 'y'), b: fc.integer() }));
    fc.assert(
      fc.property(records, fc.boolean(), (rows, groupEmptyValues) => {
        const { groups } = group(['a'], rows, groupEmptyValues);
        expect(groups.flat()).toEqual(rows);
        for (const [index, rowsOfGroup] of groups.entries()) {
          expect(new Set(rowsOfGroup.map(({ a }) => a)).size).toBe(1);
          const [first, next] = [rowsOfGroup[0]?.a, groups[index + 1]?.[0]?.a];
          expect(first === next && (first !== '' || groupEmptyValues)).toBe(false);
        }
      }),
    );
  });
});
