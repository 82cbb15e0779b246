import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeUpperBound, createSizeScan, measureExactly } from '../../src/core/json-size.ts';
import { countBytes, data, text } from './values.ts';

const computeBound = (value: unknown) => computeUpperBound(value, 0, createSizeScan(value, Infinity));
const measure = (value: unknown, limit = 0) => measureExactly(value, computeBound(value), limit);

describe('a closer measure', () => {
  it('is never less than the bytes of the JSON, and never more than the bound', () => {
    const close = fc.property(data, fc.nat(2000), (value, limit) => {
      const bound = computeBound(value);
      fc.pre(Number.isFinite(bound));
      const bytes = measureExactly(value, bound, limit);
      expect(bytes).toBeGreaterThanOrEqual(countBytes(value));
      expect(bytes).toBeLessThanOrEqual(bound);
    });
    fc.assert(close, { numRuns: 1000 });
  });

  it.each([['é'], ['"'], ['\\'], ['\u0000'], ['\u007f'], [' '], ['~']])(
    'of a long text of only %j is exact',
    (unit) => {
      for (const value of [unit.repeat(32), unit.repeat(33)]) expect(measure(value)).toBe(countBytes(value));
    },
  );

  it('of any text is exact', () => {
    const exact = fc.property(text, (value) => {
      expect(measure(value)).toBe(countBytes(value));
    });
    fc.assert(exact, { numRuns: 1000 });
  });

  it('of an integer is exact', () => {
    const integer = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(-0, 1e21, -1.7976931348623157e308));
    const exact = fc.property(integer, (value) => {
      expect(measure(value)).toBe(countBytes(value));
    });
    fc.assert(exact);
  });

  it('is off by at most the brackets and commas for a page of texts and integers', () => {
    const page = fc.array(fc.dictionary(text, fc.oneof(text, fc.integer())), { maxLength: 5 });
    const close = fc.property(page, (value) => {
      expect(measure(value) - countBytes(value)).toBeLessThanOrEqual(1 + value.length);
    });
    fc.assert(close);
  });

  it('stops as soon as the value is within the limit', () => {
    const value = [...Array(10)].map((_, index) => ({ name: 'x'.repeat(100 + index) }));
    const limit = computeBound(value) - 1;
    const unread = Object.defineProperty({ name: '' }, 'name', {
      enumerable: true,
      get() {
        throw new Error('read');
      },
    });
    const bytes = measureExactly([...value, unread], computeBound(value), limit);
    expect(bytes).toBeLessThanOrEqual(limit);
    expect(bytes).toBeGreaterThan(countBytes(value));
  });

  it('stops exactly at the limit', () => {
    const text = 'x'.repeat(10);
    const list = Object.defineProperty([text, text], 1, { get: () => expect.unreachable() });
    const bound = computeBound([text, text]);
    expect(measureExactly(list, bound, bound - 50)).toBe(bound - 50);
  });
});
