import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Reads a file of this package by its path. */
export function readPackageFile(path: string): string {
  return readFileSync(join(ownFolder(), path), 'utf8');
}

/** Sources and bundles lie at different depths. */
function ownFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
