import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeReadFailure } from '../../src/shared/describe-read-failure.ts';
import { readText } from '../../src/shared/read-text.ts';

function failureOf(path: string): unknown {
  try {
    return readText(path);
  } catch (thrown) {
    return thrown;
  }
}

it.each([
  ['a missing file', () => failureOf(join(tmpdir(), 'nowhere.yaml')), 'found nothing, expected a file'],
  ['a file as a folder', () => failureOf(join(import.meta.filename, 'a')), 'found nothing, expected a file'],
  ['a folder', () => failureOf(tmpdir()), 'found a folder, expected a file'],
  [
    'a file of somebody else',
    () => Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }),
    'found a file that must not be read, expected a readable one',
  ],
  ['any other error', () => new Error('found no JSON'), 'found no JSON'],
])('says what was found: %s', (_, failure, said) => {
  expect(describeReadFailure(failure())).toBe(said);
});
