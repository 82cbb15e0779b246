import { statSync } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { watch } from 'chokidar';
import { isLeftOut, isSource } from './source-files.ts';

/** Tells of saved files. */
export interface FileWatch {
  /** Watches further files, which may lie anywhere. */
  readonly add: (files: readonly string[]) => void;
  readonly close: () => Promise<void>;
}

/** Milliseconds between the two halves of a replacement: some editors delete a file and write it anew. */
const REPLACED = 20;

/**
 * Watches the source files of a folder and of those below it.
 * @param onSave gets the absolute path of a file, and whether it is another one than before or gone
 * @param onReady is called once: files that were saved before may be missed
 */
export function watchSources(
  folder: string,
  onSave: (path: string, isOther: boolean) => void,
  onReady: () => void,
): FileWatch {
  const ignored = (path: string, stats?: { isFile(): boolean }) => {
    const below = relative(folder, path);
    if (below.startsWith('..')) return false;
    return below.split(sep).some(isLeftOut) || (stats?.isFile() === true && !isSource(basename(path)));
  };
  const watcher = watch(folder, { ignoreInitial: true, atomic: REPLACED, ignored });
  watcher.on('all', (event, path) => onSave(path, event !== 'change'));
  watcher.on('ready', onReady);
  return {
    add: (files) => void watcher.add([...files]),
    close: () => watcher.close(),
  };
}

/** Milliseconds for which files must stay as they are: editors write large files in parts. */
const QUIET = 40;

/** The most milliseconds that are waited for. */
const MOST = 500;

/** Waits until files have not changed for 40 ms, and all are there, but at most 500 ms. */
export async function waitForQuiet(files: readonly string[]): Promise<void> {
  for (const end = Date.now() + MOST; Date.now() < end; ) {
    const left = Math.max(0, ...files.map(readUnrest));
    if (left === 0) return;
    await wait(Math.min(left, 10));
  }
}

/** Reads the milliseconds until a file counts as quiet. A time in the future is no recent save. */
function readUnrest(file: string): number {
  const saved = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (saved === undefined) return QUIET;
  const age = Date.now() - saved;
  return age >= -1 ? Math.max(0, QUIET - age) : 0;
}
