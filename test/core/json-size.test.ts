import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBoxed, isPlain, measureExactly, scanSize } from '../../src/core/json-size.ts';
import { countBytes, createTree, data, evaluateElsewhere, flaws, steps, text } from './values.ts';

const bound = (value: unknown) => scanSize(value, Infinity).bound;
const measure = (value: unknown, limit = 0) => measureExactly(value, bound(value), limit);

describe('the upper bound of a value', () => {
  it('is never less than the bytes of its JSON', () => {
    const bounded = fc.property(data, (value) => {
      expect(bound(value)).toBeGreaterThanOrEqual(countBytes(value));
    });
    fc.assert(bounded, { numRuns: 1000 });
  });

  it('is finite for a page of objects and arrays', () => {
    const page = fc.array(fc.record({ id: fc.integer(), name: fc.string(), tags: fc.array(fc.string()) }));
    const bounded = fc.property(page, (value) => {
      expect(bound(value)).toBeLessThan(Infinity);
    });
    fc.assert(bounded);
  });

  it.each(flaws)('is NaN for %s', (_, make) => {
    const unbounded = fc.property(steps(), (path) => {
      expect(bound(createTree(make(), path).tree)).toBeNaN();
    });
    fc.assert(unbounded, { numRuns: 20 });
  });

  it.each([
    ['a text in an object', Object('text')],
    ['a number of another realm in an object', evaluateElsewhere('new Number(1)')],
  ])('is Infinity for %s', (_, value) => {
    expect(bound({ a: [value] })).toBe(Infinity);
  });
});

describe('a closer measure', () => {
  it('is never less than the bytes of the JSON, and never more than the bound', () => {
    const close = fc.property(data, fc.nat(2000), (value, limit) => {
      fc.pre(Number.isFinite(bound(value)));
      expect(measure(value, limit)).toBeGreaterThanOrEqual(countBytes(value));
      expect(measure(value, limit)).toBeLessThanOrEqual(bound(value));
    });
    fc.assert(close, { numRuns: 1000 });
  });

  it.each([['é'], ['"'], ['\\'], ['\u0000'], ['\u007f'], [' '], ['~']])('of a text of only %j is exact', (unit) => {
    for (const value of [unit, unit.repeat(40)]) expect(measure(value)).toBe(countBytes(value));
  });

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
});

describe('a closer measure stops', () => {
  it('as soon as the value is within the limit', () => {
    const value = [...Array(10)].map((_, index) => ({ name: 'x'.repeat(100 + index) }));
    const limit = bound(value) - 1;
    const unread = Object.defineProperty({ name: '' }, 'name', { enumerable: true, get: () => expect.unreachable() });
    const bytes = measureExactly([...value, unread], bound(value), limit);
    expect(bytes).toBeLessThanOrEqual(limit);
    expect(bytes).toBeGreaterThan(countBytes(value));
  });

  it('exactly at the limit', () => {
    const text = 'x'.repeat(10);
    const list = Object.defineProperty([text, text], 1, { get: () => expect.unreachable() });
    const most = bound([text, text]);
    expect(measureExactly(list, most, most - 50)).toBe(most - 50);
  });
});

describe('the scan stops early', () => {
  /** Makes objects whose first member is `first`, and counts how many of them are visited. */
  const visit = (first: unknown, limit: number) => {
    let visits = 0;
    const counted = {
      first,
      get visited() {
        visits += 1;
        return 1;
      },
    };
    const { tooMany } = scanSize(Array(100).fill(counted), limit);
    return { visits, tooMany };
  };
  const MB = 1024 * 1024;

  it.each([
    ['the limit', 2 * MB, 2],
    ['1 MB, if the limit is less: flaws of small responses are found', 1, 1],
  ])('when what it has seen exceeds %s', (_, limit, megabytes) => {
    const quarter = 'x'.repeat(MB / 4);
    expect(visit(quarter, limit).visits).toBe(4 * megabytes);
  });

  it('at an array with more elements than the limit has bytes', () => {
    const { visits, tooMany } = visit(new Array(4_000_000_000), 5 * MB);
    expect(visits).toBe(1);
    expect(tooMany).toBeGreaterThan(4_000_000_000);
  });
});

describe('an object', () => {
  it.each<[string, object, boolean]>([
    ['plain', {}, true],
    ['without a prototype', Object.create(null), true],
    ['of another realm', evaluateElsewhere('({})') as object, true],
    ['with an own constructor', { constructor: 1 }, true],
    ['created from another object', Object.create({}), false],
    ['an instance', new (class Order {})(), false],
    ['a date of another realm', evaluateElsewhere('new Date()') as object, false],
  ])('%s: whether it is plain data', (_, value, is) => {
    expect(isPlain(value)).toBe(is);
  });

  it.each<[string, object, boolean]>([
    ['a text', Object('a'), true],
    ['a number', Object(1), true],
    ['a boolean', Object(false), true],
    ['a text of another realm', evaluateElsewhere('new String("a")') as object, true],
    ['a bigint', Object(1n), false],
    ['an instance that claims to be a number', new Intl.NumberFormat(), false],
  ])('%s in an object: whether JSON writes its value', (_, value, is) => {
    expect(isBoxed(value)).toBe(is);
  });
});
