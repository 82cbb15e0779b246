import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Esbuild from 'esbuild';

/** The files of a module, to be watched. */
export interface Sources {
  readonly files: readonly string[];
  /** What is to be run in its place: TypeScript is built each time, so that it may be such as Node does not run. */
  readonly bundle?: string;
  /** Removes what was built. */
  readonly remove?: () => void;
}

/**
 * The files that a module is made of, as esbuild finds them; without esbuild the module alone.
 * @throws Error that says what cannot be built
 */
export async function findSources(module: string): Promise<Sources> {
  const esbuild = await loadEsbuild();
  if (!esbuild) return { files: [module] };
  const isTyped = /\.[cm]?tsx?$/.test(module);
  // Beside the module, so that what it imports and reads is found as from there.
  const bundle = join(dirname(module), `.${basename(module)}.simulated.mjs`);
  const { metafile } = await esbuild.build({
    entryPoints: [module],
    outfile: bundle,
    write: isTyped,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    sourcemap: 'inline',
    metafile: true,
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs).map((file) => resolve(file));
  return isTyped ? { files, bundle, remove: () => rmSync(bundle, { force: true }) } : { files };
}

/** That of the folder one is in, else that of this package's surroundings. */
async function loadEsbuild(): Promise<typeof Esbuild | undefined> {
  const name = 'esbuild';
  try {
    return await import(pathToFileURL(createRequire(resolve('package.json')).resolve(name)).href);
  } catch {
    return await import(name).catch(() => undefined);
  }
}
