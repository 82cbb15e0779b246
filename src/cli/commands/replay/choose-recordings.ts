import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readRecording } from '../../../recording/read-recording.ts';
import type { Recording } from '../../../recording/recording.ts';
import { openRecordingFolder, RECORDINGS_FOLDER } from '../../../recording/recording-folder.ts';
import { CliError } from '../../cli-error.ts';

/** A recording with its file. */
export interface ChosenRecording {
  readonly file: string;
  readonly recording: Recording;
}

/**
 * Reads the recordings that a person means: those of a folder, oldest first, that of a file, or that of an id in the
 * default folder.
 * @throws CliError if there are none
 * @throws RecordingError for a file that holds none
 */
export function chooseRecordings(given: string = RECORDINGS_FOLDER): readonly ChosenRecording[] {
  const files = listChosen(given);
  if (files.length > 0) return files.map((file) => ({ file, recording: readRecording(file) }));
  const expected = 'expected at least one: dev and invoke --record make them';
  throw new CliError('no_recordings', `${given}: found no recording, ${expected}`, 2);
}

/** Finds the one connector that all recordings address; undefined where they address several, or none. */
export function findConnector(recordings: readonly ChosenRecording[]): string | undefined {
  const [id, ...others] = new Set(recordings.map(({ recording }) => recording.address._connectorId));
  return others.length === 0 ? id : undefined;
}

function listChosen(given: string): readonly string[] {
  const found = statSync(given, { throwIfNoEntry: false });
  if (found?.isFile()) return [resolve(given)];
  if (found || given === RECORDINGS_FOLDER)
    return openRecordingFolder(given)
      .list()
      .map(({ path }) => path);
  const files = openRecordingFolder().list();
  return files.filter(({ id }) => id === given || id.startsWith(given)).map(({ path }) => path);
}
