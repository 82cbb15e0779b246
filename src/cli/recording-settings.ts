import type { RecordingSettings } from '../recording/create-recording.ts';
import { checkHiddenKind } from '../recording/hidden-kinds.ts';
import { readEnvironmentSecrets } from '../recording/list-secrets.ts';
import { CliError } from './cli-error.ts';

/**
 * Reads what is no part of a recording: `--secret NAME`, `--hide PATH`, `--hide-values email,phone`.
 * @throws CliError for a variable that is missing or too short, or a kind of value that does not exist
 */
export function readRecordingSettings(given: Readonly<Record<string, unknown>>): RecordingSettings {
  const { secret = [], hide = [], hideValues } = given as Readonly<Record<string, readonly string[] | undefined>>;
  const kinds = hideValues === undefined ? [] : String(hideValues).split(',');
  try {
    return { secrets: readEnvironmentSecrets(secret), hide, hideValues: kinds.map(toKind) };
  } catch (thrown) {
    throw new CliError('invalid_setting', (thrown as Error).message, 2);
  }
}

function toKind(kind: string) {
  checkHiddenKind(kind);
  return kind;
}
