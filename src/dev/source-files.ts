import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The names of files that a module may be made of. */
const SOURCE = /\.([cm]?[jt]sx?|json)$/;

/** Whether a file or folder of this name is left out: packages, and whatever begins with a dot. */
export function isLeftOut(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

/** Whether a module may be made of a file of this name. */
export function isSource(name: string): boolean {
  return SOURCE.test(name);
}

/** Lists the source files below a folder, in a fixed order. */
export function listSources(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !isLeftOut(name));
  return entries
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return listSources(path);
      return isSource(entry.name) ? [path] : [];
    })
    .sort();
}

/** Finds the folder of the package that a file belongs to; without a package.json the file's own folder. */
export function findPackageFolder(path: string): string {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return dirname(path);
  }
}

/** Reads the stamps of files: equal ones mean that nothing was saved in between. A missing file has one too. */
export function readStamps(files: readonly string[]): string {
  return files
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false, bigint: true });
      return found ? `${found.mtimeNs}:${found.size}:${found.ino}` : 'missing';
    })
    .join('\n');
}
