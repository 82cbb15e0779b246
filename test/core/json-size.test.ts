import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeUpperBound, createSizeScan, isBoxed, isPlain } from '../../src/core/json-size.ts';
import { countBytes, createTree, data, evaluateElsewhere, flaws, steps } from './values.ts';

const createWalk = (limit = Infinity) => createSizeScan(undefined, limit);

describe('the upper bound of a value', () => {
  it('is never less than the bytes of its JSON', () => {
    const bounded = fc.property(data, (value) => {
      expect(computeUpperBound(value, 0, createWalk())).toBeGreaterThanOrEqual(countBytes(value));
    });
    fc.assert(bounded, { numRuns: 1000 });
  });

  it('is finite for a page of objects and arrays', () => {
    const page = fc.array(fc.record({ id: fc.integer(), name: fc.string(), tags: fc.array(fc.string()) }));
    const bounded = fc.property(page, (value) => {
      expect(computeUpperBound(value, 0, createWalk())).toBeLessThan(Infinity);
    });
    fc.assert(bounded);
  });

  it.each(flaws)('is NaN for %s', (_, make) => {
    const unbounded = fc.property(steps(), (path) => {
      expect(computeUpperBound(createTree(make(), path).tree, 0, createWalk())).toBeNaN();
    });
    fc.assert(unbounded, { numRuns: 20 });
  });

  it.each([
    ['a text in an object', Object('text')],
    ['a number of another realm in an object', evaluateElsewhere('new Number(1)')],
  ])('is Infinity for %s', (_, value) => {
    expect(computeUpperBound({ a: [value] }, 0, createWalk())).toBe(Infinity);
  });

  it('reports NaN and Infinity at any place', () => {
    const finite = createWalk();
    computeUpperBound({ a: [1, { b: 'NaN', c: 2 }] }, 0, finite);
    expect(finite.nonFinite).toBe(false);
    for (const value of [Number.NaN, [Infinity], { a: [{ b: -Infinity }] }]) {
      const walk = createWalk();
      computeUpperBound(value, 0, walk);
      expect(walk.nonFinite).toBe(true);
    }
  });
});

describe('the scan stops early', () => {
  it.each([
    ['objects', (inner: unknown) => ({ a: inner })],
    ['arrays', (inner: unknown) => [inner]],
  ])('after 64 levels of %s', (_, wrap) => {
    let tree: unknown = 1;
    for (let i = 0; i < 64; i++) tree = wrap(tree);
    expect(computeUpperBound(tree, 0, createWalk())).toBeLessThan(Infinity);
    expect(computeUpperBound(wrap(tree), 0, createWalk())).toBe(Infinity);
  });

  it('and visits no further value', () => {
    const unread = Object.defineProperty({}, 'a', {
      enumerable: true,
      get() {
        throw new Error('read');
      },
    });
    let tree: unknown = unread;
    for (let i = 0; i < 64; i++) tree = [tree, unread];
    const walk = createWalk();
    expect(computeUpperBound(tree, 0, walk)).toBe(Infinity);
    expect(walk.stoppedAt).toBe(1);
  });

  it('at an array with more elements than the limit has bytes', () => {
    const walk = createWalk(100);
    expect(computeUpperBound({ a: new Array(101) }, 0, walk)).toBe(Infinity);
    expect(walk.stoppedAt).toBe(101);
    expect(computeUpperBound({ a: new Array(100) }, 0, createWalk(100))).toBeLessThan(Infinity);
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
