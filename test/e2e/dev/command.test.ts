import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runBuilt } from '../../cli/command-line.ts';
import { makeFolder } from './serving.ts';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.cjs', import.meta.url));

/** Starts `dev` in a folder, on free ports. Resolves once it has said its last line, or that of `until`. */
async function startCommand(root: string, given: readonly string[] = [], until = 'as its Host') {
  const args = [MAIN, 'dev', ...given, '--port', '0', '--page-port', '0', '--public-url', 'https://a.example'];
  const env = { ...process.env, INTEGRATOR_EXTENSION_SYSTEM_TOKEN: undefined };
  const child = spawn(process.execPath, args, { cwd: root, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.on('data', (text) => {
    said.out += text;
  });
  child.stderr.on('data', (text) => {
    said.err += text;
  });
  await expect.poll(() => said.err).toContain(until);
  const stop = async () => {
    child.kill('SIGINT');
    return once(child, 'exit');
  };
  return { said, stop };
}

test('dev prints the private address first, shows its token once, and ends with 0 on Ctrl-C', async () => {
  const root = makeFolder();
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'index.mjs'), 'export const echo = (options) => options;\n');
  const { said, stop } = await startCommand(root, ['index.mjs']);
  expect(said.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\nhttp:\/\/127\.0\.0\.1:\d+\n$/);
  expect(said.err).toContain('{"name":"Live development","type":"server","server":{"hostURI":"https://a.example"}}');
  const [, token] = /shown once: ([\w-]+);/.exec(said.err) ?? [];
  const [, publicUrl] = said.out.split('\n');
  const call = (url: string) =>
    fetch(`${url}/function`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"diy":true,"function":"echo","options":{"a":1}}',
    });
  expect(await (await call(String(publicUrl))).text()).toBe('{"a":1}');
  expect(await stop()).toEqual([0, null]);
  const again = await startCommand(root, ['index.mjs']);
  expect(again.said.err).not.toContain('shown once');
  expect((await call(String(again.said.out.split('\n')[1]))).status).toBe(200);
  expect(await again.stop()).toEqual([0, null]);
});

test('dev says that a module is still loading, and ends on Ctrl-C meanwhile', async () => {
  const root = makeFolder();
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'index.mjs'), 'for (;;);\n');
  const { said, stop } = await startCommand(root, ['index.mjs'], 'still_loading');
  expect(said).toEqual({
    out: '',
    err: 'still_loading  index.mjs: was not loaded within 2 s; calls wait for it, 60 s at most\n',
  });
  expect(await stop()).toEqual([0, null]);
});

test('dev says which of several modules the platform calls', async () => {
  const root = makeFolder();
  const functions = { 'orders-diy': 'diy.mjs', 'orders-shop': { module: 'shop.mjs', connector: 'c1' } };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ 'integrator-extension': { functions } }));
  for (const name of ['diy', 'shop']) writeFileSync(join(root, `${name}.mjs`), 'export const f = () => 1;\n');
  const { said, stop } = await startCommand(root);
  expect(said.err).toContain(
    'the platform’s calls of connector c1 go to shop.mjs\n' +
      'its other calls go to diy.mjs; dev with one module serves that one alone\n',
  );
  expect(await stop()).toEqual([0, null]);
});

test.each([
  [['nowhere.ts'], 'no_module  nowhere.ts: found nothing, expected a file'],
  [['.'], 'no_module  .: found a folder, expected a file'],
  [['--port', '99999'], "'--port <port>' argument '99999' is invalid. Expected a port from 0 to 65535."],
  [['--hide', 'option.name'], 'invalid_setting  hidden path option.name: found `option` at its start'],
  [['--hide-values', 'mail'], 'invalid_setting  hidden values: found mail, expected one of email, phone, iban, card'],
  [['--secret', 'NO_SUCH_VARIABLE'], 'invalid_setting  secret NO_SUCH_VARIABLE: found no environment variable'],
])('dev %j is refused at once', async (args, message) => {
  const root = makeFolder();
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'src', 'index.js'), '');
  const { code, out, err } = await runBuilt(['dev', ...args], { cwd: root });
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
  expect(existsSync(join(root, '.integrator-extension', 'recordings'))).toBe(false);
});

test.each(['--port', '--page-port'])('dev %s names a port that is in use', async (option) => {
  const root = makeFolder();
  writeFileSync(join(root, 'index.mjs'), '');
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const other = option === '--port' ? '--page-port' : '--port';
  const { code, err } = await runBuilt(['dev', 'index.mjs', other, '0', option, String(port)], { cwd: root });
  expect(code).toBe(1);
  expect(err).toMatch(
    new RegExp(`^port_in_use {2}${option}: found ${port}, which is in use; expected a free port, or 0 for any$`, 'm'),
  );
});

test('dev takes no connector for modules of package.json, which have their own', async () => {
  const root = makeFolder();
  const settings = { 'integrator-extension': { functions: { orders: 'index.mjs' } } };
  writeFileSync(join(root, 'package.json'), JSON.stringify(settings));
  writeFileSync(join(root, 'index.mjs'), '');
  const { code, err } = await runBuilt(['dev', '--connector', 'c1'], { cwd: root });
  expect(code).toBe(2);
  expect(err).toContain('wrong_usage  --connector: found c1, expected MODULE with it');
});
