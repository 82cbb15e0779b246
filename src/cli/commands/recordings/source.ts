import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseRecording, readRecording } from '../../../recording/read-recording.ts';
import type { Recording } from '../../../recording/recording.ts';
import { openRecordingFolder } from '../../../recording/recording-folder.ts';
import { CliError } from '../../cli-error.ts';
import { demandReadable } from '../../demand-readable.ts';
import { openBucket, type S3Access } from './bucket.ts';

/** Recordings in a folder or in S3. */
export interface RecordingSource {
  /** Lists their ids, oldest first. */
  readonly list: () => Promise<readonly string[]>;
  /** Reads one. @throws RecordingError for a damaged one */
  readonly read: (id: string) => Promise<Recording>;
}

/**
 * Opens a place: a folder, or `s3://bucket/prefix`.
 * @throws CliError for an address in S3 that is none, or without the SDK
 */
export async function openSource(place: string, access: S3Access): Promise<RecordingSource> {
  if (!place.startsWith('s3:')) {
    demandNoFile(place);
    const { list } = openRecordingFolder(place);
    const read = async (id: string) => {
      const file = join(place, `${id}.json`);
      return demandReadable(file, () => readRecording(file));
    };
    return { list: async () => list().map(({ id }) => id), read };
  }
  const [, bucket, prefix = ''] = /^s3:\/\/([a-z\d][a-z\d.-]{1,61}[a-z\d])(?:\/(.*))?$/.exec(place) ?? [];
  if (bucket === undefined) throw new CliError('wrong_usage', `found ${place}, expected s3://BUCKET/PREFIX`, 2);
  const { list, read } = await openBucket(bucket, prefix, access);
  return { list, read: async (id) => parseRecording(await read(id), `${place}: ${id}`) };
}

/** @throws CliError for a file: a folder that is missing has no recordings */
export function demandNoFile(place: string): void {
  if (statSync(place, { throwIfNoEntry: false })?.isFile())
    throw new CliError('no_folder', `${place}: found a file, expected a folder`, 2);
}
