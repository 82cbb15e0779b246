import { formatPath } from '../shared/path.ts';
import { EncodingError, readText } from '../shared/read-text.ts';
import type { Recording } from './recording.ts';
import { recordingSchema } from './recording-schema.ts';

/** A file or text is no recording that can be read. Its message names the file, the path, what was found and expected. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  readonly code = 'invalid_recording';
}

/**
 * Reads the recording in a file.
 * @throws RecordingError for a file that holds none, or one of another version
 * @throws Error of the file system
 */
export function readRecording(file: string): Recording {
  return parseRecording(readJsonText(file), file);
}

function readJsonText(file: string): string {
  try {
    return readText(file);
  } catch (thrown) {
    throw thrown instanceof EncodingError ? new RecordingError(`${file}: ${thrown.message}`) : thrown;
  }
}

/**
 * Reads a recording.
 * @param text JSON
 * @param file what errors name
 * @throws RecordingError for a text that is none, or one of another version
 */
export function parseRecording(text: string, file: string): Recording {
  const value = parseJson(text, file);
  const { version } = Object(value);
  if (version !== 1) {
    const found = version === undefined ? 'no version' : `version ${JSON.stringify(version)}`;
    throw new RecordingError(`${file}: found ${found}, expected a recording of version 1`);
  }
  const checked = recordingSchema.safeParse(value);
  if (checked.success) return value as Recording;
  const issue = checked.error.issues[0] as Issue;
  throw new RecordingError(`${file}: ${formatPath('recording', issue.path)}: ${toMismatch(value, issue)}`);
}

/** Whether JSON data looks like a recording, of any version: other files of options have no such fields. */
export function isRecording(value: unknown): boolean {
  const { version, id, address, source } = Object(value);
  return (
    typeof version === 'number' && typeof id === 'string' && typeof source === 'string' && address === Object(address)
  );
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new RecordingError(`${file}: found no JSON (${(thrown as Error).message}), expected a recording`);
  }
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** Says what was found at the place of an issue, and what was expected. Values of other fields may be customers' data. */
function toMismatch(value: unknown, issue: Issue): string {
  const found = issue.path.reduce<unknown>((inner, key) => Object(inner)[key], value);
  const shown = found === null ? 'null' : Array.isArray(found) ? 'an array' : typeof found;
  const expected = issue.message.replace(/^Invalid (input|option|string): /, '').replace(/, received .*$/, '');
  return `found ${found === undefined ? 'nothing' : shown}, ${/^expected/.test(expected) ? expected : `expected: ${expected}`}`;
}
