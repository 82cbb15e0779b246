import { createReadStream, type ReadStream, statSync } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import type { AnyRecord } from '../../contracts/author-types.ts';
import { type Format, resolveFormat } from '../flow/format.ts';
import type { Source } from '../flow/schema.ts';

/** The bytes of a file that are read at once. */
const CHUNK = 256 * 1024;

/** The pages of a source, to be read once. */
export interface RecordReader extends AsyncIterable<AnyRecord[]> {
  /** The part of the source that has been read, from 0 to 1. */
  readonly fraction: () => number;
}

/**
 * Opens the pages of a file or of given records; each has `pageSize` records, except the last. A file is read as its
 * pages are requested. An empty one has no page.
 * @throws Error naming the file, and the line or the record, if it can't be read or holds anything else
 */
export function openRecordReader({ records, file, format, pageSize }: Source): RecordReader {
  if (records) return given(records as AnyRecord[], pageSize);
  if (file === undefined) throw new Error('found a wrapper, expected a source that is a file or records');
  const text = createText(file);
  const all = naming(file, pages(read[resolveFormat(file, format)](text), pageSize));
  return { fraction: text.fraction, [Symbol.asyncIterator]: () => all };
}

function given(records: readonly AnyRecord[], pageSize: number): RecordReader {
  let next = 0;
  async function* all(): AsyncGenerator<AnyRecord[]> {
    while (next < records.length) {
      const page = records.slice(next, next + pageSize);
      next += page.length;
      yield page;
    }
  }
  return { fraction: () => next / records.length, [Symbol.asyncIterator]: all };
}

/** A file that is read once, from its beginning. */
interface Text {
  readonly file: string;
  readonly open: (options?: { readonly encoding: 'utf8'; readonly highWaterMark: number }) => ReadStream;
  readonly fraction: () => number;
}

function createText(file: string): Text {
  let stream: ReadStream | undefined;
  let size = 0;
  const open: Text['open'] = (options) => {
    size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    stream = createReadStream(file, options);
    return stream;
  };
  return { file, open, fraction: () => (stream ? stream.bytesRead / Math.max(size, stream.bytesRead) : 0) };
}

/** Records come in lists: one at a time would be slow. */
type Records = AsyncIterable<Iterable<AnyRecord>>;

const read: Readonly<Record<Format, (text: Text) => Records>> = { json: readJson, ndjson: readLines, csv: readCsv };

async function* pages(records: Records, pageSize: number): AsyncGenerator<AnyRecord[]> {
  let page: AnyRecord[] = [];
  for await (const some of records) {
    for (const record of some) {
      page.push(record);
      if (page.length < pageSize) continue;
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

async function* readLines({ open }: Text): Records {
  let number = 0;
  let rest = '';
  for await (const text of open({ encoding: 'utf8', highWaterMark: CHUNK })) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() as string;
    yield parseLines(lines, number);
    number += lines.length;
  }
  yield parseLines([rest], number);
}

function* parseLines(lines: readonly string[], before: number): Generator<AnyRecord> {
  for (const [index, line] of lines.entries()) {
    const record = parseLine(line, before + index + 1);
    if (record) yield record;
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
  try {
    for await (const { value } of flowing(text, streamArray.withParserAsStream())) {
      number += 1;
      yield [toRecord(value, `, record ${number}`)];
    }
  } catch (thrown) {
    if (thrown instanceof Misread || isSystemError(thrown)) throw thrown;
    throw await misreadJson(text.file, thrown as Error);
  }
}

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

async function* readCsv(text: Text): Records {
  const { parse } = await import('csv-parse');
  const parser = parse({ columns: checkedColumns, bom: true, skip_empty_lines: true });
  try {
    for await (const record of flowing(text, parser)) yield [record];
  } catch (thrown) {
    if (thrown instanceof Misread || isSystemError(thrown)) throw thrown;
    const { lines, message } = thrown as { lines: number; message: string };
    throw new Misread(`:${lines}`, message);
  }
}

function checkedColumns(names: string[]): string[] {
  const again = names.find((name, at) => names.indexOf(name) !== at);
  if (again === undefined) return names;
  throw new Misread(':1', `found the column ${again} twice, expected a name of its own for each`);
}

/** Pipes a file through a parser; if either fails, reading fails. */
function flowing({ open }: Text, parser: NodeJS.ReadWriteStream): Readable {
  return pipeline(open(), parser, () => {}) as unknown as Readable;
}

function toRecord(value: unknown, place: string): AnyRecord {
  if (typeof value === 'object' && value !== null) return value;
  throw new Misread(place, `expected a record (an object, or a list of rows), found ${JSON.stringify(value)}`);
}

/** The content of a file is not what its format demands. */
class Misread extends Error {
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}

function isSystemError(thrown: unknown): boolean {
  return (thrown as NodeJS.ErrnoException).syscall !== undefined;
}

async function* naming(file: string, read: AsyncIterable<AnyRecord[]>): AsyncGenerator<AnyRecord[]> {
  try {
    yield* read;
  } catch (thrown) {
    const place = thrown instanceof Misread ? thrown.place : '';
    throw new Error(`${file}${place}: ${(thrown as Error).message}`, { cause: thrown });
  }
}
