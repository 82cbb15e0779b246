import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { copyAsData } from '../../../src/simulator/flow/copy-as-data.ts';

class Price {
  readonly cents = 250;
  toJSON(key: string): object {
    return { [key]: this.cents / 100 };
  }
}

/** A copy as another process gets it. */
const sent = (value: unknown): unknown => deserialize(serialize(copyAsData(value)));

describe('A copy as data', () => {
  it.each<[string, unknown]>([
    ['plain values', { a: 1, b: 'x', c: null, d: [true, [2]] }],
    ['dates, and instances that say what JSON is made of them', { at: new Date(0), total: new Price() }],
    ['functions and symbols, in objects and lists', { f: () => 1, s: Symbol('s'), list: [() => 1, Symbol('s'), 2] }],
    ['a key like the prototype', JSON.parse('{"__proto__":{"a":1}}')],
    ['one object in two places', [new Array(2).fill({ a: 1 })]],
  ])('has the JSON of %s', (_, value) => {
    expect(JSON.stringify(sent(value))).toBe(JSON.stringify(value));
  });

  it('keeps what JSON cannot hold, so that it is found where it stands', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(sent({ big: 1n })).toEqual({ big: 1n });
    expect(sent(cycle)).toEqual(cycle);
  });
});
