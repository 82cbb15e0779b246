import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const built = fileURLToPath(new URL('../../../dist/handlers/server/index.mjs', import.meta.url));

it('serves the built sample until SIGTERM', async () => {
  const env = { ...process.env, INTEGRATOR_EXTENSION_SYSTEM_TOKEN: 'a-token', PORT: '0' };
  const child = spawn(process.execPath, [built], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  const { url } = JSON.parse(line);
  const headers = { authorization: 'Bearer a-token', 'content-type': 'application/json' };
  const body = JSON.stringify({ diy: true, function: 'nowhere', options: {} });
  const answered = await fetch(`${url}/function`, { method: 'POST', headers, body });
  expect([answered.status, await answered.json()]).toEqual([
    422,
    { errors: [{ message: expect.any(String), code: 'invalid_function' }] },
  ]);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

it('listens where its environment says', async () => {
  const env = {
    ...process.env,
    INTEGRATOR_EXTENSION_SYSTEM_TOKEN: 'a-token',
    PORT: '0',
    HOST: '::1',
    DRAIN_DELAY: '1',
  };
  const child = spawn(process.execPath, [built], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  expect(JSON.parse(line).url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});

it('says first which Node it needs', async () => {
  const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.2" } })';
  const flags = ['--import', `data:text/javascript,${encodeURIComponent(older)}`];
  const failed = await promisify(execFile)(process.execPath, [...flags, built]).catch((error) => error);
  expect(failed).toMatchObject({ code: 1, stdout: '', stderr: 'This server needs Node 22 or later, found 20.20.2.\n' });
});

it('does not start without a system token', async () => {
  const { INTEGRATOR_EXTENSION_SYSTEM_TOKEN: _, ...env } = process.env;
  const failed = await promisify(execFile)(process.execPath, [built], { env }).catch((error) => error);
  expect(failed).toMatchObject({ code: 1, stderr: 'systemToken not provided in options.\n' });
});
