import { describe, expect, it } from 'vitest';
import { findFlaw, findNonFinite } from '../../src/core/json-flaws.ts';
import { createTree, evaluateElsewhere, flaws } from './values.ts';

const rows = Object.assign([1, new Date()], { meta: () => 'columns' });
const self: Record<string, unknown> = {};
self.a = [self];

function nestDeep(levels: number, top: unknown): unknown {
  return levels === 0 ? top : { a: nestDeep(levels - 1, top) };
}

describe('what JSON cannot carry', () => {
  it.each(flaws)('is %s', (found, make) => {
    const { tree } = createTree(make(), [{ before: [1, 'a'], key: undefined, after: [] }]);
    expect(findFlaw(tree)).toEqual({ path: 'response[2]', found });
  });

  it.each([
    ['the response itself', () => 1, { path: 'response', found: 'a function' }],
    ['the first of several', { a: 1n, b: () => 1 }, { path: 'response.a', found: 'a bigint' }],
    ['an element before a property of its array', rows, { path: 'response[1]', found: 'an instance of Date' }],
    ['a reference to an ancestor', self, { path: 'response.a[0]', found: 'a cycle' }],
    ['an instance of a class without a name', [new (class {})()], { path: 'response[0]', found: 'an instance of ' }],
    [
      'an object whose prototype has no constructor',
      [Object.create(Object.create(Object.create(null)))],
      { path: 'response[0]', found: 'an instance of undefined' },
    ],
    ['a subclass of Number', [new (class Big extends Date {})()], { path: 'response[0]', found: 'an instance of Big' }],
    [
      'an object that only claims to be a text',
      { a: new Intl.NumberFormat() },
      { path: 'response.a', found: 'an instance of NumberFormat' },
    ],
  ])('is %s', (_, response, flaw) => {
    expect(findFlaw(response)).toEqual(flaw);
  });

  it('has a path of at most 99 keys', () => {
    const found = findFlaw(nestDeep(150, 1n));
    expect(found?.found).toBe('a bigint');
    expect(found?.path).toBe(`response${'.a'.repeat(99)}`);
  });

  it('is the depth itself, if the stack is exhausted', () => {
    let tree: unknown = 1;
    for (let i = 0; i < 100_000; i++) tree = [tree];
    expect(findFlaw(tree)?.found).toMatch(/^RangeError/);
  });

  it.each([
    ['plain data', { a: [1, null, undefined, 'b', { c: true }] }],
    ['data of another realm', evaluateElsewhere('({ a: [1, Object.create(null), new String("s")] })')],
    ['an object in two places', [self.b, rows[0], [{}, {}]]],
  ])('is not found in %s', (_, response) => {
    expect(findFlaw(response)).toBeUndefined();
  });
});

describe('what JSON turns into null', () => {
  it.each([
    [{ a: [1, { rate: Number.NaN }] }, 'response.a[1].rate'],
    [[-Infinity, Number.NaN], 'response[0]'],
    [Object.assign([1], { mean: Number.NaN }), undefined],
    [{ a: 'NaN', b: null }, undefined],
  ])('in %j is at %s', (response, path) => {
    expect(findNonFinite(response)).toBe(path);
  });
});
