import { expect, it } from 'vitest';
import { eachRecord } from '../../../src/simulator/engine/compile/record-operation.ts';
import { RecordFailure } from '../../../src/simulator/scope/record-failure.ts';

const PAGE = { pageIndex: 0 };

it('a RecordFailure fails its record, and leaves no hole in the list', () => {
  const apply = eachRecord((record) => {
    if (record === 2) throw new RecordFailure('mapping', 'no', 'not this');
    return record;
  });
  const { values, failures } = apply([1, 2, 3], PAGE);
  expect([...values.keys()].filter((at) => at in values)).toEqual([0, 1, 2]);
  expect([...(failures?.keys() ?? [])]).toEqual([1]);
  expect(apply([1], PAGE)).toEqual({ values: [1] });
});

it('another error is a mistake of the program, and is not blamed on a record', () => {
  const apply = eachRecord(() => {
    throw new TypeError('a mistake');
  });
  expect(() => apply([1], PAGE)).toThrow('a mistake');
});
