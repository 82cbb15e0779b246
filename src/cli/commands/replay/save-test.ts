import { type SavedTestSettings, saveTest as writeTest } from '../../../recording/save-test.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo } from '../../command.ts';
import type { ChosenRecording } from './choose-recordings.ts';

/** `replay --save-test FILE`: writes a test of the recordings. @throws CliError if it can't be written */
export function saveTest(
  recordings: readonly ChosenRecording[],
  file: string,
  settings: SavedTestSettings,
  io: CommandIo,
): number {
  try {
    const files = writeTest(
      recordings.map(({ recording }) => recording),
      file,
      settings,
    );
    if (io.json) io.out(JSON.stringify({ files }));
    else for (const written of files) io.out(written);
    return 0;
  } catch (thrown) {
    throw new CliError('no_test', `--save-test: ${(thrown as Error).message}`, 2);
  }
}
