import { rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { loadEsbuild } from '../../load-esbuild.ts';

/** The files of a module, to be watched. */
export interface Sources {
  readonly files: readonly string[];
  /** The built file to run instead: Node itself does not run all TypeScript. */
  readonly bundle?: string;
  /** Removes the built file. */
  readonly remove?: () => void;
}

/**
 * Finds the files of a module with esbuild; without esbuild the module alone.
 * @throws Error with esbuild's reason
 */
export async function findSources(module: string): Promise<Sources> {
  const esbuild = await loadEsbuild();
  if (!esbuild) return { files: [module] };
  const isTyped = /\.[cm]?tsx?$/.test(module);
  // Beside the module, so that its imports and files are found from there.
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
