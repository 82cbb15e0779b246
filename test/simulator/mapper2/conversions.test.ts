import { describe, expect, it } from 'vitest';
import { mapRecord } from './map-record.ts';

function convert(dataType: string, value: unknown) {
  const { output, failure, readings } = mapRecord([{ generate: 'x', dataType, extract: '$.v' }], { v: value });
  return { output: (output as { x?: unknown })?.x, failure: failure?.message, readings };
}

const rows: readonly (readonly [dataType: string, value: unknown, expected: unknown])[] = [
  ['string', 'a', 'a'],
  ['string', 1.5, '1.5'],
  ['string', true, 'true'],
  ['string', ['a', 'b'], 'a,b'],
  ['string', [1, 2], '1,2'],
  ['string', [true, false], 'true,false'],
  ['string', { a: 1 }, '{"a":1}'],
  ['string', [{ a: 1 }, { b: 2 }], '{"a":1},{"b":2}'],
  ['number', '12', 12],
  ['number', ' -1.5e2 ', -150],
  ['number', '.5', 0.5],
  ['number', 7, 7],
  ['boolean', 'TRUE', true],
  ['boolean', 't', true],
  ['boolean', '1', true],
  ['boolean', 'False', false],
  ['boolean', 'F', false],
  ['boolean', '0', false],
  ['boolean', 1, true],
  ['boolean', 0, false],
  ['boolean', false, false],
  ['stringarray', 'a', ['a']],
  ['stringarray', 1, ['1']],
  ['stringarray', true, ['true']],
  ['stringarray', ['a', 'b'], ['a', 'b']],
  ['stringarray', [1, 2], ['1', '2']],
  ['stringarray', [true], ['true']],
  ['stringarray', { a: 1 }, ['{"a":1}']],
  ['stringarray', [{ a: 1 }, { b: 2 }], ['{"a":1}', '{"b":2}']],
  ['numberarray', '1', [1]],
  ['numberarray', 1, [1]],
  ['numberarray', ['1', '2'], [1, 2]],
  ['numberarray', [1, null, 2], [1, null, 2]],
  ['booleanarray', 't', [true]],
  ['booleanarray', 1, [true]],
  ['booleanarray', true, [true]],
  ['booleanarray', ['f', 'true'], [false, true]],
  ['booleanarray', [0, 1], [false, true]],
  ['booleanarray', [true], [true]],
  ['object', { a: 1 }, { a: 1 }],
  ['objectarray', { a: 1 }, [{ a: 1 }]],
  ['objectarray', [{ a: 1 }, { b: 2 }], [{ a: 1 }, { b: 2 }]],
];

const errors: readonly (readonly [dataType: string, value: unknown, message: string])[] = [
  ['number', 'x', 'x: expected a number, found "x" at $.v'],
  ['number', '0x10', 'x: expected a number, found "0x10" at $.v'],
  ['number', '1e999', 'x: expected a number, found "1e999" at $.v'],
  ['number', true, 'x: expected a number, found true at $.v'],
  ['number', ['1'], 'x: expected a number, found ["1"] at $.v'],
  ['number', [1], 'x: expected a number, found [1] at $.v'],
  ['number', [true], 'x: expected a number, found [true] at $.v'],
  ['number', { a: 1 }, 'x: expected a number, found {"a":1} at $.v'],
  ['number', [{}], 'x: expected a number, found [{}] at $.v'],
  ['boolean', 'yes', 'x: expected a boolean, found "yes" at $.v'],
  ['boolean', ' true', 'x: expected a boolean, found " true" at $.v'],
  ['boolean', 2, 'x: expected a boolean, found 2 at $.v'],
  ['boolean', [true], 'x: expected a boolean, found [true] at $.v'],
  ['boolean', ['true'], 'x: expected a boolean, found ["true"] at $.v'],
  ['boolean', [1], 'x: expected a boolean, found [1] at $.v'],
  ['boolean', {}, 'x: expected a boolean, found {} at $.v'],
  ['boolean', [{}], 'x: expected a boolean, found [{}] at $.v'],
  ['stringarray', ['a', ['b']], 'x[1]: expected a string, found ["b"] at $.v'],
  ['numberarray', 'x', 'x: expected a number, found "x" at $.v'],
  ['numberarray', true, 'x: expected a number, found true at $.v'],
  ['numberarray', ['1', 'x'], 'x[1]: expected a number, found "x" at $.v'],
  ['numberarray', [true], 'x[0]: expected a number, found true at $.v'],
  ['numberarray', {}, 'x: expected a number, found {} at $.v'],
  ['numberarray', [{}], 'x[0]: expected a number, found {} at $.v'],
  ['booleanarray', {}, 'x: expected a boolean, found {} at $.v'],
  ['booleanarray', [{}], 'x[0]: expected a boolean, found {} at $.v'],
  ['object', 'a', 'x: expected an object, found "a" at $.v'],
  ['object', 1, 'x: expected an object, found 1 at $.v'],
  ['object', true, 'x: expected an object, found true at $.v'],
  ['object', ['a'], 'x: expected an object, found ["a"] at $.v'],
  ['object', [1], 'x: expected an object, found [1] at $.v'],
  ['object', [true], 'x: expected an object, found [true] at $.v'],
  ['object', [{}], 'x: expected an object, found [{}] at $.v'],
  ['objectarray', 'a', 'x: expected an object, found "a" at $.v'],
  ['objectarray', 1, 'x: expected an object, found 1 at $.v'],
  ['objectarray', true, 'x: expected an object, found true at $.v'],
  ['objectarray', ['a'], 'x[0]: expected an object, found "a" at $.v'],
  ['objectarray', [{}, 1], 'x[1]: expected an object, found 1 at $.v'],
  ['objectarray', [true], 'x[0]: expected an object, found true at $.v'],
  ['objectarray', [[{}]], 'x[0]: expected an object, found [{}] at $.v'],
];

describe('a conversion by dataType', () => {
  it.each(rows)('to %s takes %j', (dataType, value, expected) => {
    const { output, failure } = convert(dataType, value);
    expect(failure).toBeUndefined();
    expect(output).toEqual(expected);
  });

  it.each(errors)('to %s fails the record for %j', (dataType, value, message) => {
    expect(convert(dataType, value).failure).toBe(message);
  });

  it('fails with the source and the code of a mapping', () => {
    const { failure } = mapRecord([{ generate: 'x', dataType: 'number', extract: '$.v' }], { v: 'x' });
    expect(failure).toMatchObject({ source: 'mapping', code: 'mapping_error' });
  });

  it('shows a long value in part', () => {
    expect(convert('number', 'x'.repeat(100)).failure).toBe(`x: expected a number, found "${'x'.repeat(59)}… at $.v`);
  });

  it.each([
    ['string', ['a'], ['listAsText']],
    ['boolean', 1, ['numberAsBoolean']],
    ['booleanarray', [1], ['numberAsBoolean']],
    ['string', 'a', []],
    ['boolean', 't', []],
  ])('to %s of %j reports the readings that decided it', (dataType, value, readings) => {
    expect(convert(dataType, value).readings).toEqual(readings);
  });
});
