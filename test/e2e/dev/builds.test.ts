import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { callDev, serveFiles } from './serving.ts';

/** How a module is built: by esbuild, or by Node alone. */
const WAYS = { 'with esbuild': {}, 'without esbuild': { esbuild: undefined } };

const failure = (code: string, message: unknown) => ({ errors: [{ message, code }] });

describe.each(Object.entries(WAYS))('A module that is served %s', (_, way) => {
  const FILES = {
    'index.ts': "import { name } from './name.ts';\nexport const who = () => name;\n",
    'name.ts': "export const name: string = 'first';\n",
  };

  test('is called anew after each save, of an import too', async () => {
    const { save, server } = await serveFiles(FILES, way);
    expect(await callDev(server, 'who')).toBe('first');
    save('name.ts', "export const name: string = 'second';\n");
    expect(await callDev(server, 'who')).toBe('second');
    save('index.ts', "export const who = () => 'third';\n");
    expect(await callDev(server, 'who')).toBe('third');
  });

  test('finishes its calls in flight on the build that they began on', async () => {
    const first = `import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
export const who = async ({ gate }) => {
  console.log('began');
  while (!existsSync(gate)) await setTimeout(10);
  return 'first';
};
`;
    const { root, save, server } = await serveFiles({ 'index.ts': first }, way);
    const inFlight = callDev(server, 'who', { gate: join(root, 'gate') });
    await expect.poll(() => server.lines).toContain('began');
    save('index.ts', "export const who = () => 'second';\n");
    expect(await callDev(server, 'who')).toBe('second');
    save('gate', '');
    expect(await inFlight).toBe('first');
  });

  test('answers with the first error while it is broken, and again once it is mended', async () => {
    const { save, server } = await serveFiles(FILES, way);
    save('name.ts', '\nexport const name: string = ;\n');
    const message = expect.stringMatching(/name\.ts:2: ./);
    expect(await callDev(server, 'who')).toEqual(failure('build_failed', message));
    expect(server.lines.join('\n')).toMatch(/build_failed {2}\S*name\.ts:2: /);
    save('name.ts', FILES['name.ts']);
    expect(await callDev(server, 'who')).toBe('first');
  });

  test('answers with the error of its loading, and the place where it was thrown', async () => {
    const { save, server } = await serveFiles(FILES, way);
    save('name.ts', "export const name = 'first';\n\nthrow new Error('no connection');\n");
    const message = expect.stringMatching(/name\.ts:3: Error: no connection$/);
    expect(await callDev(server, 'who')).toEqual(failure('build_failed', message));
  });

  test('starts while it is broken', async () => {
    const { save, server } = await serveFiles({ 'index.ts': "import './missing.ts';" }, way);
    expect(await callDev(server, 'who')).toEqual(failure('build_failed', expect.stringContaining('missing.ts')));
    save('missing.ts', '');
    save('index.ts', "import './missing.ts';\nexport const who = () => 'mended';\n");
    expect(await callDev(server, 'who')).toBe('mended');
  });

  test('may be CommonJS', async () => {
    const code = "const { basename } = require('node:path');\nmodule.exports = { who: () => basename('a/common') };\n";
    const { save, server } = await serveFiles({ 'index.cjs': code }, way, 'index.cjs');
    expect(await callDev(server, 'who')).toBe('common');
    save('index.cjs', code.replace('a/common', 'a/changed'));
    expect(await callDev(server, 'who')).toBe('changed');
  });
});

describe('The process of a module', () => {
  const CODE = `export const fine = () => 'fine';
export const exit = () => process.exit(3);
export const block = () => { for (;;); };
export const fill = () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); };
`;

  test.each([
    ['exits', 'exit', 'process_ended', /exit code 3, by process\.exit\(3\) at \S*index\.ts:2/],
    ['blocks it beyond the deadline', 'block', 'function_timeout', /within the 1000 ms/],
    ['fills its memory', 'fill', 'process_ended', /SIGABRT/],
  ])('is replaced after a function that %s, which is answered', async (_, name, code, message) => {
    const flags = process.execArgv;
    process.execArgv = [...flags, '--max-old-space-size=60'];
    onTestFinished(() => {
      process.execArgv = flags;
    });
    const { server } = await serveFiles({ 'index.ts': CODE }, { timeout: name === 'block' ? 1000 : 100_000 });
    expect(await callDev(server, name)).toEqual(failure(code, expect.stringMatching(message)));
    expect(await callDev(server, 'fine')).toBe('fine');
  });

  test('keeps the port of its debugger across builds', async () => {
    const port = 20_000 + (process.pid % 20_000);
    const { save, server } = await serveFiles({ 'index.ts': CODE }, { inspectPort: port });
    const readTarget = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/json/list`);
      const [target] = (await response.json()) as [{ readonly id: string }];
      return target.id;
    };
    await expect.poll(() => readTarget().catch(() => '')).not.toBe('');
    const before = await readTarget();
    save('index.ts', "export const fine = () => 'newer';\n");
    expect(await callDev(server, 'fine')).toBe('newer');
    await expect.poll(() => readTarget().catch(() => before)).not.toBe(before);
  });

  test('may write to the terminal, and its broken contracts are told or fail the call', async () => {
    const contract = `import { define } from '${new URL('../../../src/contracts/define.ts', import.meta.url).pathname}';
export const wrong = define.preMap(() => { console.log('said so'); process.stdout.write('written so\\n'); return [{}]; });
`;
    const options = { bearerToken: 'a-token-of-one-call', data: [{}, {}] };
    const told = await serveFiles({ 'index.ts': contract });
    expect(await callDev(told.server, 'wrong', options)).toEqual([{}]);
    await expect.poll(() => told.server.lines.join('\n')).toMatch(/written so[\s\S]*wrong \(preMap\).*broken rule/);
    expect(told.server.lines.join('\n')).toContain('said so');
    const enforced = await serveFiles({ 'index.ts': contract }, { enforces: true });
    expect(await callDev(enforced.server, 'wrong', options)).toMatchObject({ errors: [{ code: 'invalid_response' }] });
  });
});
