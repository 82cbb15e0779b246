import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/simulator/filter/readings.ts';
import { compiledRules, field } from './compiled-filter.ts';

describe('an accessor without a type', () => {
  it.each<[operator: string, value: unknown, literal: unknown, isTrue: boolean, isContested: boolean]>([
    ['equals', 'EU', 'EU', true, false],
    ['equals', 'DE', 'EU', false, false],
    ['equals', 5, 5, true, false],
    ['equals', '5', 5, false, true],
    ['notequals', '5', 5, true, true],
    ['notequals', undefined, 'cancelled', true, false],
    ['equals', undefined, '', false, true],
    ['equals', null, '', false, true],
    ['equals', ['EU'], 'EU', false, true],
    ['greaterthan', 6, 5, true, false],
    ['greaterthan', 'b', 'a', true, false],
    ['greaterthan', '6', 5, false, true],
    ['greaterthan', undefined, 5, false, true],
    ['lessthanequals', true, true, false, true],
    ['startswith', 'HC-1', 'HC', true, false],
    ['startswith', undefined, 'HC', false, false],
    ['startswith', null, 'HC', false, false],
  ])('%s compares %j with %j as they are: %j', (operator, x, literal, isTrue, isContested) => {
    const { test, readings: relied } = compiledRules([operator, ['extract', 'x'], literal]);
    expect(test({ x })).toBe(isTrue);
    expect(relied()).toEqual(isContested ? [readings.untyped] : []);
  });

  it('objects on both sides are never equal', () => {
    const { test, readings: relied } = compiledRules(['equals', ['extract', 'x'], ['extract', 'y']]);
    expect([test({ x: 1, y: 1 }), test({ x: 1 }), test({ y: 1 })]).toEqual([true, false, false]);
    expect(relied()).toEqual([]);
    expect(test({ x: 1, y: { a: 1 } })).toBe(false);
    expect(relied()).toEqual([readings.untyped]);
  });

  it('is converted to the type of the side before it', () => {
    expect(compiledRules(['equals', field('number', 'x'), ['extract', 'y']]).test({ x: 5, y: '5' })).toBe(true);
  });
});
