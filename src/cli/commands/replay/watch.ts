import { resolve } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import { toCliError } from '../../cli-error.ts';
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
  const watcher = watchFiles([module, ...(path === undefined ? [] : [path])], {
    ignoreInitial: true,
    awaitWriteFinish: STABLE,
  });
  const interrupted = new Promise<void>((end) => void process.once('SIGINT', end).once('SIGTERM', end));
  let sources: Sources | undefined;
  let code = 1;
  const again = async () => {
    try {
      sources = await findSources(resolve(module));
      watcher.add([...sources.files]);
      code = await replay({ module: sources.bundle ?? module });
    } catch (thrown) {
      const { code: name, message } = toCliError(thrown);
      io.err(`${name}  ${message}`);
      code = 1;
    }
    io.err('waiting for changes; Ctrl-C ends');
  };
  let turn = again();
  let pause: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      turn = turn.then(again);
    }, PAUSE);
  });
  await interrupted;
  clearTimeout(pause);
  await turn;
  sources?.remove?.();
  await watcher.close();
  return code;
}
