import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hashToken } from '../../../src/http/token.ts';
import { systemToken } from '../../http/exchange.ts';
import { callDev, makeFolder, serveDev, serveFiles } from './serving.ts';
import { listWorkers } from './worker-list.ts';

/** A module that keeps its process alive, as pools of connections do. */
const toCode = (number: number) => `setInterval(() => {}, 1000);\nexport const who = () => ${number};\n`;

test('The processes of old builds end: two are left after any number of saves, and none after the stop', async () => {
  const { save, server } = await serveFiles({ 'index.ts': toCode(0) });
  for (let number = 1; number <= 8; number++) {
    save('index.ts', toCode(number));
    expect(await callDev(server, 'who')).toBe(number);
  }
  // One answers, and one waits for the next save.
  await expect.poll(() => listWorkers().length).toBe(2);
  await server.close();
  expect(listWorkers()).toEqual([]);
});

test('Two names of one module share its process, and a run needs the digest of its token alone', async () => {
  const root = makeFolder();
  const path = join(root, 'index.mjs');
  writeFileSync(path, 'let count = 0;\nexport const next = () => (count += 1);\n');
  const modules = new Map([
    ['orders', { path }],
    ['orders-test', { path }],
  ]);
  const server = await serveDev({ modules, root, token: { digest: hashToken(systemToken), origin: 'kept' } });
  onTestFinished(server.close);
  const invoke = async (name: string) => {
    const place = `${server.url}/2015-03-31/functions/${name}/invocations`;
    const body = JSON.stringify({ diy: true, function: 'next', options: {} });
    return (await fetch(place, { method: 'POST', body })).json();
  };
  expect([await invoke('orders'), await invoke('orders-test'), await callDev(server, 'next')]).toEqual([1, 2, 3]);
});

test('Calls are answered again after all processes were ended from outside', async () => {
  const { save, server } = await serveFiles({ 'index.ts': toCode(1) });
  await expect.poll(() => listWorkers().length).toBe(2);
  for (const pid of listWorkers()) process.kill(pid, 'SIGKILL');
  await expect.poll(() => callDev(server, 'who')).toBe(1);
  save('index.ts', toCode(2));
  expect(await callDev(server, 'who')).toBe(2);
});

test('A module that cannot be loaded a second time says so to the call after its process has ended', async () => {
  const code = `import { existsSync, writeFileSync } from 'node:fs';
const mark = new URL('./mark', import.meta.url);
if (existsSync(mark)) throw new Error('loaded twice');
writeFileSync(mark, '');
export const exit = () => process.exit(3);
`;
  const { server } = await serveFiles({ 'index.ts': code });
  expect(await callDev(server, 'exit')).toMatchObject({ errors: [{ code: 'process_ended' }] });
  const message = expect.stringMatching(/index\.ts:3: Error: loaded twice$/);
  expect(await callDev(server, 'exit')).toEqual({ errors: [{ message, code: 'build_failed' }] });
});
