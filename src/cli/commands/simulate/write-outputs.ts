import { createWriteStream, fstatSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { isReplaceable } from '../../../shared/is-replaceable.ts';
import { makeFolder } from '../../../shared/make-folder.ts';
import { planReplacement } from '../../../shared/plan-replacement.ts';
import { writeWhole } from '../../../shared/write-whole.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo } from '../../command.ts';

/** The destination of the functions' log. */
export interface LogOutput {
  readonly write: (line: string) => void;
  /** Ends the log. Resolves to what kept lines from being written, if anything did. */
  readonly close: () => Promise<CliError | undefined>;
}

/**
 * Opens the destination of the functions' log: a file, or what writes lines to stderr. The file grows while the run goes
 * on. It is one of this run's own: another run that writes to the same path begins another one.
 * @throws CliError if the file can't be written
 */
export function openLog(file: unknown, write: (line: string) => void): LogOutput {
  if (file === undefined) return { write, close: async () => undefined };
  const path = String(file);
  const fd = prepare(`--log: ${path}`, () => openOwn(path));
  const { ino } = fstatSync(fd);
  const stream = createWriteStream(path, { fd });
  let failure: string | undefined;
  stream.on('error', ({ message }) => {
    failure = message;
  });
  return {
    write: (line) => void stream.write(`${line}\n`),
    async close() {
      if (statSync(path, { throwIfNoEntry: false })?.ino !== ino)
        failure ??= 'found another file or none in its place; expected nobody else to write it during the run';
      // Not the callback of end: where a write has failed before, it only says that the stream is gone.
      if (!stream.closed) await new Promise<void>((closed) => stream.once('close', closed).end());
      return failure === undefined ? undefined : new CliError('cannot_write', `--log: ${path}: ${failure}`);
    },
  };
}

/** Opens an empty file that takes the place of the old one: what another run still writes goes into that. */
function openOwn(path: string): number {
  makeFolder(dirname(path));
  if (!isReplaceable(path)) return openSync(path, 'w');
  const { temporary, target, mode } = planReplacement(path);
  const fd = openSync(temporary, 'wx', mode);
  renameSync(temporary, target);
  return fd;
}

/**
 * Saves an output of the command: `-` is stdout.
 * @throws CliError naming the option and the file, if that fails
 */
export function saveOutput(option: string, file: unknown, text: string, io: CommandIo): void {
  // Escapes of control characters mean the same in JSON.
  if (file === '-') option === '--html' ? io.write(`${text}\n`) : io.out(text);
  else prepare(option, () => writeWhole(String(file), text));
}

function prepare<T>(what: string, write: () => T): T {
  try {
    return write();
  } catch (thrown) {
    throw new CliError('cannot_write', `${what}: ${(thrown as Error).message}`);
  }
}
