import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isReplaceable } from './is-replaceable.ts';
import { makeFolder } from './make-folder.ts';
import { planReplacement } from './plan-replacement.ts';

/*
 * Our own, because the libraries for it (atomically, write-file-atomic) listen to signals of the whole process, and
 * rename a file that a full disk has cut short.
 */

/**
 * Writes a file whole or not at all, so that no reader sees half of it and two writers never mix. Makes its folder. A
 * link stays one, and a file keeps its permissions.
 * @throws Error of the file system, which names the file
 */
export function writeWhole(path: string, text: string): void {
  try {
    makeFolder(dirname(path));
    if (isReplaceable(path)) replace(path, text);
    else writeFileSync(path, text);
  } catch (thrown) {
    const { message, code, syscall } = thrown as NodeJS.ErrnoException;
    throw Object.assign(new Error(`${path}: ${message}`, { cause: thrown }), { code, syscall });
  }
}

function replace(path: string, text: string): void {
  const { temporary, target, mode } = planReplacement(path);
  // Node's permission model allows no flush.
  const flush = process.permission === undefined;
  try {
    writeFileSync(temporary, text, { flush, ...(mode !== undefined && { mode }) });
    renameSync(temporary, target);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
}
