import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { motoTool } from '../../../scripts/deploy/moto.ts';
import { installRuntime } from '../../../scripts/lambda-runtime/index.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const fixtures = join(root, 'test', 'fixtures', 'runtime');

/** Bundles a fixture into a folder, as Lambda would unpack it. */
export const bundleFixture = (fixture: string): string => join(root, '.cache', 'runtime-fixtures', fixture);

/** Finds the deployable folder of a handler that `npm run build` made. */
export function findHandler(name: string): string {
  const folder = join(root, 'dist', 'handlers', name);
  if (existsSync(join(folder, 'index.mjs'))) return folder;
  throw new Error(`Testing the built handler ${name}: found no ${folder}/index.mjs. Run \`npm run build\` first.`);
}

export default async function setup(): Promise<void> {
  installRuntime();
  motoTool();
  await Promise.all(globSync('*.ts', { cwd: fixtures }).map((file) => bundle(basename(file, '.ts'))));
}

async function bundle(fixture: string): Promise<void> {
  await build({
    entryPoints: [join(fixtures, `${fixture}.ts`)],
    outfile: join(bundleFixture(fixture), 'index.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    // The build puts the parser of captured requests into it.
    alias: { 'integrator-extension-lambda/recording': join(root, 'dist', 'recording.js') },
  });
}
