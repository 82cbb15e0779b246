import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../shared/write-whole.ts';

/** The folder of a project in which tools keep what belongs to one machine: the digest of a token, recordings. */
export const PROJECT_FOLDER = '.integrator-extension';

/**
 * Makes the folder of tools in a project, for its owner alone. Git ignores it.
 * @param root the project's folder
 * @returns its path
 * @throws Error of the file system
 */
export function openProjectFolder(root: string): string {
  const folder = join(root, PROJECT_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ignored = join(folder, '.gitignore');
  if (!existsSync(ignored)) writeWhole(ignored, '*\n');
  return folder;
}

/** Writes a file that only its owner may read. */
export function writeOwn(path: string, text: string): void {
  writeWhole(path, text);
  chmodSync(path, 0o600);
}
