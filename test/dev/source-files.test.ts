import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { waitForQuiet } from '../../src/dev/file-watch.ts';
import { findPackageFolder, listSources, readStamps } from '../../src/dev/source-files.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'source-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

it('a module belongs to the nearest package above it; without one, its own folder stands for it', () => {
  const folder = makeFolder();
  const own = join(folder, 'src', 'hooks');
  mkdirSync(own, { recursive: true });
  expect(findPackageFolder(join(own, 'orders.ts'))).toBe(own);
  writeFileSync(join(folder, 'package.json'), '{}');
  expect(findPackageFolder(join(own, 'orders.ts'))).toBe(folder);
});

it('the sources of a folder are its code and data at any depth, without packages and hidden files', () => {
  const folder = makeFolder();
  const names = ['b.ts', 'a/c.json', 'a/d.mjs', 'a/notes.txt', 'node_modules/p/index.js', '.git/e.ts', '.f.ts'];
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), '');
  }
  expect(listSources(folder)).toEqual(['a/c.json', 'a/d.mjs', 'b.ts'].map((name) => join(folder, name)));
});

it('the stamps of files tell of a save and of a file that is gone', () => {
  const file = join(makeFolder(), 'orders.ts');
  writeFileSync(file, '1');
  const first = readStamps([file]);
  expect(readStamps([file])).toBe(first);
  writeFileSync(file, '12');
  const second = readStamps([file]);
  rmSync(file);
  expect(new Set([first, second, readStamps([file])]).size).toBe(3);
});

it('a build waits for a file that an editor has deleted and writes anew', async () => {
  const file = join(makeFolder(), 'orders.ts');
  let isWritten = false;
  setTimeout(() => {
    isWritten = true;
    writeFileSync(file, '');
    utimesSync(file, 1, 1);
  }, 1);
  await waitForQuiet([file]);
  expect(isWritten).toBe(true);
});

it('a build does not wait for a file from the future', async () => {
  const file = join(makeFolder(), 'orders.ts');
  writeFileSync(file, '');
  const future = Date.now() / 1000 + 3600;
  utimesSync(file, future, future);
  let isLater = false;
  setTimeout(() => {
    isLater = true;
  }, 0);
  await waitForQuiet([file]);
  expect(isLater).toBe(false);
});
