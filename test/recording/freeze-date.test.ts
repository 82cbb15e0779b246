import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { freezeDate } from '../../src/recording/freeze-date.ts';
import type { Recording } from '../../src/recording/recording.ts';
import { setPlaceholders } from '../../src/recording/set-placeholders.ts';

const AT = Date.parse('2020-02-02T02:02:02Z');

it('Date stands still within a call, and goes on beside it', async () => {
  const real = Date;
  const frozen = freezeDate(AT, async () => {
    await turn();
    expect([Date.now(), new Date().toISOString(), +new Date(5), Date.UTC(1970)]).toEqual([
      AT,
      new real(AT).toISOString(),
      5,
      0,
    ]);
    expect(Date()).toBe(new real(AT).toString());
    expect(new Date()).toBeInstanceOf(Date);
    expect(new Date().constructor).toBe(Date);
    await freezeDate(7, async () => expect(Date.now()).toBe(7));
    expect(Date.now()).toBe(AT);
  });
  expect(Date.now()).toBeGreaterThan(AT);
  expect(new Date().getFullYear()).toBeGreaterThan(2020);
  expect(new Date(Date()).getFullYear()).toBeGreaterThan(2020);
  await frozen;
  expect(Date).toBe(real);
  expect(new Date().constructor).toBe(real);
});

it('Date goes on after a call that failed', async () => {
  await expect(freezeDate(AT, () => Promise.reject(new Error('No.')))).rejects.toThrow('No.');
  expect(Date.now()).toBeGreaterThan(AT);
});

it('secrets of the environment are their placeholders until they are restored', () => {
  process.env.REPLAYED_ONE = 'real';
  const recording = { options: '«secret:env.REPLAYED_ONE» «secret:env.REPLAYED_TWO» «secret:bearerToken»' };
  const restore = setPlaceholders([recording as unknown as Recording]);
  expect([process.env.REPLAYED_ONE, process.env.REPLAYED_TWO]).toEqual([
    '«secret:env.REPLAYED_ONE»',
    '«secret:env.REPLAYED_TWO»',
  ]);
  restore();
  expect([process.env.REPLAYED_ONE, process.env.REPLAYED_TWO]).toEqual(['real', undefined]);
  delete process.env.REPLAYED_ONE;
});
