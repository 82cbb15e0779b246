import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { listRecords, RECORD_OPTIONS } from '../../../recording/list-records.ts';
import { isRecording, readRecording } from '../../../recording/read-recording.ts';
import { EncodingError, readText } from '../../../shared/read-text.ts';
import { flowSchema } from '../../../simulator/flow/schema.ts';
import { openRecordReader } from '../../../simulator/records/reader.ts';
import { CliError } from '../../cli-error.ts';
import { demandReadable } from '../../demand-readable.ts';

/**
 * Reads the records of a file: CSV, NDJSON, a list of JSON, an event, a recording, or one record. Of records that are
 * lists of rows, it reads the rows.
 * @throws CliError for a file without records, or with one that is no object
 */
export async function readSamples(file: string): Promise<unknown[]> {
  const records = extname(file) === '.json' ? readJson(file) : await readRecords(file);
  const samples = records.every(Array.isArray) ? records.flat() : records;
  if (samples.length === 0) throw new CliError('no_records', `${file}: found no record, expected at least one`, 2);
  const wrong = samples.findIndex((sample) => Object(sample) !== sample || Array.isArray(sample));
  if (wrong === -1) return samples;
  const found = JSON.stringify(samples[wrong]).slice(0, 60);
  throw new CliError('invalid_records', `${file}: record ${wrong + 1}: found ${found}, expected an object`, 2);
}

function readJson(file: string): unknown[] {
  const read = parse(file);
  if (Array.isArray(read)) return read;
  if (isRecording(read)) return [...listRecords(readRecording(file))];
  // An event is a call with its address, or the options alone.
  const options = Object(read).options ?? read;
  const list = RECORD_OPTIONS.map((name) => Object(options)[name]).find(Array.isArray);
  const isEvent = Object(options).bearerToken !== undefined || (options !== read && list !== undefined);
  return isEvent ? (list ?? []) : [read];
}

function parse(file: string): unknown {
  try {
    return JSON.parse(demandReadable(file, () => readText(file)));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw new CliError('not_json', `${file}: found no JSON (${thrown.message})`, 2);
    if (thrown instanceof EncodingError) throw new CliError('not_text', `${file}: ${thrown.message}`, 2);
    throw thrown;
  }
}

async function readRecords(file: string): Promise<unknown[]> {
  const { export: source } = parseSource(file);
  demandReadable(file, () => statSync(file));
  try {
    const records: unknown[] = [];
    for await (const page of openRecordReader(source)) records.push(...page);
    return records;
  } catch (thrown) {
    throw new CliError('invalid_records', (thrown as Error).message, 2);
  }
}

/** The settings of a file as a flow would have them. */
function parseSource(file: string) {
  const checked = flowSchema.safeParse({
    name: 'types',
    extension: { module: 'none' },
    export: { file },
    import: { echo: true },
  });
  if (checked.success) return checked.data;
  throw new CliError('unknown_format', `${file}: expected a file with the ending .csv, .ndjson or .json`, 2);
}
