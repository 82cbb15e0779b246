import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/**
 * Whether a path leads into a folder, or to it, also where its end is not there yet. Links are followed; one that leads
 * nowhere is outside.
 */
export function isInsideFolder(folder: string, path: string): boolean {
  const real = findRealPath(resolve(folder, path));
  if (real === undefined) return false;
  const way = relative(realpathSync(folder), real);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function findRealPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Writing to a link that leads nowhere would make a file there.
    if (isThere(path) || dirname(path) === path) return undefined;
    const folder = findRealPath(dirname(path));
    return folder && join(folder, basename(path));
  }
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
