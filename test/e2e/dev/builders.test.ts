import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBundler } from '../../../src/dev/bundle-module.ts';
import { BuildFailure, type ModuleBuilder } from '../../../src/dev/module-builder.ts';
import { createStripper } from '../../../src/dev/strip-module.ts';
import { makeFolder } from './serving.ts';

/** Writes a module, and makes its builder. */
function createBuilder(create: (path: string) => ModuleBuilder) {
  const folder = makeFolder();
  const path = join(folder, 'index.mjs');
  writeFileSync(path, 'export const one = 1;\n');
  writeFileSync(join(folder, 'package.json'), '{}');
  const builder = create(path);
  onTestFinished(builder.close);
  return { folder, path, builder };
}

const bundle = (path: string) => createBundler(path, esbuild);

describe.each([
  ['with esbuild', bundle],
  ['without esbuild', createStripper],
])('A module that is built %s', (_, create) => {
  test('cannot be built once it is deleted', async () => {
    const { path, builder } = createBuilder(create);
    await builder.build();
    rmSync(path);
    await expect(builder.build()).rejects.toThrow(/index\.mjs/);
  });
});

test('A build with a style sheet holds the code of its module alone', async () => {
  const { folder, path, builder } = createBuilder(bundle);
  writeFileSync(join(folder, 'page.css'), 'body { margin: 0 }\n');
  writeFileSync(path, "import './page.css';\nexport const two = 2;\n");
  const placed = (await builder.build()).place();
  expect(readFileSync(placed.path, 'utf8')).toContain('two = 2');
  placed.remove();
  expect(existsSync(placed.path)).toBe(false);
});

test('A build fails with the reason of esbuild itself where its process has ended', async () => {
  const { builder } = createBuilder(bundle);
  await builder.build();
  await esbuild.stop();
  const failure = await builder.build().catch((thrown) => thrown);
  expect(failure).toBeInstanceOf(BuildFailure);
  expect(failure.message).toMatch(/service/);
});

test('A build of Node alone is no longer current once a file is changed, and once its module is deleted', async () => {
  const { folder, path, builder } = createBuilder(createStripper);
  const build = await builder.build();
  expect(build.isCurrent()).toBe(true);
  writeFileSync(join(folder, 'other.ts'), '');
  expect(build.isCurrent()).toBe(false);
  rmSync(join(folder, 'other.ts'));
  expect(build.isCurrent()).toBe(true);
  rmSync(path);
  expect(build.isCurrent()).toBe(false);
});
