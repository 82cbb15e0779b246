import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { listCode, readPage } from '../../docs/page.ts';
import { run, tryRun } from '../package/packed.ts';
import { flavours } from './flavours.ts';
import { copyProject } from './new-project.ts';

const page = readPage('README.md');

/** The commands that the page shows, without their comments. */
const commands = listCode(page, 'sh').flatMap((code) => code.split('\n').map((line) => line.replace(/ +#.*$/, '')));

let folder: string;
beforeAll(() => {
  const [flavour] = flavours;
  if (!flavour) throw new Error('There is no flavour.');
  folder = copyProject(flavour);
  const [fn = '', handler = ''] = listCode(page, 'ts');
  writeFileSync(join(folder, 'src/index.ts'), fn);
  writeFileSync(join(folder, 'src/handler.ts'), handler);
  writeFileSync(join(folder, 'orders.flow.yaml'), listCode(page, 'yaml')[0] ?? '');
  const orders = [
    { id: 1, sku: ' BK-01 ' },
    { id: 2, sku: 'PN-07', cancelled: true },
  ];
  writeFileSync(join(folder, 'orders.ndjson'), orders.map((order) => `${JSON.stringify(order)}\n`).join(''));
});

/** Runs the command of the page that begins so. */
async function runShown(start: string) {
  const line = commands.find((one) => one.startsWith(start));
  if (line === undefined) throw new Error(`README.md shows no command ${start}`);
  return tryRun(folder, 'sh', '-c', line);
}

test('The first function of README.md is called with sample data', async () => {
  const { code, stdout } = await runShown('npx integrator-extension invoke src/index.ts');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    { data: expect.objectContaining({ sku: 'BK-01' }) },
    { data: expect.anything() },
  ]);
});

test('The first function of README.md is checked with about a hundred calls', async () => {
  const { code, stdout } = await runShown('npx integrator-extension check src/index.ts');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^tidyOrders {2}preMap, 1\d\d calls$/m);
});

test('The flow of README.md runs page by page', async () => {
  const { code, stdout } = await runShown('npx integrator-extension simulate orders.flow.yaml');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^2 records in 1 page: 1 imported, 1 ignored, 0 errors; the run came to its end/m);
  expect(existsSync(join(folder, 'imported.csv'))).toBe(true);
  expect(readFileSync(join(folder, 'imported.csv'), 'utf8')).toBe('externalId\n1\n');
});

test('The handler of README.md has a bundle of the size that the page states, which answers', async () => {
  await run(folder, 'npm', 'run', 'build');
  const [, stated] = /has about (\d+) KB/.exec(page) ?? [];
  expect(Math.round(statSync(join(folder, 'dist/index.mjs')).size / 1000)).toBe(Number(stated));
  const call = ['invoke', 'dist/index.mjs', 'tidyOrders', '--kind', 'preMap'];
  expect(JSON.parse(await run(folder, 'node_modules/.bin/integrator-extension', ...call))).toHaveLength(2);
});
