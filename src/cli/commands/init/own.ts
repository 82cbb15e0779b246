import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Reads a file of this package by its path. */
export function readPackageFile(path: string): string {
  return readFileSync(join(ownFolder(), path), 'utf8');
}

/** Reads a file that new projects have too: this repository's own, or the copy in the package. */
export function readProjectFile(path: string): string {
  return readPackageFile(existsSync(join(ownFolder(), path)) ? path : join('dist/cli/project', path));
}

/** Sources and bundles lie at different depths. */
function ownFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
