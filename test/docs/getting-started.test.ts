import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { run } from '../../src/cli/commands/init/index.ts';
import { listRows, readPage } from './page.ts';

const page = readPage('docs/getting-started.md');
const folder = mkdtempSync(join(tmpdir(), 'getting-started-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('The project of the page has every path and every command that the page lists', async () => {
  const io = { out: () => {}, err: () => {}, write: () => {}, json: false, colours: false, commands: [] };
  expect(await run([join(folder, 'my-extension')], { yes: true }, io)).toBe(0);
  const paths = listRows(page, '| path | content |').flatMap((cell) =>
    Array.from(cell.matchAll(/`([^`]+)`/g), ([, path = '']) => path),
  );
  expect(paths.length).toBeGreaterThan(6);
  expect(paths.filter((path) => !existsSync(join(folder, 'my-extension', path)))).toEqual([]);
  const { scripts } = JSON.parse(readFileSync(join(folder, 'my-extension/package.json'), 'utf8'));
  const commands = listRows(page, '| command | effect |').map((cell) =>
    cell.replaceAll('`', '').replace(/^npm (run )?/, ''),
  );
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});
