import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Esbuild from 'esbuild';

/** Loads the esbuild of the current folder, else that of this package's dependencies; undefined without one. */
export async function loadEsbuild(): Promise<typeof Esbuild | undefined> {
  const name = 'esbuild';
  try {
    return await import(pathToFileURL(createRequire(resolve('package.json')).resolve(name)).href);
  } catch {
    return await import(name).catch(() => undefined);
  }
}
