import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { writeWhole } from '../../src/shared/write-whole.ts';
import { createFolder } from '../cli/command-line.ts';

const { folder, path } = createFolder();

it('a file is written into a folder that is made', () => {
  writeWhole(path('new/folder/a.json'), '{}');
  expect(readFileSync(path('new/folder/a.json'), 'utf8')).toBe('{}');
});

it('a file that is replaced keeps its permissions, and a link stays one', () => {
  writeFileSync(path('old.json'), 'old');
  chmodSync(path('old.json'), 0o600);
  symlinkSync(path('old.json'), path('link.json'));
  writeWhole(path('link.json'), 'new');
  expect(readFileSync(path('old.json'), 'utf8')).toBe('new');
  expect(statSync(path('old.json')).mode & 0o777).toBe(0o600);
  expect(lstatSync(path('link.json')).isSymbolicLink()).toBe(true);
});

it('a name may be as long as names can be, and no longer: nothing is left behind', () => {
  const longest = 'n'.repeat(255);
  writeWhole(path(longest), 'text');
  expect(readFileSync(path(longest), 'utf8')).toBe('text');
  expect(() => writeWhole(path(`${longest}n`), 'text')).toThrow('ENAMETOOLONG');
  expect(() => writeWhole('/proc/self/new.json', 'text')).toThrow('ENOENT');
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('a device is written to, and a file that cannot be written is named', () => {
  expect(() => writeWhole('/dev/null', 'text')).not.toThrow();
  expect(() => writeWhole('/dev/full', 'text')).toThrow(/^\/dev\/full: ENOSPC/);
});
