import { describeExitCall } from '../shared/exit-call.ts';

const SIGNALS = [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const;

/**
 * Makes the process end with 1 until the returned function ends it: whatever else ends it, a module or a full disk, has
 * not finished the command. It says on stderr what that was.
 */
export function guardExit(): (exitCode: number) => void {
  const { stdout, stderr, exit } = process;
  let isFinished = false;
  let caller = '';
  process.exitCode = 1;

  const finish = (exitCode: number): never => {
    isFinished = true;
    return exit.call(process, exitCode);
  };
  process.exit = (exitCode) => {
    caller ||= describeExitCall(exitCode, new Error().stack);
    return exit.call(process, exitCode);
  };
  process.on('exit', () => {
    if (isFinished) return;
    process.exitCode = 1;
    stderr.write(`ended_early  ${caller || 'nothing was left to wait for'}: the command has not finished\n`);
  });
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // The reader of the output may have closed it (`… | head`).
    if (code !== 'EPIPE') stderr.write(`cannot_write  stdout: ${message}\n`);
    finish(1);
  });
  // `--watch` starts runs, and ends them so.
  if (process.connected) process.once('disconnect', () => finish(1));
  for (const [signal, number] of SIGNALS) {
    process.on(signal, () => {
      // A command that stops by itself listens too. Ending by `exit` ends its workers as well.
      if (process.listenerCount(signal) === 1) finish(128 + number);
    });
  }
  return finish;
}
