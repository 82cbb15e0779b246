import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSource, readText } from '../../src/shared/read-text.ts';
import { createFolder } from '../cli/command-line.ts';

const { path } = createFolder();

/** Writes a file in which each é is one byte. */
function write(text: string): string {
  const file = path('text');
  writeFileSync(file, Buffer.from(text, 'latin1'));
  return file;
}

it.each([
  ['é', 1],
  ['a\n\né\n', 3],
  ['a\nb\né', 3],
])('a text that is no UTF-8 is refused with its first wrong line: %j', (text, line) => {
  const message = `found bytes in line ${line} that are no UTF-8, expected UTF-8`;
  expect(() => readText(write(text))).toThrow(expect.objectContaining({ name: 'EncodingError', line, message }));
});

it('the source of a module is read as Node reads it', () => {
  expect(readSource(write('// é\n'))).toBe('// \uFFFD\n');
});

it('a byte order mark is no part of a text', () => {
  const file = path('marked');
  writeFileSync(file, '\uFEFFCafé');
  expect([readText(file), readSource(file)]).toEqual(['Café', 'Café']);
});
