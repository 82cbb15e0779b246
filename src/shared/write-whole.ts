import { randomUUID } from 'node:crypto';
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isReplaceable } from './is-replaceable.ts';
import { makeFolder } from './make-folder.ts';

/*
 * Our own, because the libraries for it (atomically, write-file-atomic) listen to signals of the whole process, and
 * rename a file that a full disk has cut short.
 */

/**
 * Writes a file whole or not at all, so that no reader sees half of it and two writers never mix. Makes its folder. A
 * link stays one, and a file keeps its permissions.
 * @throws Error of the file system
 */
export function writeWhole(path: string, text: string): void {
  makeFolder(dirname(path));
  if (isReplaceable(path)) replace(path, text);
  else writeFileSync(path, text);
}

function replace(path: string, text: string): void {
  const before = statSync(path, { throwIfNoEntry: false });
  const target = before ? realpathSync(path) : path;
  // A name of its own length: that of the file may be as long as names can be.
  const temporary = join(dirname(target), `.${randomUUID()}.tmp`);
  // Node's permission model allows no flush.
  const flush = process.permission === undefined;
  try {
    writeFileSync(temporary, text, { flush, ...(before && { mode: before.mode }) });
    renameSync(temporary, target);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
}
