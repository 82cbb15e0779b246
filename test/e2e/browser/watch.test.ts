import { chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { createFolder } from '../../cli/command-line.ts';
import { watchFlow } from '../cli/watching.ts';
import { CHROMIUM } from './setup.ts';

const { folder, write } = createFolder({
  'flow.yaml':
    'name: Watched\nextension: { module: module.mjs }\nexport: { records: [{ id: 1 }, { id: 2 }] }\n' +
    'import: { echo: true, hooks: { preMap: prepare } }\n',
  'app.yaml': 'app: { name: Watched app, module: app.mjs, installSteps: [{ name: Prepare, function: prepare }] }\n',
  'app.mjs': 'export const prepare = () => { throw new Error("no room"); };',
  'module.mjs': 'export const prepare = ({ data }) => data.map((one) => ({ data: { ...one, note: "first" } }));',
});

/** A page of a browser that the end of the test closes, with whatever it prints. */
async function openBrowser() {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const strays: string[] = [];
  page.on('console', (message) => void strays.push(message.text()));
  page.on('pageerror', ({ message }) => void strays.push(message));
  return { page, strays };
}

it('a watched page shows the newest run by itself, at the same record', async () => {
  const { url, until } = await watchFlow(folder, 'flow.yaml', '--quiet');
  await until(/2 imported/);
  const { page, strays } = await openBrowser();

  await page.goto(`${url}#record=0:1`);
  await page.getByText('note: "first"').waitFor();
  write(
    'module.mjs',
    'export const prepare = ({ data }) => data.map((one) => ({ data: { ...one, note: "second" } }));',
  );
  await page.getByText('note: "second"').waitFor();
  expect(await page.getByRole('heading', { name: 'Record 2 0:1' }).count()).toBe(1);
  expect(strays).toEqual([]);
});

it('the page of a watched app shows the newest life by itself', async () => {
  const { url, until } = await watchFlow(folder, 'app.yaml', '--quiet');
  await until(/no room/);
  const { page, strays } = await openBrowser();
  await page.goto(url);
  await page.getByText('no room').first().waitFor();
  write('app.mjs', 'export const prepare = () => { throw new Error("no bed"); };');
  await page.getByText('no bed').first().waitFor();
  expect(await page.getByText('no room').count()).toBe(0);
  expect(strays).toEqual([]);
});
