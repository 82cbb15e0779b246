import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { AnyRecord } from '../../contracts/author-types.ts';
import { isReplaceable } from '../../shared/is-replaceable.ts';
import { makeFolder } from '../../shared/make-folder.ts';
import { planReplacement } from '../../shared/plan-replacement.ts';
import { type Format, resolveFormat } from '../flow/format.ts';

/** A writer of records into a file. */
export interface RecordWriter {
  /**
   * Resolves once the system has the records; overlapping calls are queued.
   * @throws Error naming the file if it can't be written, or a record doesn't fit the columns of a CSV file
   */
  readonly write: (records: readonly AnyRecord[]) => Promise<void>;
  /** Ends the file, which replaces the old one. */
  readonly close: () => Promise<void>;
  /** Drops what has been written, unless the file has been closed. */
  readonly discard: () => Promise<void>;
}

/** The text of records in a file, with its beginning and end. */
interface Writing {
  readonly start: string;
  readonly end: string;
  readonly toLine: (records: readonly AnyRecord[]) => string;
}

/**
 * Opens a file for records, in the given format or that of its extension, else NDJSON. The file is replaced as a whole
 * when it is closed; its folder is made, a link stays one, and its permissions stay. Until then its old content stays,
 * and another run writes a file of its own.
 * @throws Error naming the file if it can't be written
 */
export async function openRecordWriter(path: string, format?: Format): Promise<RecordWriter> {
  const { start, end, toLine } = await writings[resolveFormat(path, format)]();
  const replacement = isReplaceable(path) ? planReplacement(path) : undefined;
  const { temporary, target, mode } = replacement ?? { temporary: path, target: path, mode: undefined };
  const handle = await named(path, async () => {
    makeFolder(dirname(path));
    return open(temporary, 'w', mode);
  });
  let isOpen = true;
  let written = append(handle, start);
  const write = (text: () => string) => {
    written = written.then(() => named(path, () => append(handle, text())));
    return written;
  };
  const finish = async (last: () => Promise<void>) => {
    if (!isOpen) return;
    isOpen = false;
    await handle.close();
    if (replacement) await last();
  };
  return {
    write: (records) => write(() => toLine(records)),
    async close() {
      await write(() => end);
      await finish(() => named(path, () => rename(temporary, target)));
    },
    discard: () => finish(() => rm(temporary, { force: true })),
  };
}

async function append(handle: FileHandle, text: string): Promise<void> {
  if (text) await handle.appendFile(text);
}

async function named<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw new Error(`${path}: ${(thrown as Error).message}`, { cause: thrown });
  }
}

const writings: Readonly<Record<Format, () => Writing | Promise<Writing>>> = {
  ndjson: () => ({
    start: '',
    end: '',
    toLine: (records) => records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  }),
  json() {
    let before = '\n';
    const toLine = (record: AnyRecord) => {
      const text = before + JSON.stringify(record);
      before = ',\n';
      return text;
    };
    return { start: '[', end: '\n]\n', toLine: (records) => records.map(toLine).join('') };
  },
  async csv() {
    const { stringify } = await import('csv-stringify/sync');
    let columns: ReadonlySet<string> | undefined;
    return {
      start: '',
      end: '',
      toLine(records) {
        // Each row of a record of rows is a line.
        const rows = records.flat() as AnyRecord[];
        if (rows.length === 0) return '';
        const header = columns === undefined;
        columns ??= new Set(rows.flatMap(Object.keys));
        for (const row of rows) checkColumns(row, columns);
        return stringify(rows, { header, columns: [...columns], cast: { boolean: String } });
      },
    };
  },
};

/** The columns are those of the first records: the file is written while records arrive. */
function checkColumns(row: AnyRecord, columns: ReadonlySet<string>): void {
  const unknown = Object.keys(row).find((key) => !columns.has(key));
  if (unknown === undefined) return;
  throw new Error(`found a field "${unknown}" in ${JSON.stringify(row)}, expected only ${[...columns].join(', ')}`);
}
