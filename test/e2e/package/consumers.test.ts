import { copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installRuntime } from '../../../scripts/lambda-runtime/index.ts';
import { emptyFolder, install, root, run, TARBALL, tryRun } from './packed.ts';

const ANSWERS = {
  answered: [{ data: { sku: 'BK-01' } }],
  refused: {
    statusCode: 422,
    errors: [{ code: 'invalid_response', message: 'preMap response: 0 elements for 1 in options.data' }],
  },
  status: 200,
  tested: [],
  scope: '*',
};

const home = emptyFolder();

/** A project from test/consumers, with the packed package installed. */
async function consumer(name: string): Promise<string> {
  const folder = join(home, name);
  cpSync(join(root, 'test', 'consumers', name), folder, { recursive: true });
  copyFileSync(TARBALL, join(folder, 'integrator-extension-lambda.tgz'));
  await install(folder);
  return folder;
}

/** The results that a consumer prints of its calls; log lines are omitted. */
function answersIn(output: string): unknown[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{"answered"'));
  return lines.map((line) => JSON.parse(line));
}

test.concurrent('A project of ES modules imports it', async () => {
  const folder = await consumer('esm');
  expect(answersIn(await run(folder, 'npm', 'start'))).toEqual([ANSWERS]);
});

test.concurrent('A CommonJS project requires it, on Node 24 and on Node 22 without any flag', async () => {
  const folder = await consumer('require');
  expect(answersIn(await run(folder, 'npm', 'start'))).toEqual([ANSWERS]);
  expect(answersIn(await run(folder, installRuntime().node[22], 'index.cjs'))).toEqual([ANSWERS]);
});

test.concurrent('TypeScript of Node’s own module resolution compiles with it, ES modules and CommonJS', async () => {
  const folder = await consumer('typescript-nodenext');
  await run(folder, 'npm', 'run', 'build');
  expect(answersIn(await run(folder, 'npm', 'start'))).toEqual([ANSWERS, ANSWERS]);
});

test.concurrent('TypeScript of a bundler’s module resolution compiles with it', async () => {
  const folder = await consumer('typescript-bundler');
  await run(folder, 'npm', 'run', 'build');
  expect(answersIn(await run(folder, 'npm', 'start'))).toEqual([ANSWERS]);
});

test.concurrent('esbuild bundles it, as an ES module and as CommonJS', async () => {
  const folder = await consumer('esbuild');
  await run(folder, 'npm', 'run', 'build');
  expect(answersIn(await run(folder, 'npm', 'start'))).toEqual([ANSWERS, ANSWERS]);
});

test.concurrent('Jest 30 runs a harness in ES modules and in CommonJS, with the one flag that it needs', async () => {
  const folder = await consumer('jest');
  expect((await tryRun(folder, 'npm', 'test')).stderr).toMatch(/^Tests: +2 passed, 2 total$/m);
});
