import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readRecording } from '../../../recording/read-recording.ts';
import type { Recording } from '../../../recording/recording.ts';
import { openRecordingFolder, RECORDINGS_FOLDER } from '../../../recording/recording-folder.ts';
import { CliError, formatCliError, toCliError } from '../../cli-error.ts';
import type { CommandIo } from '../../command.ts';
import { demandReadable } from '../../demand-readable.ts';

/** A recording with its file. */
export interface ChosenRecording {
  readonly file: string;
  readonly recording: Recording;
}

/** The recordings that can be read, and why others cannot. */
export interface ChosenRecordings {
  readonly recordings: readonly ChosenRecording[];
  readonly damaged: readonly CliError[];
}

/**
 * Reads the recordings that a person means: those of a folder, oldest first, that of a file, or that of an id in the
 * default folder.
 * @throws CliError if there are none, or if the only one cannot be read
 */
export function chooseRecordings(given: string = RECORDINGS_FOLDER): ChosenRecordings {
  const files = listChosen(given);
  if (files.length === 0) {
    const expected = 'expected at least one: dev and invoke --record make them';
    throw new CliError('no_recordings', `${given}: found no recording, ${expected}`, 2);
  }
  const recordings: ChosenRecording[] = [];
  const damaged: CliError[] = [];
  for (const file of files) {
    try {
      recordings.push({ file, recording: demandReadable(file, () => readRecording(file)) });
    } catch (thrown) {
      damaged.push(toCliError(thrown));
    }
  }
  const [first] = damaged;
  if (first && files.length === 1) throw first;
  return { recordings, damaged };
}

/** Says what could not be read, after all that could. Returns the exit code: 2 where there is any, else the other one. */
export function reportDamaged(damaged: readonly CliError[], otherCode: number, io: CommandIo): number {
  for (const failure of damaged) io.err(formatCliError(failure));
  return damaged.length > 0 ? 2 : otherCode;
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
