import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { laws } from '../../../src/check/laws.ts';
import { run } from '../../../src/cli/commands/check/index.ts';
import { commands } from '../../../src/cli/commands.ts';
import { createFolder } from '../../cli/command-line.ts';
import { listCode, listRows, readPage } from '../../docs/page.ts';

const page = readPage('docs/checking.md');
const { folder } = createFolder();

it('The function of docs/checking.md breaks the law that the page shows', async () => {
  const [code = ''] = listCode(page, 'ts');
  const source = new URL('../../../src/index.ts', import.meta.url).href;
  const path = join(folder, 'index.mjs');
  writeFileSync(path, code.replace("'integrator-extension-lambda'", `'${source}'`));
  const lines: string[] = [];
  const io = {
    out: (line: string) => void lines.push(line),
    err: () => {},
    write: () => {},
    json: false,
    colours: false,
    commands,
  };
  expect(await run([path], { seed: 1, runs: 20, out: join(folder, 'failing') }, io)).toBe(1);
  const text = lines.join('\n');
  expect(text).toContain('  contract  A response keeps the contract of its function’s kind.');
  expect(text).toContain('1 finding, 1 of 1 function called');
});

it('docs/checking.md explains every law', () => {
  const named = listRows(page, '| law | demand |').map((cell) => cell.replaceAll('`', ''));
  expect(named).toEqual(Object.keys(laws));
});
