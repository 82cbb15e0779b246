import { resolve } from 'node:path';
import type { AnyRecord } from '../../contracts/author-types.ts';
import { FlowError } from '../flow/error.ts';
import type { WrittenAt } from '../flow/flow-folder.ts';
import type { ExportSettings } from '../flow/simulation-schema.ts';
import type { PageSize } from '../records/fill-pages.ts';
import { openRecordReader, type RecordReader } from '../records/reader.ts';

/** Records of an export that is no wrapper. */
export interface GivenRecords {
  readonly settings: ExportSettings;
  /** Those of the export's `mockOutput`, where the settings give none. */
  readonly mock: readonly unknown[];
  readonly size: PageSize;
  readonly base: string;
  readonly place: WrittenAt;
}

/**
 * Opens the pages of an export whose source is a file or given records, as JSON data.
 * @throws FlowError for a record that JSON can't hold
 */
export function openRecords(
  { settings, mock, size, base, place }: GivenRecords,
  onNote?: (kind: string, message: string) => void,
): RecordReader {
  const { records = mock, format, encoding, csv } = settings;
  const shared = { format, encoding, csv, ...size };
  if (typeof records === 'string') return openRecordReader({ ...shared, file: resolve(base, records) }, onNote);
  const given = records.map((record, index) => toJsonData(record, index, place));
  return openRecordReader({ ...shared, records: given as AnyRecord[] }, onNote);
}

function toJsonData(record: unknown, index: number, { document, path }: WrittenAt): unknown {
  try {
    return JSON.parse(JSON.stringify(record));
  } catch (thrown) {
    const message = `expected what JSON can hold, found another value (${(thrown as Error).message})`;
    throw new FlowError({
      path: `${[...path, 'records'].join('.')}[${index}]`,
      message,
      ...(document && { file: document }),
    });
  }
}
