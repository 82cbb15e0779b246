import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../../shared/write-whole.ts';

/**
 * Finds an obstacle to a new project: any content except git's own folder. Undefined for an empty or missing folder.
 * @throws the file system's error for a path that is no readable folder
 */
export function findObstacle(folder: string): string | undefined {
  try {
    return readdirSync(folder).find((name) => name !== '.git');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Writes files, each whole or not at all, and overwrites none.
 * @throws Error that names the file
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (lstatSync(file, { throwIfNoEntry: false })) throw new Error(`${file}: found a file, expected none`);
    writeWhole(file, text);
  }
}
