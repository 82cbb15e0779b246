import { expect, it } from 'vitest';
import { hintAtRefusal } from '../../src/contracts/hint-at-refusal.ts';
import { checkDelivery } from '../../src/core/response.ts';
import { isExtensionError } from '../../src/shared/errors.ts';

/** What is said about a response that can't be sent. */
function hint(response: unknown): string {
  try {
    checkDelivery(response, 1000);
  } catch (thrown) {
    if (isExtensionError(thrown) && thrown.refused) return hintAtRefusal(thrown.refused);
  }
  throw new Error('Expected a refused response.');
}

it.each([
  ['promises for records', [Promise.resolve({})], '; did you mean await Promise.all(list)?'],
  ['a promise in a record', [{ data: { total: Promise.resolve(3) } }], '; did the function forget await?'],
  ['a date', { data: [{ at: new Date(0) }] }, '; did you mean date.toISOString()?'],
  ['a map', { data: [new Map()] }, '; did you mean Object.fromEntries(map)?'],
  ['a set', { data: new Set() }, '; did you mean Array.from(set)?'],
  ['a bigint', { data: [{ id: 1n }] }, '; did you mean String(value)?'],
  ['a function', { data: () => [] }, ''],
])('A response that can’t be sent is answered with what was most likely meant: %s', (_, response, said) => {
  expect(hint(response)).toBe(said);
});
