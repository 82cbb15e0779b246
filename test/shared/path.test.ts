import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPath } from '../../src/shared/path.ts';

describe('a path', () => {
  it.each([
    [[], 'response'],
    [['data', 3, 'ship to'], 'response.data[3]["ship to"]'],
    [['$id', '_x9', 'a-b', '9a', ''], 'response.$id._x9["a-b"]["9a"][""]'],
    [['3', 3], 'response["3"][3]'],
    [['say "hi"\n'], 'response["say \\"hi\\"\\n"]'],
    [['größe'], 'response["größe"]'],
  ])('of %j is %s', (keys, path) => {
    expect(formatPath('response', keys)).toBe(path);
  });

  it('leads to its place when it is run as code', () => {
    const keys = fc.array(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.nat(20)), { maxLength: 6 });
    const leads = fc.property(keys, (path) => {
      const response = path.reduceRight<unknown>((inner, key) => new Map([[key, inner]]), 'found');
      const proxied = (value: unknown): unknown =>
        value instanceof Map ? new Proxy({}, { get: (_, key) => proxied(toPart(value, key)) }) : value;
      expect(new Function('response', `return ${formatPath('response', path)}`)(proxied(response))).toBe('found');
    });
    fc.assert(leads);
  });
});

/** Property keys are always texts: an index is found under its number. */
function toPart(level: Map<unknown, unknown>, key: PropertyKey): unknown {
  return level.has(key) ? level.get(key) : level.get(Number(String(key)));
}
