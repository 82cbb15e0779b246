import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LateChanges } from '../../../../src/cli/commands/simulate/late-changes.ts';

const NOW = 1_700_000_000_000;

function createFile(time: number) {
  const folder = mkdtempSync(join(tmpdir(), 'late-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'orders.ts');
  writeFileSync(file, '');
  const setTime = (ms: number) => utimesSync(file, ms / 1000, ms / 1000);
  setTime(time);
  return { file, setTime };
}

it('a file that was changed during a run is a late change, once', () => {
  const { file, setTime } = createFile(NOW - 1000);
  const changes = new LateChanges();
  expect(changes.areIn([file], NOW)).toBe(false);
  setTime(NOW + 1000);
  expect(changes.areIn([file], NOW)).toBe(true);
  expect(changes.areIn([file], NOW)).toBe(false);
  setTime(NOW + 2000);
  expect(changes.areIn([file], NOW)).toBe(true);
});

it('a file whose time lies in the future is a late change once, not after each run', () => {
  const { file } = createFile(NOW + 3_600_000);
  const changes = new LateChanges();
  expect([1, 2, 3].map((run) => changes.areIn([file], NOW + run))).toEqual([true, false, false]);
});

it('a file that is gone is none', () => {
  expect(new LateChanges().areIn([join(tmpdir(), 'no-such-file.ts')], NOW)).toBe(false);
});
