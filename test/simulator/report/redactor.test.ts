import { expect, it } from 'vitest';
import { createRedactor } from '../../../src/simulator/report/redactor.ts';

const redacted = createRedactor(['canary-4711', 'short']);

it.each([
  ['a text', { says: 'key canary-4711!' }, { says: 'key [redacted]!' }],
  ['the name of a field', [{ 'canary-4711': [1, null] }], [{ '[redacted]': [1, null] }]],
  ['hexadecimal of mixed case', { hex: '63616E6172792d34373131' }, { hex: '[redacted]' }],
  ['a field named like a secret', { password: 'whatever' }, { password: '[redacted]' }],
])('redacts a secret in %s', (_, value, clean) => {
  expect(redacted(value)).toEqual(clean);
});

it('leaves data without a secret as it is', () => {
  const value = { says: 'a short text' };
  expect(redacted(value)).toBe(value);
});
