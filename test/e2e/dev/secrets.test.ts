import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { canaries, createCanaryOptions, findLeaks } from '../../hard/canaries.ts';
import { toRequest } from '../../http/exchange.ts';
import { makeFolder, serveDev } from './serving.ts';

/** A module that spreads its secrets wherever it can. */
const CODE = `const spread = (options, log) => {
  const text = JSON.stringify(options);
  console.log(text, Buffer.from(text).toString('base64'), encodeURIComponent(options.bearerToken), process.env.DEV_CANARY);
  process.stdout.write(Buffer.from(options.bearerToken).toString('hex') + '\\n');
  log.warn('spread', { text, options });
};
export const succeed = (options, callback, { log }) => { spread(options, log); callback(null, { ok: true }); };
export const fail = (options, callback, { log }) => { spread(options, log); callback(new Error(JSON.stringify(options))); };
export const later = (options, callback, { log }) => { setTimeout(spread, 20, options, log); callback(null, 1); };
export const send = async (options) => {
  await fetch(options.place + '?key=' + encodeURIComponent(options.bearerToken), { method: 'POST', body: JSON.stringify(options), headers: { authorization: 'Bearer ' + encodeURIComponent(options.bearerToken) } }).catch(() => {});
  return { sent: true };
};
`;

/** Reads all files below a folder as one text. */
function readAll(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => `${name}\n${readFileSync(join(parentPath, name), 'utf8')}`).join('\n');
}

test('no secret of a call is in a file, on the terminal, in a log or on the page, in any form', async () => {
  const root = makeFolder();
  const path = join(root, 'index.mjs');
  writeFileSync(path, CODE);
  process.env.DEV_CANARY = canaries.license;
  onTestFinished(() => {
    delete process.env.DEV_CANARY;
  });
  const recordings = join(root, '.integrator-extension', 'recordings');
  const secrets = [{ name: 'env.DEV_CANARY', value: canaries.license }];
  const server = await serveDev({ modules: { path }, root, recordings, secrets });
  onTestFinished(server.close);
  const { bearerToken, connection } = createCanaryOptions();
  const options = { bearerToken, connection, place: server.publicUrl };
  const tails: string[] = [];
  for (const name of ['succeed', 'fail', 'later', 'send']) {
    const envelope = { diy: true, function: name, options };
    await (await fetch(`${server.publicUrl}/function`, toRequest(envelope))).text();
    const answered = await fetch(`${server.url}/2015-03-31/functions/any/invocations`, {
      method: 'POST',
      headers: { 'x-amz-log-type': 'Tail' },
      body: JSON.stringify(envelope),
    });
    tails.push(Buffer.from(String(answered.headers.get('x-amz-log-result')), 'base64').toString());
  }
  const origin = { origin: server.url, authorization: `Bearer ${server.pageToken}` };
  const api = async (route: string, method = 'GET') =>
    (await fetch(`${server.url}/api/${route}`, { method, headers: origin })).text();
  await expect.poll(async () => JSON.parse(await api('calls')).total).toBe(8);
  const { calls } = JSON.parse(await api('calls'));
  const shown: string[] = [];
  for (const { id } of calls) shown.push(await api(`calls/${id}`), await api(`calls/${id}/save-event`, 'POST'));
  shown.push(await api(`calls/${calls[0].id}/repeat`, 'POST'), await api(`calls/${calls.at(-1).id}/save-test`, 'POST'));
  await expect.poll(() => readdirSync(recordings).length).toBe(9);
  // What is printed later comes too.
  await expect.poll(() => server.lines.filter((line) => line.includes('spread')).length).toBeGreaterThanOrEqual(6);
  await server.close();
  const places = { tails, shown, lines: server.lines, files: readAll(root) };
  for (const [place, texts] of Object.entries(places))
    expect([place, findLeaks([texts].flat().join('\n'))]).toEqual([place, []]);
  expect(places.files).toContain('«secret:bearerToken»');
  expect(places.lines.join('\n')).toContain('«secret:env.DEV_CANARY»');
});
