import { forLevels, type Logger } from '../core/log.ts';
import { stringify } from '../intrinsics.ts';

const { Console } = process.getBuiltinModule('node:console');

/**
 * The logger of a server that is given none: lines of JSON on the process's streams, as the console would write them.
 * Node's own console hands every line to a debugger too, which takes as long as the line, whether one listens or not.
 */
export function createStreamLogger(): Logger {
  const streams = new Console(process.stdout, process.stderr);
  return forLevels((level) => (line) => streams[level](stringify({ ...line, level })));
}
