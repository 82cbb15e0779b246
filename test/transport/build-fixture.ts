import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

/** Bundles a module as CommonJS, with its map beside it, into a folder that is removed after the test. Returns the bundle's path. */
export async function buildFixture(entry: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, 'index.cjs');
  await build({ entryPoints: [entry], outfile, bundle: true, minify: true, sourcemap: true, format: 'cjs' });
  return outfile;
}
