import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as esbuild from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { BuildRunner } from '../../../src/dev/build-runner.ts';
import { createBundler } from '../../../src/dev/bundle-module.ts';
import { watchSources } from '../../../src/dev/file-watch.ts';
import { BuildFailure } from '../../../src/dev/module-builder.ts';
import { createStripper } from '../../../src/dev/strip-module.ts';
import { callDev, makeFolder, serveFiles } from './serving.ts';

const toCode = (answer: string) => `export const who = () => '${answer}';\n`;

/** A module that waits for something that never comes. */
const ENDLESS = "console.log('loading');\nawait new Promise(() => setInterval(() => {}, 1000));\n";

const CALL = { address: { function: 'who', diy: true }, options: '{}', timeout: 20_000 } as const;

function writeModule(code: string): { readonly path: string; readonly save: (code: string) => void } {
  const folder = makeFolder();
  const path = join(folder, 'index.ts');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const save = (text: string) => writeFileSync(path, text);
  save(code);
  return { path, save };
}

test('A module that never finishes loading gives way to the next save', async () => {
  const { save, server } = await serveFiles({ 'index.ts': toCode('first') });
  save('index.ts', ENDLESS);
  await expect.poll(() => server.lines).toContain('loading');
  save('index.ts', toCode('third'));
  expect(await callDev(server, 'who')).toBe('third');
});

test('A module that loads for long is named at once, and again when its time is over', async () => {
  const times = { noticeAfter: 0, loadTime: 1500 };
  const { server } = await serveFiles({ 'index.ts': 'for (;;);\n' }, times);
  const [first, ...others] = server.lines;
  expect(first).toMatch(
    /^still_loading {2}\S*index\.ts: was not loaded within 0 s; calls wait for it, 1\.5 s at most$/,
  );
  expect(others).toEqual([expect.stringMatching(/^build_failed {2}\S*index\.ts: was not loaded within 1\.5 s$/)]);
  expect(await callDev(server, 'who')).toEqual({
    errors: [{ message: expect.stringMatching(/index\.ts: was not loaded within 1\.5 s$/), code: 'build_failed' }],
  });
});

test('A run that is stopped does not wait for a module that is still loading', async () => {
  const { promise: stopped, resolve } = Promise.withResolvers<void>();
  const print = (line: string) => {
    if (line === 'loading') resolve();
  };
  const { server } = await serveFiles({ 'index.ts': ENDLESS }, { stopped, print });
  expect(server.lines).toEqual([]);
  await server.close();
});

test('A call that waits for a build is answered when the run stops', async () => {
  const lines: string[] = [];
  const builder = createBundler(writeModule(ENDLESS).path, esbuild);
  const runner = new BuildRunner(builder, { enforces: false, onOutput: (line) => void lines.push(line) });
  const waiting = runner.call(CALL);
  await expect.poll(() => lines).toContain('loading');
  await runner.close();
  expect(await waiting).toEqual({
    result: { errors: [{ message: 'the server is stopping', code: 'build_failed' }] },
  });
});

test('A build that fails while its files are saved is made again, and nobody sees its error', async () => {
  const { path, save } = writeModule(toCode('first'));
  const stripper = createStripper(path);
  let isBroken = false;
  const build = async () => {
    if (!isBroken) return stripper.build();
    isBroken = false;
    save(toCode('mended'));
    throw new BuildFailure({ message: 'half of a file' });
  };
  const runner = new BuildRunner({ ...stripper, build }, { enforces: false, onOutput: () => {} });
  onTestFinished(() => runner.close());
  const states: string[] = [];
  runner.subscribe(() => void states.push(runner.current().status));
  expect(await runner.call(CALL)).toMatchObject({ result: { response: '"first"' } });
  isBroken = true;
  save(toCode('half'));
  expect(await runner.call(CALL)).toMatchObject({ result: { response: '"mended"' } });
  expect(states).toContain('ready');
  expect(states).not.toContain('broken');
});

test('A save before the folder is watched is built too, without a call', async () => {
  const { path, save } = writeModule(toCode('first'));
  const stripper = createStripper(path);
  let builds = 0;
  const build = async () => {
    builds += 1;
    // The first build is made twice, as its files are known only then.
    if (builds === 2) setImmediate(() => save(toCode('second')));
    // Otherwise the process that loads the module would notice the save.
    return { ...(await stripper.build()), isCurrent: () => true };
  };
  const runner = new BuildRunner({ ...stripper, build }, { enforces: false, onOutput: () => {} });
  onTestFinished(() => runner.close());
  let changes = 0;
  const end = runner.subscribe(() => {
    changes += 1;
  });
  await expect.poll(async () => runner.current().build === (await stripper.build()).id).toBe(true);
  expect(changes).toBeGreaterThan(0);
  end();
  const before = changes;
  save(toCode('third'));
  expect(await runner.call(CALL)).toMatchObject({ result: { response: '"third"' } });
  expect(changes).toBe(before);
});

test('A save of a file that the module does not import makes no build', async () => {
  const { path } = writeModule(toCode('first'));
  const folder = dirname(path);
  const other = join(folder, 'other.ts');
  writeFileSync(other, '');
  const bundler = createBundler(path, esbuild);
  let builds = 0;
  const build = () => {
    builds += 1;
    return bundler.build();
  };
  const runner = new BuildRunner({ ...bundler, build }, { enforces: false, onOutput: () => {} });
  onTestFinished(() => runner.close());
  const saved: string[] = [];
  const watch = watchSources(
    folder,
    (file) => saved.push(file),
    () => saved.push('watching'),
  );
  onTestFinished(watch.close);
  await expect.poll(() => saved).toContain('watching');
  await runner.settle();
  const before = builds;
  writeFileSync(other, '// Nobody imports it.');
  await expect.poll(() => saved).toContain(other);
  expect(await runner.call(CALL)).toMatchObject({ result: { response: '"first"' } });
  expect(builds).toBe(before);
});

test('The terminal says once that a build is ready, also where a save has changed nothing', async () => {
  const { save, server } = await serveFiles({ 'index.ts': toCode('first') });
  save('other.ts', '// A new file may be one that was missing.');
  save('index.ts', toCode('second'));
  expect(await callDev(server, 'who')).toBe('second');
  save('index.ts', toCode('second'));
  expect(await callDev(server, 'who')).toBe('second');
  expect(server.lines.filter((line) => /^build \w+ of .*index\.ts is ready$/.test(line))).toHaveLength(2);
});

test('A build whose file cannot be written says why', async () => {
  const module = `${'long'.repeat(61)}.ts`;
  const { server } = await serveFiles({ [module]: toCode('never') }, {}, module);
  const message = expect.stringContaining('ENAMETOOLONG');
  expect(await callDev(server, 'who')).toEqual({ errors: [{ message, code: 'build_failed' }] });
});
