import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { loadEsbuild } from '../../load-esbuild.ts';

/**
 * Lists modules with their imports, as far as they can be read: a file that cannot be built is listed, too. Without
 * esbuild it lists the modules alone.
 */
export async function listImports(modules: readonly string[]): Promise<string[]> {
  const files = new Set(modules.map((module) => resolve(module)));
  const esbuild = modules.length > 0 ? await loadEsbuild() : undefined;
  const collect: Plugin = {
    name: 'collect',
    setup: ({ onLoad }) => {
      onLoad({ filter: /./, namespace: 'file' }, ({ path }) => void files.add(path));
    },
  };
  await esbuild
    ?.build({
      entryPoints: [...files],
      outdir: '.',
      write: false,
      bundle: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      plugins: [collect],
    })
    // The run says what is wrong.
    .catch(() => {});
  return [...files];
}
