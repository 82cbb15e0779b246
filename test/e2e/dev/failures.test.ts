import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callDev, makeFolder, type ServedDev, serveDev, serveFiles } from './serving.ts';
import { listWorkers } from './worker-list.ts';

const FILES = { 'index.ts': 'export const echo = (options: object) => options;\n' };

/** Asks the page's API. Resolves with the status and the JSON of an answer. */
async function ask({ url, pageToken }: ServedDev, route: string, method = 'GET') {
  const headers = { origin: url, authorization: `Bearer ${pageToken}` };
  const response = await fetch(`${url}/api/${route}`, { method, headers });
  return { status: response.status, json: JSON.parse(await response.text()) };
}

test('A call whose recording cannot be written is answered, kept and made again, and the terminal says why', async () => {
  const recordings = join(makeFolder(), 'recordings');
  writeFileSync(recordings, 'a file');
  const { server } = await serveFiles(FILES, { recordings });
  expect(await callDev(server, 'echo', { a: 1 })).toEqual({ a: 1 });
  await expect
    .poll(() => server.lines.join('\n'))
    .toMatch(/not_recorded {2}\S*recordings: the recordings cannot be written/);
  const [{ id }] = (await ask(server, 'calls')).json.calls;
  const again = await ask(server, `calls/${id}/repeat`, 'POST');
  expect(again).toEqual({ status: 200, json: { id: expect.stringMatching(/^20/) } });
  const { json } = await ask(server, `calls/${again.json.id}`);
  expect(json).toMatchObject({ options: { a: 1 }, response: { a: 1 } });
});

test.each(['port', 'pagePort'] as const)('A run whose %s is in use ends its processes and says so', async (name) => {
  const { root, server } = await serveFiles(FILES);
  const before = listWorkers();
  const taken = Number(new URL(name === 'port' ? server.publicUrl : server.url).port);
  const second = serveDev({ modules: { path: join(root, 'index.ts') }, root, [name]: taken });
  await expect(second).rejects.toThrow('EADDRINUSE');
  const isNew = (pid: number) => !before.includes(pid);
  // The first run may just have started the process that waits for its next save.
  await expect.poll(() => listWorkers().filter(isNew).length).toBeLessThan(2);
});

test('A recorded call can be saved as an event and as a test, and not once its folder is a file', async () => {
  const { root, server } = await serveFiles(FILES);
  await callDev(server, 'echo', { a: 1 });
  await expect.poll(async () => (await ask(server, 'calls')).json.total).toBe(1);
  const [{ id }] = (await ask(server, 'calls')).json.calls;
  const save = async (what: string) => ask(server, `calls/${id}/${what}`, 'POST');
  expect(await save('save-event')).toMatchObject({ status: 200, json: { file: expect.stringMatching(/echo\.json$/) } });
  const saved = await save('save-test');
  expect(saved).toMatchObject({ status: 200, json: { file: expect.stringMatching(/echo\.recorded\.test\.ts$/) } });
  rmSync(join(root, 'events'), { recursive: true });
  writeFileSync(join(root, 'events'), 'a file');
  expect(await save('save-event')).toMatchObject({ status: 500, json: { message: expect.stringContaining('events') } });
});
