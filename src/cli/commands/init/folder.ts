import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../../shared/make-folder.ts';

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

/** Writes files, and overwrites none. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const file = join(folder, path);
    makeFolder(dirname(file));
    writeFileSync(file, text, { flag: 'wx' });
  }
}
