import { createRecording } from '../../../recording/create-recording.ts';
import { openRecordingFolder } from '../../../recording/recording-folder.ts';
import type { Call } from '../../../transport/transport.ts';
import { CliError } from '../../cli-error.ts';
import type { CommandIo } from '../../command.ts';
import { readRecordingSettings } from '../../recording-settings.ts';
import type { CallReport } from './call.ts';

/** Saves a call as a recording, and prints the path of its file. @throws CliError if a secret is left in it */
export type SaveCall = (call: Call, report: CallReport, kind: string | undefined) => void;

/**
 * Opens the recording of `invoke --record`. A call to a deployed function is recorded without its log and its requests:
 * they stay there.
 * @throws CliError for settings of recordings that are wrong
 */
export function openRecorder(given: Readonly<Record<string, unknown>>, io: CommandIo): SaveCall {
  const settings = readRecordingSettings(given);
  const { record } = given;
  const folder = openRecordingFolder(record === true ? undefined : String(record));
  const when = new Date();
  return ({ address, options }, { result, ms }, kind) => {
    const { trace } = result;
    const isFailed = 'errors' in result;
    const sent = {
      source: 'invoke',
      when,
      address,
      options: JSON.parse(options),
      ...(isFailed ? { problems: result.errors } : { response: JSON.parse(result.response) }),
      ...(isFailed && result.stack !== undefined && { stack: result.stack }),
      ...(kind !== undefined && { kind }),
      ms,
      ...trace,
    } as const;
    io.err(`recorded as ${folder.save(withoutSecrets(() => createRecording(sent, settings)))}`);
  };
}

function withoutSecrets<T>(make: () => T): T {
  try {
    return make();
  } catch (thrown) {
    throw new CliError('not_recorded', (thrown as Error).message);
  }
}
