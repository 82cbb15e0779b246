import { describeReadFailure } from '../shared/describe-read-failure.ts';
import { CliError } from './cli-error.ts';

/**
 * Reads an input of a command.
 * @param named how errors name it: its path, or `--options: gone.json`
 * @throws CliError if there is no file, or none that can be read; other errors stay
 */
export function demandReadable<T>(named: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (!('syscall' in Object(thrown))) throw thrown;
    throw new CliError('no_file', `${named}: ${describeReadFailure(thrown)}`, 2);
  }
}
