import { expect, it } from 'vitest';
import type { BrokenRule } from '../../src/lifecycle/life-report.ts';
import { placeBroken } from '../../src/lifecycle/place-broken.ts';
import type { TimedCall } from '../../src/lifecycle/timed-call.ts';

const functions = [
  { name: 'make', type: 'installer', kind: undefined, place: 'src/installer.ts:6:15' },
  { name: 'remove', type: 'installer', kind: undefined, place: 'src/installer.ts:9:15' },
  { name: 'remove', type: 'uninstaller', kind: undefined, place: 'src/uninstaller.ts:3:15' },
  { name: 'bound', type: 'installer', kind: undefined },
];
const calls = [{ facts: { number: 7 }, type: 'uninstaller' }] as unknown as TimedCall[];

const find = (broken: Partial<BrokenRule>) => {
  const rule = { rule: 'leftover', says: 'It leaves nothing.', message: 'found a flow', ...broken };
  return placeBroken([rule], calls, functions)[0]?.place;
};

it('gives a broken rule the place of its function', () => {
  expect(find({ function: 'make' })).toBe('src/installer.ts:6:15');
  expect(find({ function: 'remove', call: 7 })).toBe('src/uninstaller.ts:3:15');
});

it('leaves the place that threw, and says none that is not sure', () => {
  expect(find({ function: 'make', place: 'src/account.ts:1:1' })).toBe('src/account.ts:1:1');
  expect(find({ function: 'remove' })).toBeUndefined();
  expect(find({ function: 'bound' })).toBeUndefined();
  expect(find({})).toBeUndefined();
});
