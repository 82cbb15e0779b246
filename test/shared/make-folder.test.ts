import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeFolder } from '../../src/shared/make-folder.ts';
import { createFolder } from '../cli/command-line.ts';

const { path, write } = createFolder();

it('makes a folder with those above it, and leaves one that is there', () => {
  makeFolder(path('a/b/c'));
  const file = write('a/b/c/kept.txt', 'kept');
  makeFolder(path('a/b/c'));
  expect(readFileSync(file, 'utf8')).toBe('kept');
});

it('takes a link that leads nowhere for what it will be', () => {
  symlinkSync(path('nowhere'), path('link'));
  expect(() => makeFolder(path('link'))).not.toThrow();
});

it.each([
  ['a file', () => `${write('file', '')}/folder`, /ENOTDIR/],
  ['a folder that holds none of its own', () => '/proc/none/folder', /ENOENT/],
])('says that %s cannot hold it, and ends', (_, where, said) => {
  const folder = where();
  expect(() => makeFolder(folder)).toThrow(said);
  expect(existsSync(folder)).toBe(false);
});
