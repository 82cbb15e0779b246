import { once } from 'node:events';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type FSWatcher, watch as watchFiles } from 'chokidar';
import { formatCliError, toCliError } from '../../cli-error.ts';
import type { CommandIo } from '../../command.ts';
import { findSources, type Sources } from '../simulate/sources.ts';

/** Milliseconds within which several changes count as one. */
const PAUSE = 15;

/** Milliseconds for which a file must stay as it is: editors write large files in parts. */
const STABLE = { stabilityThreshold: 40, pollInterval: 10 };

/**
 * `replay --watch`: replays again whenever the module or its imports change. Ends with Ctrl-C, and with the exit code
 * of the last replay.
 */
export async function watch(
  path: string | undefined,
  module: string,
  replay: (own: { readonly module: string }) => Promise<number>,
  io: CommandIo,
): Promise<number> {
  const interrupted = new Promise<void>((end) => void process.once('SIGINT', end).once('SIGTERM', end));
  let sources: Sources = { files: [] };
  let watcher: FSWatcher | undefined;
  let code = 1;
  let pause: NodeJS.Timeout | undefined;
  const schedule = () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      turn = turn.then(again);
    }, PAUSE);
  };
  const again = async () => {
    const began = Date.now();
    const found = await findModule(module, io);
    sources = found ?? sources;
    const files = [resolve(module), ...sources.files];
    if (watcher) watcher.add(files);
    else watcher = await openWatcher(path === undefined ? files : [...files, path], schedule);
    code = found ? await replayNow(() => replay({ module: found.bundle ?? module }), io) : 1;
    // A change before the watcher knew the file has no event.
    if (files.some((file) => isChanged(file, began))) schedule();
    else io.err('waiting for changes; Ctrl-C ends');
  };
  let turn = again();
  await interrupted;
  clearTimeout(pause);
  await turn;
  clearTimeout(pause);
  sources.remove?.();
  await watcher?.close();
  return code;
}

/** Finds the files of a module; undefined, with the reason on stderr, while it cannot be built. */
async function findModule(module: string, io: CommandIo): Promise<Sources | undefined> {
  try {
    return await findSources(resolve(module));
  } catch (thrown) {
    io.err(`module_failed  ${(thrown as Error).message}`);
    return undefined;
  }
}

/** Replays once. What keeps it from that is a line on stderr. */
async function replayNow(replay: () => Promise<number>, io: CommandIo): Promise<number> {
  try {
    return await replay();
  } catch (thrown) {
    io.err(formatCliError(thrown));
    return toCliError(thrown).exitCode;
  }
}

/** Watches files. Resolves once a change of theirs has an event. */
async function openWatcher(files: readonly string[], onChange: () => void): Promise<FSWatcher> {
  const watcher = watchFiles([...files], { ignoreInitial: true, awaitWriteFinish: STABLE });
  watcher.on('all', onChange);
  await once(watcher, 'ready');
  return watcher;
}

/** Whether a file was changed since a time. A time in the future is no change. */
function isChanged(file: string, since: number): boolean {
  const time = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return time > since && time <= Date.now();
}
