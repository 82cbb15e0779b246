import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { checkDelivery, resolveLimit } from '../../src/core/response.ts';
import type { ExtensionError } from '../../src/shared/errors.ts';
import { formatPath } from '../../src/shared/path.ts';
import { countBytes, createTree, data, evaluateElsewhere, flaws, steps, thrownValues } from './values.ts';

const MB = 1024 * 1024;

const readRefusal = (response: unknown, limit = 5 * MB) =>
  thrownValues<ExtensionError>(() => checkDelivery(response, limit));
const nest = (levels: number, inner: unknown) => {
  let value = inner;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
};
const nestPairs = (levels: number) => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = [value, { again: value }];
  return value;
};
const NOT_SERIALIZABLE = [{ message: 'Extension response is not serializable.', code: 'invalid_extension_response' }];

/** Asserts that a response is accepted exactly if its JSON is within the limit, and never counted too small. */
function expectMeasured(response: unknown, limit: number): void {
  const bytes = countBytes(response);
  if (bytes <= limit) {
    const delivery = checkDelivery(response, limit);
    expect(delivery.bytes).toBeGreaterThanOrEqual(bytes);
    expect(delivery.bytes).toBeLessThanOrEqual(limit);
  } else {
    expect(readRefusal(response, limit).problems).toEqual([
      { message: `response stream exceeded limit of ${limit} bytes.`, code: 'response_size_exceeded' },
    ]);
  }
}

describe('a response of plain data', () => {
  const around = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2000, max: 20_000 }));

  it('is accepted exactly if its JSON is within the limit', () => {
    const measured = fc.property(data, around, (response, off) =>
      expectMeasured(response, Math.max(1, countBytes(response) + off)),
    );
    fc.assert(measured, { numRuns: 2000 });
  });

  it.each([1, 63, 64, 65, 66, 130, 1000])('is measured exactly at %i levels', (levels) => {
    const measured = fc.property(data, fc.integer({ min: -2, max: 2 }), (inner, off) => {
      const response = nest(levels, inner);
      expectMeasured(response, countBytes(response) + off);
    });
    fc.assert(measured, { numRuns: 25 });
  });

  it('may hold one object in many places', () => {
    const address = { street: 'Main Street' };
    const response = Array.from({ length: 1000 }, () => ({ from: address, to: address }));
    expectMeasured(response, countBytes(response));
    expectMeasured(response, countBytes(response) - 1);
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
    for (const limit of [countBytes(page) - 1, countBytes(page), countBytes(page) + 1000, 2 * countBytes(page)]) {
      expectMeasured(page, limit);
    }
  });

  it.each([
    ['undefined, which has no bytes', undefined],
    ['a text in an object', Object('text')],
    ['an array of another realm', evaluateElsewhere('[[1], "é"]')],
    ["an array of an author's class", new (class Rows extends Array {})(3).fill('row')],
    ['an array with properties beside its elements', Object.assign([1, 2], { meta: () => 'columns' })],
    [
      'the arguments of a call',
      (function f(..._: unknown[]) {
        // biome-ignore lint/complexity/noArguments: the test needs it
        return arguments;
      })(1, 2),
    ],
    ['an object with an empty prototype', Object.create(Object.create(null))],
    ['own keys that other objects inherit', JSON.parse('{"__proto__":{"a":1},"hasOwnProperty":2,"toString":3}')],
  ])('is accepted and measured if it is %s', (_, response) => {
    expectMeasured(response, Math.max(1, countBytes(response)));
    if (countBytes(response) > 1) expectMeasured(response, countBytes(response) - 1);
  });

  it('has no bytes if it is undefined', () => {
    expect(checkDelivery(undefined, 1)).toEqual({ bytes: 0 });
  });

  it.each([6_000_000, 4_000_000_000])('is refused for its size, even with %i holes', (id) => {
    const rows: unknown[] = [];
    rows[id] = 'a row, stored at its id';
    const { problems, refused } = readRefusal({ rows });
    expect([problems[0]?.code, refused?.found]).toEqual(['response_size_exceeded', `at least ${id + 5} bytes`]);
  });

  it('has its size in the log', () => {
    const { refused } = readRefusal('x'.repeat(100), 50);
    expect(refused).toEqual({ path: 'response', found: '102 bytes' });
  });

  it.each<[string, () => unknown]>([
    ['400 records that share a table of 100 KB', () => Array(400).fill({ table: Array(1000).fill('x'.repeat(100)) })],
    ['pairs nested 27 deep', () => nestPairs(27)],
    ['pairs nested 70 deep', () => nestPairs(70)],
    ['pairs nested 200 deep', () => nestPairs(200)],
  ])('is refused for its size after at most twice the limit has been visited: %s', (_, make) => {
    const { problems, refused } = readRefusal(make(), MB);
    expect(problems[0]?.code).toBe('response_size_exceeded');
    expect(Number(refused?.found.match(/\d+/)?.[0])).toBeLessThan(2 * MB);
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
    const refused = fc.property(steps(), (path) => {
      const { tree, keys } = createTree(make(), path);
      const error = readRefusal(tree);
      expect(error.problems).toEqual(NOT_SERIALIZABLE);
      expect(error.refused).toEqual({ path: formatPath('response', keys), found });
    });
    fc.assert(refused, { numRuns: 30 });
  });

  it.each(flaws)('is refused for %s below the depth of the first scan', (_, make) => {
    for (const levels of [63, 64, 65, 90, 2000]) {
      expect(readRefusal(nest(levels, make())).problems).toEqual(NOT_SERIALIZABLE);
    }
  });

  it('is refused for a cycle at any depth', () => {
    const refused = fc.property(steps(), fc.integer({ min: 0, max: 90 }), (path, levels) => {
      const self: Record<string, unknown> = {};
      self.again = nest(levels, self);
      const { tree, keys } = createTree(self, path);
      const error = readRefusal(tree);
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
    const { problems, refused } = readRefusal([{ id: 1 }, order]);
    expect(problems).toEqual(NOT_SERIALIZABLE);
    expect(refused).toEqual({ path: 'response[1].lines[0].order', found: 'a cycle' });
  });

  it('is refused for a throwing property, with its error', () => {
    const refused = fc.property(steps(), (path) => {
      const lazy = {
        get total() {
          throw new Error('not loaded');
        },
      };
      const { tree, keys } = createTree(lazy, path);
      expect(readRefusal(tree).refused).toEqual({
        path: formatPath('response', [...keys, 'total']),
        found: 'Error: not loaded',
      });
    });
    fc.assert(refused, { numRuns: 30 });
  });

  it.each([
    [
      'a revoked proxy',
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      },
    ],
    ['more levels than the stack allows', () => nest(100_000, 1)],
    ['an own toJSON', () => ({ toJSON: () => 'text' })],
    ["a flaw after an array's properties", () => Object.assign([new Date()], { meta: () => 1 })],
  ])('is refused for %s', (_, make) => {
    expect(readRefusal({ data: [make()] }).problems).toEqual(NOT_SERIALIZABLE);
  });

  it('is refused for a property that throws when it is read again', () => {
    let reads = 0;
    const response = {
      // A boxed number makes the response be written out after the scan.
      amount: new Number(5),
      get total() {
        if (reads++) throw new Error('not loaded');
        return 5;
      },
    };
    expect(readRefusal(response).problems).toEqual(NOT_SERIALIZABLE);
  });

  it('is refused for its flaw, not for its size', () => {
    const response = ['x'.repeat(100), new Date()];
    expect(readRefusal(response, 10).problems).toEqual(NOT_SERIALIZABLE);
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
    expectMeasured(page, countBytes(page));
    expectMeasured(page, countBytes(page) - 1);
  });
});

describe('the limit', () => {
  it.each([undefined, 0, -1, '3', 'abc', Number.NaN, Infinity, null, {}])('of %s is 5 MiB', (limit) => {
    expect(resolveLimit(limit)).toBe(5 * MB);
  });

  it("is the caller's, within what the transport can carry", () => {
    expect([resolveLimit(1), resolveLimit(20 * MB)]).toEqual([1, 20 * MB]);
    expect(resolveLimit(20 * MB, 6_291_556)).toBe(6_291_556);
    expect(resolveLimit(100, 6_291_556)).toBe(100);
    expect(resolveLimit(undefined, 1000)).toBe(1000);
  });
});
