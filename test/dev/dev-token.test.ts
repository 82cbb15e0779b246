import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDevToken } from '../../src/dev/dev-token.ts';
import { openProjectFolder } from '../../src/dev/project-folder.ts';

function makeRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'dev-token-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

test('a project has one token, of which only the SHA-256 is kept, for its owner alone', () => {
  const root = makeRoot();
  const folder = openProjectFolder(root);
  const made = openDevToken(folder, undefined, false);
  const file = join(folder, 'system-token.json');
  expect(made).toMatchObject({ origin: 'made', token: expect.stringMatching(/^[\w-]{43}$/) });
  expect(readFileSync(file, 'utf8')).not.toContain(made.token);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  expect(openDevToken(openProjectFolder(root), undefined, false)).toEqual({ origin: 'kept', digest: made.digest });
  expect(openDevToken(folder, undefined, true).token).not.toBe(made.token);
});

test('a given token is not kept, and an empty one or a damaged file is refused', () => {
  const folder = openProjectFolder(makeRoot());
  expect(openDevToken(folder, ' given ', false)).toMatchObject({ origin: 'given', token: 'given' });
  expect(() => openDevToken(folder, ' ', false)).toThrow('the system token is empty, expected a text');
  writeFileSync(join(folder, 'system-token.json'), '{}');
  expect(() => openDevToken(folder, undefined, false)).toThrow(/system-token\.json: found no SHA-256.*--new-token/);
});
