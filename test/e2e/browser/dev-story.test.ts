import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createFolder, PROGRAM, runBuilt } from '../../cli/command-line.ts';
import { openDevPage } from './open-dev-page.ts';

const TOKEN = 'canary-system-token';
const KEY = 'canary-of-the-api-key';
const root = fileURLToPath(new URL('../../..', import.meta.url));

const code = (name: string) => `
export async function nameOrders({ data, connection }) {
  if (!connection.encrypted.apiKey) throw new Error('no key');
  console.log('naming', { orders: data.length });
  return data.map((order) => ({ data: { ...order, name: ${name} } }));
}
`;

/** Starts `dev` with the built command line, in a project of its own. */
async function startDev(cwd: string) {
  const child = spawn(process.execPath, [PROGRAM, 'dev', 'src/index.js', '--port', '0', '--page-port', '0'], {
    cwd,
    env: { ...process.env, INTEGRATOR_EXTENSION_SYSTEM_TOKEN: TOKEN },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const read = async (pattern: RegExp) => {
    await expect.poll(() => said).toMatch(pattern);
    return pattern.exec(said)?.[1] ?? '';
  };
  return { page: await read(/page of calls is at (\S+)\n/), url: await read(/platform calls (\S+)/), said: () => said };
}

/** Calls the function as the platform does. */
async function call(url: string, ...data: readonly object[]): Promise<unknown> {
  const options = { data, connection: { encrypted: { apiKey: KEY } } };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ diy: true, function: 'nameOrders', options }),
  });
  return await answer.json();
}

/** Runs the project's tests. Resolves with whether they passed. */
function runTests(cwd: string): Promise<{ readonly passed: boolean; readonly output: string }> {
  const child = spawn(process.execPath, ['--test'], { cwd });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise((resolve) => child.once('close', (status) => resolve({ passed: status === 0, output })));
}

test('a call fails live, becomes a test on the page, and is mended: the test and the replay of all calls pass', async () => {
  const { folder, write } = createFolder({
    'package.json': '{ "name": "orders", "type": "module" }',
    'src/index.js': code('order.customer.name.toUpperCase()'),
  });
  symlinkSync(join(root, 'node_modules', 'esbuild'), join(folder, 'node_modules', 'esbuild'));
  const dev = await startDev(folder);

  expect(await call(dev.url, { id: 1, customer: { name: 'Ada' } })).toEqual([
    { data: { id: 1, customer: { name: 'Ada' }, name: 'ADA' } },
  ]);
  expect(await call(dev.url, { id: 2 })).toMatchObject({ errors: [{ code: 'TypeError' }] });

  const page = await openDevPage(dev.page);
  await page.getByText('2 calls').waitFor();
  await page.getByRole('heading', { name: 'nameOrders failed' }).waitFor();
  expect(await page.getByRole('region', { name: 'The stack of the error' }).innerText()).toMatch(/src\/index\.js:5:/);
  const options = page.getByRole('region', { name: 'The value of the options' });
  expect(await options.innerText()).toContain('apiKey: "«secret:connection.encrypted.apiKey»"');
  await page.getByRole('checkbox', { name: /^Show what differs/ }).check();
  await options.locator('del').filter({ hasText: 'name: "Ada"' }).waitFor();
  await page.getByRole('button', { name: 'Save as test' }).click();
  await page.getByText('Saved as the test test/nameOrders.recorded.test.mjs').waitFor();

  const red = await runTests(folder);
  expect(red).toMatchObject({
    passed: false,
    output: expect.stringContaining('nameOrders answers the call that failed'),
  });

  write('src/index.js', code('order.customer?.name.toUpperCase() ?? null'));
  await expect.poll(() => dev.said().match(/^build \S+ of src\/index\.js is ready$/gm)).toHaveLength(2);
  expect((await runTests(folder)).passed).toBe(true);

  // The key is still the platform's own: only a call with it is answered.
  await page.getByRole('button', { name: 'Call again' }).click();
  await page.getByRole('heading', { name: 'nameOrders answered' }).waitFor();
  await page.getByRole('button', { name: 'Edit and call' }).click();
  const area = page.getByRole('textbox', { name: /^Options of the new call/ });
  await area.fill((await area.inputValue()).replace('"id": 2', '"id": 3'));
  await page.getByRole('button', { name: 'Call with these options' }).click();
  await page.getByText('4 calls').waitFor();
  await options.getByText('id: 3').waitFor();

  const replay = (...args: string[]) => runBuilt(['replay', ...args, '--module', 'src/index.js'], { cwd: folder });
  const before = await replay();
  expect([before.code, before.out]).toEqual([1, expect.stringContaining('4 recordings: 3 equal, 1 mended')]);
  expect((await replay('--update')).code).toBe(0);
  const after = await replay();
  expect([after.code, after.out]).toEqual([0, expect.stringContaining('4 recordings: 4 equal')]);

  // The search goes through all that the server keeps of all calls.
  for (const secret of [KEY, TOKEN]) {
    await page.getByRole('searchbox').fill(secret);
    await page.getByText('No call fits.').waitFor();
    await page.getByRole('searchbox').fill('nameOrders');
    await page.getByText('4 calls').waitFor();
  }
  const texts = [dev.said(), await page.content(), ...readAllFiles(folder)];
  for (const secret of [KEY, TOKEN]) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
});

/** Reads all files of a project, apart from its packages: they link to a tree that may hold links to itself. */
function readAllFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isDirectory() ? readAllFiles(path) : [readFileSync(path, 'utf8')];
    });
}
