import { checkHiddenKind, type HiddenKind } from '../recording/hidden-kinds.ts';
import { readHiddenPath } from '../recording/hidden-path.ts';
import { type NamedSecret, readEnvironmentSecrets } from '../recording/list-secrets.ts';
import { CliError } from './cli-error.ts';

/** What a person says is no part of a recording. */
interface GivenRecordingSettings {
  readonly secrets: readonly NamedSecret[];
  readonly hide: readonly string[];
  readonly hideValues: readonly HiddenKind[];
}

/**
 * Reads what is no part of a recording: `--secret NAME`, `--hide PATH`, `--hide-values email,phone`.
 * @throws CliError for a variable that is missing or too short, a path that is none, or a kind of value that does not
 * exist
 */
export function readRecordingSettings(given: Readonly<Record<string, unknown>>): GivenRecordingSettings {
  const { secret = [], hide = [], hideValues } = given as Readonly<Record<string, readonly string[] | undefined>>;
  const kinds = hideValues === undefined ? [] : String(hideValues).split(',');
  try {
    hide.forEach(readHiddenPath);
    return { secrets: readEnvironmentSecrets(secret), hide, hideValues: kinds.map(toKind) };
  } catch (thrown) {
    throw new CliError('invalid_setting', (thrown as Error).message, 2);
  }
}

function toKind(kind: string) {
  checkHiddenKind(kind);
  return kind;
}
