import { expect, it } from 'vitest';
import { findNearest, suggest } from '../../src/shared/nearest.ts';

it.each<[string, string[], string | undefined]>([
  ['preMpa', ['preMap', 'postMap'], 'preMap'],
  ['PREMAP', ['preMap'], 'preMap'],
  ['skv', ['exp', 'sku'], 'sku'],
  ['x', ['exp', 'id'], undefined],
  ['abc', ['exp'], undefined],
  ['keeps', [], undefined],
])('the name nearest to %s among %j is %s', (written, names, nearest) => {
  expect(findNearest(written, names)).toBe(nearest);
});

it('a message ends with the nearest name, or with nothing', () => {
  expect(suggest('preMpa', ['preMap'])).toBe('; did you mean preMap?');
  expect(suggest('other', ['preMap'])).toBe('');
});
