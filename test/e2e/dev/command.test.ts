import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder } from './serving.ts';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.cjs', import.meta.url));

test('dev prints the private address first, shows its token once, and ends with 0 on Ctrl-C', async () => {
  const root = makeFolder();
  writeFileSync(join(root, 'package.json'), '{}');
  writeFileSync(join(root, 'index.mjs'), 'export const echo = (options) => options;\n');
  const start = async () => {
    const args = [MAIN, 'dev', 'index.mjs', '--port', '0', '--page-port', '0', '--public-url', 'https://a.example'];
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
    await expect.poll(() => said.err).toContain('as its Host');
    return { child, said };
  };
  const { child, said } = await start();
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
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
  const again = await start();
  expect(again.said.err).not.toContain('shown once');
  expect((await call(String(again.said.out.split('\n')[1]))).status).toBe(200);
  again.child.kill('SIGINT');
  expect(await once(again.child, 'exit')).toEqual([0, null]);
});
