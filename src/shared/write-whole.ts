import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFileSync as writeFileAtomic } from 'atomically';
import { isReplaceable } from './is-replaceable.ts';

/**
 * Writes a file whole or not at all, so that no reader sees half of it and two writers never mix. Makes its folder.
 * @throws Error of the file system
 */
export function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (isReplaceable(path)) writeFileAtomic(path, text);
  else writeFileSync(path, text);
}
