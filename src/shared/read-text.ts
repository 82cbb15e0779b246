import { readFileSync } from 'node:fs';

/**
 * Reads a file of UTF-8 without the byte order mark that some editors write.
 * @param file a path, or 0 for stdin
 * @throws Error of the file system
 */
export function readText(file: string | 0): string {
  return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
}
