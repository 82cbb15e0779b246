import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createFolder, runBuilt } from '../../cli/command-line.ts';
import { openFile } from './open.ts';

const { folder, path } = createFolder();

it('a saved page has the changes since the baseline that the command line compares with', async () => {
  const flow = path('orders');
  cpSync(fileURLToPath(new URL('../../fixtures/flows/orders', import.meta.url)), flow, { recursive: true });
  const run = (...args: string[]) => runBuilt(['simulate', flow, '--quiet', ...args], { cwd: folder });
  expect(await run('--save-baseline', 'orders.json')).toMatchObject({ code: 0 });
  const module = join(flow, 'functions.mjs');
  writeFileSync(module, readFileSync(module, 'utf8').replace('NL: 21', 'NL: 9'));
  const { code, out } = await run('--compare', 'orders.json', '--html', 'orders.html');
  expect(code).toBe(1);
  expect(out).toContain(
    '  record 0:0  Tax rate: data[0].rate: 9, was 21, and in 5 later stages, there as taxRate, amounts.rate\n',
  );

  const page = await openFile(path('orders.html'));
  const changes = page.getByRole('region', { name: /^\d+ changes since orders\.json$/ });
  expect((await changes.innerText()).replaceAll(/\s+/g, ' ')).toContain('record 0:0 Tax rate data[0].rate 21 9');
  await changes.getByRole('link', { name: 'record 0:0' }).click();
  const journey = page.getByRole('region', { name: /^Record / });
  expect(await journey.innerText()).toContain('Changed since orders.json');
  // The page and the text count the same.
  const [, counted] = /^(\d+) changes since/m.exec(out) ?? [];
  expect(await changes.getByRole('heading').first().innerText()).toBe(`${counted} changes since orders.json`);
});
