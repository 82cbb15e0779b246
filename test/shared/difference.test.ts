import { describe, expect, it } from 'vitest';
import { formatChange, shorten } from '../../src/shared/difference.ts';

describe('formatChange', () => {
  it.each([
    ['a changed value', 1, 2, '2, was 1'],
    ['an added value', undefined, { a: 1 }, 'added: {"a":1}'],
    ['a removed value', 'x', undefined, 'removed, was "x"'],
  ])('says %s', (_, before, after, text) => {
    expect(formatChange({ keys: ['a'], before, after })).toBe(text);
  });
});

describe('shorten', () => {
  it.each([
    ['a long text to 60 characters', 'x'.repeat(80), `"${'x'.repeat(59)}…`],
    ['a value without JSON to its type', () => 1, 'function'],
    ['a value that JSON cannot write to its type', 1n, 'a bigint'],
  ])('shortens %s', (_, value, text) => {
    expect(shorten(value)).toBe(text);
  });
});
