import { createReadStream, type ReadStream, statSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import type { AnyRecord } from '../../contracts/author-types.ts';
import { readText } from '../../shared/read-text.ts';
import { type Format, resolveFormat } from '../flow/format.ts';
import { type CsvLayout, checkColumns, nameColumns } from './csv-columns.ts';
import { decodeChunks, ENCODINGS, type Encoding, findUndecodableLine, isUndecodable } from './decode.ts';
import { fillPages, type PageSize } from './fill-pages.ts';
import { findLostNumbers } from './lost-numbers.ts';
import { Misread } from './misread.ts';
import { splitLines } from './split-lines.ts';

/** The bytes of a file that are read at once. */
const CHUNK = 256 * 1024;

/** The records of an export: a file, or the records themselves. */
export interface RecordSource extends PageSize {
  readonly records?: readonly AnyRecord[] | undefined;
  readonly file?: string | undefined;
  readonly format?: Format | undefined;
  readonly encoding: Encoding;
  readonly csv: CsvLayout;
}

/** The pages of a source, to be read once. */
export interface RecordReader extends AsyncIterable<AnyRecord[]> {
  /** The part of the source that has been read, from 0 to 1. */
  readonly fraction: () => number;
}

type Note = (kind: string, message: string) => void;

/**
 * Opens the pages of a file or of given records; each has `pageSize` records, except the last, and those that their
 * bytes have closed before. A file is read as its pages are requested. An empty one has no page.
 * @param onNote gets what a person should know about the file: its kind, and its first place in words
 * @throws Error naming the file, and the line or the record, if it can't be read or holds anything else
 */
export function openRecordReader(
  { records, file, format, encoding, csv, ...size }: RecordSource,
  onNote: Note = () => {},
): RecordReader {
  if (records) return given(records, size, onNote);
  if (file === undefined) throw new Error('found a wrapper, expected a source that is a file or records');
  const text = createText(file, encoding, onNote);
  const read = fillPages(readers[resolveFormat(file, format)](text, csv), size);
  const all = naming(
    text,
    noting(read, () => onNote('an empty file', `${file}: found no record`)),
  );
  return { fraction: text.fraction, [Symbol.asyncIterator]: () => all };
}

function given(records: readonly AnyRecord[], size: PageSize, onNote: Note): RecordReader {
  let read = 0;
  function* all(): Generator<AnyRecord> {
    for (const record of records) {
      read += 1;
      for (const { kind, message } of findLostNumbers(record)) onNote(kind, `record ${read} of the flow, ${message}`);
      yield record;
    }
  }
  return { fraction: () => read / records.length, [Symbol.asyncIterator]: () => fillPages([all()], size) };
}

/** A file that is read once, from its beginning. */
interface Text {
  readonly file: string;
  readonly encoding: Encoding;
  readonly open: () => AsyncGenerator<string>;
  /** Notes a number that was not read exactly. */
  readonly checkNumbers: (record: AnyRecord, place: string, json?: string) => void;
  readonly fraction: () => number;
}

function createText(file: string, encoding: Encoding, onNote: Note): Text {
  let stream: ReadStream | undefined;
  let size = 0;
  const open = () => {
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    stream = createReadStream(file, { highWaterMark: CHUNK });
    return decodeChunks(stream, encoding);
  };
  const fraction = () => (stream ? stream.bytesRead / Math.max(size, stream.bytesRead) : 0);
  const checkNumbers = (record: AnyRecord, place: string, json?: string) => {
    for (const { kind, message } of findLostNumbers(record, json)) onNote(kind, `${file}${place}, ${message}`);
  };
  return { file, encoding, open, checkNumbers, fraction };
}

/** Records come in lists: one at a time would be slow. */
type Records = AsyncIterable<Iterable<AnyRecord>>;

const readers: Readonly<Record<Format, (text: Text, csv: CsvLayout) => Records>> = {
  json: readJson,
  ndjson: readLines,
  csv: readCsv,
};

/** Calls `onEmpty` if there was no page. */
async function* noting(pages: AsyncIterable<AnyRecord[]>, onEmpty: () => void): AsyncGenerator<AnyRecord[]> {
  let isEmpty = true;
  for await (const page of pages) {
    isEmpty = false;
    yield page;
  }
  if (isEmpty) onEmpty();
}

async function* readLines({ open, checkNumbers }: Text): Records {
  let number = 0;
  for await (const lines of splitLines(open())) {
    yield parseLines(lines, number, checkNumbers);
    number += lines.length;
  }
}

function* parseLines(
  lines: readonly string[],
  before: number,
  checkNumbers: Text['checkNumbers'],
): Generator<AnyRecord> {
  for (const [index, line] of lines.entries()) {
    const record = parseLine(line, before + index + 1);
    if (!record) continue;
    checkNumbers(record, `:${before + index + 1}`, line);
    yield record;
  }
}

function parseLine(line: string, number: number): AnyRecord | undefined {
  try {
    return toRecord(JSON.parse(line), `:${number}`);
  } catch (thrown) {
    // An empty line and a byte order mark are rare.
    const text = line.trim();
    if (text === '') return undefined;
    if (text !== line) return parseLine(text, number);
    throw thrown instanceof Misread ? thrown : new Misread(`:${number}`, (thrown as Error).message);
  }
}

async function* readJson(text: Text): Records {
  const { streamArray } = await import('stream-json/streamers/stream-array.js');
  let number = 0;
  let length = 0;
  async function* counted() {
    for await (const chunk of text.open()) {
      length += chunk.length;
      if (length > LONGEST_RECORD) throw new Misread(`, record ${number + 1}`, TOO_LONG);
      yield chunk;
    }
  }
  try {
    for await (const { value } of flowing({ open: counted }, streamArray.withParserAsStream())) {
      number += 1;
      length = 0;
      const record = toRecord(value, `, record ${number}`);
      text.checkNumbers(record, `, record ${number}`);
      yield [record];
    }
  } catch (thrown) {
    if (thrown instanceof Misread || isSystemError(thrown) || isUndecodable(thrown)) throw thrown;
    const recorded = number === 0 ? await readRecorded(text.file) : undefined;
    if (!recorded) throw await misreadJson(text.file, thrown as Error);
    yield recorded.map((record, index) => toRecord(record, `, record ${index + 1}`));
  }
}

/** Reads the records of a recorded call; undefined for a file that holds none. */
async function readRecorded(file: string): Promise<readonly unknown[] | undefined> {
  const { isRecording, readRecording } = await import('../../recording/read-recording.ts');
  try {
    if (!isRecording(JSON.parse(readText(file)))) return undefined;
  } catch {
    return undefined;
  }
  const { listRecords } = await import('../../recording/list-records.ts');
  return listRecords(readRecording(file));
}

/** Characters that a record of a list may have, and those that are read ahead of it. */
const LONGEST_RECORD = 32 * 1024 * 1024;
const TOO_LONG = `found more than ${LONGEST_RECORD.toLocaleString('en')} characters, expected a smaller record`;

/** The parser does not know its line: the file is read again to find it. */
async function misreadJson(file: string, { message }: Error): Promise<Misread> {
  const { verifyFile } = await import('stream-json/file/verifier.js');
  try {
    await verifyFile(file);
    return new Misread('', `expected a list of records (${message})`);
  } catch (thrown) {
    const { line, pos } = thrown as { line: number; pos: number };
    return new Misread(`:${line}:${pos}`, message);
  }
}

async function* readCsv(text: Text, { delimiter, header, skip, trim }: CsvLayout): Records {
  const { parse } = await import('csv-parse');
  const parser = parse({
    columns: header && ((names: string[]) => checkColumns(names, skip + 1, delimiter)),
    delimiter,
    from_line: skip + 1,
    trim,
    skip_empty_lines: true,
    // A quote that nothing closes would make one value of the rest of the file.
    max_record_size: LONGEST_ROW,
  });
  try {
    for await (const record of flowing(text, parser)) yield [header ? record : nameColumns(record, skip + 1)];
  } catch (thrown) {
    if (thrown instanceof Misread || isSystemError(thrown) || isUndecodable(thrown)) throw thrown;
    const { lines, message } = thrown as { lines: number; message: string };
    throw new Misread(`:${lines}`, message);
  }
}

/** Bytes. */
const LONGEST_ROW = 16 * 1024 * 1024;

/** Pipes a file through a parser; if either fails, reading fails. */
function flowing({ open }: Pick<Text, 'open'>, parser: NodeJS.ReadWriteStream): Readable {
  return pipeline(open(), parser, () => {}) as unknown as Readable;
}

function toRecord(value: unknown, place: string): AnyRecord {
  if (typeof value === 'object' && value !== null) return value;
  throw new Misread(place, `expected a record (an object, or a list of rows), found ${JSON.stringify(value)}`);
}

function isSystemError(thrown: unknown): boolean {
  return (thrown as NodeJS.ErrnoException).syscall !== undefined;
}

async function* naming({ file, encoding }: Text, read: AsyncIterable<AnyRecord[]>): AsyncGenerator<AnyRecord[]> {
  try {
    yield* read;
  } catch (thrown) {
    if (isUndecodable(thrown)) {
      const line = await findUndecodableLine(file, encoding);
      const place = line === undefined ? '' : `:${line}`;
      const expected = `expected ${encoding}, or export.encoding: ${ENCODINGS.join(', ')}`;
      throw new Error(`${file}${place}: found bytes that are not ${encoding}; ${expected}`, { cause: thrown });
    }
    const place = thrown instanceof Misread ? thrown.place : '';
    throw new Error(`${file}${place}: ${(thrown as Error).message}`, { cause: thrown });
  }
}
