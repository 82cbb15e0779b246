import { statSync } from 'node:fs';

/** Whether a path is a regular file or free: a device or a pipe cannot be replaced by a file. */
export function isReplaceable(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
}
