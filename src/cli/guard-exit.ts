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
    // The first line of the stack is this function.
    caller ||= `process.exit(${exitCode ?? ''}) was called${readPlace(new Error().stack)}`;
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
  return finish;
}

/** The place of a call in a module: the second line of its stack. */
function readPlace(stack = ''): string {
  const [, place = ''] = /^(?:.*\n){2}\s+at (?:.*\()?(.*?)\)?$/m.exec(stack) ?? [];
  return place && ` at ${place}`;
}
