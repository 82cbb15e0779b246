import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BuildFailure, type ModuleBuild, type ModuleBuilder } from './module-builder.ts';
import { findPackageFolder, listSources } from './source-files.ts';

/**
 * Makes the builder of a module for Node itself, which strips the types of TypeScript. All source files of the package
 * count as its own: without a bundler nothing tells which ones it imports.
 * @param path the module's absolute path
 */
export function createStripper(path: string): ModuleBuilder {
  const folder = findPackageFolder(path);
  const build = async (): Promise<ModuleBuild> => {
    const { id, files } = read(path, folder);
    return {
      id,
      module: path,
      files,
      place: () => ({ path, remove: () => {} }),
      isCurrent: () => tryRead(path, folder) === id,
    };
  };
  return { folder, build, close: async () => {} };
}

/** Reads all source files. A module outside of its package's sources, without an extension, counts too. */
function read(path: string, folder: string): { readonly id: string; readonly files: readonly string[] } {
  const files = [...new Set([path, ...listSources(folder)])];
  const digest = createHash('sha256');
  try {
    for (const file of files) digest.update(`${file}\n`).update(readFileSync(file)).update('\n');
  } catch (thrown) {
    throw new BuildFailure({ message: (thrown as Error).message });
  }
  return { id: digest.digest('hex').slice(0, 12), files };
}

function tryRead(path: string, folder: string): string | undefined {
  try {
    return read(path, folder).id;
  } catch {
    return undefined;
  }
}
