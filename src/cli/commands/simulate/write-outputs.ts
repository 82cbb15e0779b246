import { createWriteStream, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../../../shared/make-folder.ts';
import { writeWhole } from '../../../shared/write-whole.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo } from '../../command.ts';

/**
 * Opens the destination of the functions' log: a file, or what writes lines to stderr.
 * @throws CliError if the file can't be written
 */
export function openLog(file: unknown, write: (line: string) => void) {
  if (file === undefined) return { write, close: async () => {} };
  const path = String(file);
  prepare('--log', () => {
    makeFolder(dirname(path));
    writeFileSync(path, '');
  });
  const stream = createWriteStream(path);
  let failure: Error | undefined;
  stream.on('error', (error) => {
    failure = error;
  });
  return {
    write: (line: string) => void stream.write(`${line}\n`),
    async close() {
      // Not the callback of end: where a write has failed before, it only says that the stream is gone.
      if (!stream.closed) await new Promise<void>((closed) => stream.once('close', closed).end());
      if (failure) throw new CliError('cannot_write', `--log: ${failure.message}`);
    },
  };
}

/**
 * Saves an output of the command: `-` is stdout.
 * @throws CliError naming the option, if that fails
 */
export function saveOutput(option: string, file: unknown, text: string, io: CommandIo): void {
  // Escapes of control characters mean the same in JSON.
  if (file === '-') option === '--html' ? io.write(`${text}\n`) : io.out(text);
  else prepare(option, () => writeWhole(String(file), text));
}

function prepare(option: string, write: () => void): void {
  try {
    write();
  } catch (thrown) {
    throw new CliError('cannot_write', `${option}: ${(thrown as Error).message}`);
  }
}
