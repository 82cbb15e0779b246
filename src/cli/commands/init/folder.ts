import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What keeps a folder from becoming a project's: it holds something, other than git's own folder. Undefined where
 * nothing does, or where there is no folder yet.
 * @throws what the file system says of a path that is no readable folder
 */
export function findObstacle(folder: string): string | undefined {
  try {
    return readdirSync(folder).find((name) => name !== '.git');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes files, each where there is none yet. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [path, text] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  }
}
