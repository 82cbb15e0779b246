import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { checkDelivery, resolveLimit } from '../../src/core/response.ts';
import type { ExtensionError } from '../../src/shared/errors.ts';
import { formatPath } from '../../src/shared/path.ts';
import { bytesOf, data, flaws, foreign, hiding, steps, thrownBy } from './values.ts';

const MB = 1024 * 1024;

const refusalOf = (response: unknown, limit = 5 * MB) => thrownBy<ExtensionError>(() => checkDelivery(response, limit));
const nested = (levels: number, inner: unknown) => {
  let value = inner;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
};
const NOT_SERIALIZABLE = [{ message: 'Extension response is not serializable.', code: 'invalid_extension_response' }];

/** Accepted exactly when its JSON is within the limit, and never taken for smaller than it is. */
function isMeasured(response: unknown, limit: number): void {
  const bytes = bytesOf(response);
  if (bytes <= limit) {
    const delivery = checkDelivery(response, limit);
    expect(delivery.bytes).toBeGreaterThanOrEqual(bytes);
    expect(delivery.bytes).toBeLessThanOrEqual(limit);
  } else {
    expect(refusalOf(response, limit).problems).toEqual([
      { message: `response stream exceeded limit of ${limit} bytes.`, code: 'response_size_exceeded' },
    ]);
  }
}

describe('a response of plain data', () => {
  const around = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2000, max: 20_000 }));

  it('is accepted exactly if its JSON is within the limit', () => {
    const measured = fc.property(data, around, (response, off) =>
      isMeasured(response, Math.max(1, bytesOf(response) + off)),
    );
    fc.assert(measured, { numRuns: 2000 });
  });

  it.each([1, 63, 64, 65, 66, 130, 1000])('is measured exactly at %i levels', (levels) => {
    const measured = fc.property(data, fc.integer({ min: -2, max: 2 }), (inner, off) => {
      const response = nested(levels, inner);
      isMeasured(response, bytesOf(response) + off);
    });
    fc.assert(measured, { numRuns: 25 });
  });

  it('may hold one object in many places', () => {
    const address = { street: 'Main Street' };
    const response = Array.from({ length: 1000 }, () => ({ from: address, to: address }));
    isMeasured(response, bytesOf(response));
    isMeasured(response, bytesOf(response) - 1);
  });

  it('may be a page that nearly fills the limit', () => {
    const page = Array.from({ length: 200 }, (_, i) => ({
      id: i,
      sku: `SKU-${i}`,
      price: i / 100,
      weight: Math.sqrt(i),
      open: i % 2 === 0,
      note: `${'näive "text"\n'.repeat(i % 40)}${'plain text '.repeat(30)}`,
      gone: undefined,
    }));
    for (const limit of [bytesOf(page) - 1, bytesOf(page), bytesOf(page) + 1000, 2 * bytesOf(page)]) {
      isMeasured(page, limit);
    }
  });

  it.each([
    ['undefined, which is no bytes at all', undefined],
    ['a text in an object', Object('text')],
    ['an array of another realm', foreign('[[1], "é"]')],
    ['an array of a class of the author’s', new (class Rows extends Array {})(3).fill('row')],
    ['an array that carries metadata beside its elements', Object.assign([1, 2], { meta: () => 'columns' })],
    [
      'the arguments of a call',
      (function f(..._: unknown[]) {
        // biome-ignore lint/complexity/noArguments: it is what is tested
        return arguments;
      })(1, 2),
    ],
    ['an object whose prototype has nothing to it', Object.create(Object.create(null))],
    ['own keys that other objects inherit', JSON.parse('{"__proto__":{"a":1},"hasOwnProperty":2,"toString":3}')],
  ])('is accepted and measured if it is %s', (_, response) => {
    isMeasured(response, Math.max(1, bytesOf(response)));
    if (bytesOf(response) > 1) isMeasured(response, bytesOf(response) - 1);
  });

  it('has no bytes if it is undefined', () => {
    expect(checkDelivery(undefined, 1)).toEqual({ bytes: 0 });
  });

  it.each([6_000_000, 4_000_000_000])('is refused for its size however long its holes are: %i', (id) => {
    const rows: unknown[] = [];
    rows[id] = 'a row, put where its id says';
    const { problems, refused } = refusalOf({ rows });
    expect([problems[0]?.code, refused?.found]).toEqual(['response_size_exceeded', `${id + 1} bytes`]);
  });

  it('has its size in the log', () => {
    const { refused } = refusalOf('x'.repeat(100), 50);
    expect(refused).toEqual({ path: 'response', found: '102 bytes' });
  });
});

describe('NaN and Infinity', () => {
  it.each([
    [{ rates: [1, Number.NaN] }, 'response.rates[1]'],
    [{ rate: -Infinity, next: Number.NaN }, 'response.rate'],
    [[[Infinity]], 'response[0][0]'],
    [Number.NaN, 'response'],
  ])('in %j become null, and the first place is named', (response, path) => {
    expect(checkDelivery(response, MB).becomesNull).toBe(path);
  });

  it('are not reported if there are none', () => {
    expect(checkDelivery({ a: [1, 'NaN', null], b: 2 }, MB)).not.toHaveProperty('becomesNull');
  });
});

describe('a response that JSON cannot be made of', () => {
  it.each(flaws)('is refused for %s at any place, with its path', (found, make) => {
    const refused = fc.property(steps(), (way) => {
      const { tree, keys } = hiding(make(), way);
      const error = refusalOf(tree);
      expect(error.problems).toEqual(NOT_SERIALIZABLE);
      expect(error.refused).toEqual({ path: formatPath('response', keys), found });
    });
    fc.assert(refused, { numRuns: 30 });
  });

  it.each(flaws)('is refused for %s below the depth of the first scan', (_, make) => {
    for (const levels of [63, 64, 65, 90, 2000]) {
      expect(refusalOf(nested(levels, make())).problems).toEqual(NOT_SERIALIZABLE);
    }
  });

  it('is refused for a cycle at any depth', () => {
    const refused = fc.property(steps(), fc.integer({ min: 0, max: 90 }), (way, levels) => {
      const self: Record<string, unknown> = {};
      self.again = nested(levels, self);
      const { tree, keys } = hiding(self, way);
      const error = refusalOf(tree);
      expect(error.problems).toEqual(NOT_SERIALIZABLE);
      expect(error.refused?.found).toBe('a cycle');
      expect(error.refused?.path).toMatch(/^response.*again/);
      expect(error.refused?.path.startsWith(formatPath('response', keys))).toBe(true);
    });
    fc.assert(refused, { numRuns: 50 });
  });

  it('is refused quickly if every line refers to its order', () => {
    const order: { lines: unknown[] } = { lines: [] };
    for (let i = 0; i < 50; i++) order.lines.push({ order, more: { order } });
    const { problems, refused } = refusalOf([{ id: 1 }, order]);
    expect(problems).toEqual(NOT_SERIALIZABLE);
    expect(refused).toEqual({ path: 'response[1].lines[0].order', found: 'a cycle' });
  });

  it('is refused for a throwing property, with its error', () => {
    const refused = fc.property(steps(), (way) => {
      const lazy = {
        get total() {
          throw new Error('not loaded');
        },
      };
      const { tree, keys } = hiding(lazy, way);
      expect(refusalOf(tree).refused).toEqual({
        path: formatPath('response', [...keys, 'total']),
        found: 'Error: not loaded',
      });
    });
    fc.assert(refused, { numRuns: 30 });
  });

  it.each([
    [
      'an object that can no longer be read',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
    ],
    ['more levels than there is stack for', () => nested(100_000, 1)],
    ['a toJSON of its own', () => ({ toJSON: () => 'text' })],
    ['a flaw behind an array’s metadata', () => Object.assign([new Date()], { meta: () => 1 })],
  ])('is refused for %s', (_, make) => {
    expect(refusalOf({ data: [make()] }).problems).toEqual(NOT_SERIALIZABLE);
  });

  it('is refused for its flaw, not for its size', () => {
    const response = ['x'.repeat(100), new Date()];
    expect(refusalOf(response, 10).problems).toEqual(NOT_SERIALIZABLE);
  });
});

describe('if a library has given all objects an enumerable property', () => {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  afterEach(() => {
    delete prototype.extra;
  });

  it.each([
    ['a method', () => 'text'],
    ['a text', 'é'.repeat(50)],
  ])('%s is no part of a response', (_, extra) => {
    prototype.extra = extra;
    const page = Array.from({ length: 20 }, (_, id) => ({ id, name: 'Émile', gone: undefined, empty: {} }));
    isMeasured(page, bytesOf(page));
    isMeasured(page, bytesOf(page) - 1);
  });
});

describe('the limit', () => {
  it.each([undefined, 0, -1, '3', 'abc', Number.NaN, Infinity, null, {}])('of %s is 5 MiB', (asked) => {
    expect(resolveLimit(asked)).toBe(5 * MB);
  });

  it("is the caller's, within what the transport can carry", () => {
    expect([resolveLimit(1), resolveLimit(20 * MB)]).toEqual([1, 20 * MB]);
    expect(resolveLimit(20 * MB, 6_291_556)).toBe(6_291_556);
    expect(resolveLimit(100, 6_291_556)).toBe(100);
    expect(resolveLimit(undefined, 1000)).toBe(1000);
  });
});
