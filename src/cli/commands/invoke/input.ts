import { existsSync } from 'node:fs';
import { isRecording } from '../../../recording/read-recording.ts';
import { describeReadFailure } from '../../../shared/describe-read-failure.ts';
import { readText } from '../../../shared/read-text.ts';
import { CliError } from '../../cli-error.ts';

/** A text that no JSON begins with, and that has a slash, or ends as the names of files do. */
const LOOKS_LIKE_FILE = /^(?![\s"[{\d-]).*([\\/]|\.\w+$)/s;

/** Reads an option's value: JSON, the path of a JSON file, or `-` for stdin. */
export function readInput(option: string, given: string): unknown {
  const isFile = given !== '-' && (existsSync(given) || LOOKS_LIKE_FILE.test(given));
  const isText = given !== '-' && !isFile;
  const text = isText ? given : readGiven(option, isFile ? given : 0);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const found = isText ? `neither a file nor JSON: ${given}` : `no JSON in ${isFile ? given : 'stdin'}`;
    throw new CliError('not_json', `--${option}: found ${found} (${(thrown as Error).message})`, 2);
  }
}

function readGiven(option: string, file: string | 0): string {
  try {
    return readText(file);
  } catch (thrown) {
    throw new CliError('no_file', `--${option}: ${file || 'stdin'}: ${describeReadFailure(thrown)}`, 2);
  }
}

/** The options in a value: those of an event or a recording, or the value itself. */
export function readOptions(value: unknown): unknown {
  const event = Object(value);
  if (isRecording(event)) return event.options;
  const isEvent = ['function', 'diy', '_connectorId'].some((field) => Object.hasOwn(event, field));
  return isEvent && Object.hasOwn(event, 'options') ? event.options : value;
}
