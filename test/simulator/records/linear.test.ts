import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { flowSchema } from '../../../src/simulator/flow/schema.ts';
import { openRecordReader } from '../../../src/simulator/records/reader.ts';
import { splitLines } from '../../../src/simulator/records/split-lines.ts';
import { folderWith } from '../folder.ts';

/** Writes a file of repeated parts, and reads it. */
async function read(name: string, parts: Iterable<string>, more: object = {}): Promise<number> {
  const file = join(folderWith(), name);
  await pipeline(Readable.from(parts), createWriteStream(file));
  const flow = { name: 'x', extension: { module: 'x.mjs' }, export: { file, ...more }, import: { echo: true } };
  let records = 0;
  for await (const page of openRecordReader(flowSchema.parse(flow).export)) records += page.length;
  return records;
}

function* repeat(part: string, times: number, end = ''): Generator<string> {
  for (let count = 0; count < times; count++) yield part;
  yield end;
}

const MB = 'x'.repeat(1024 * 1024);

it('a line of 600 MB is refused with its number and length, and is not kept', async () => {
  const reading = read(
    'in.ndjson',
    (function* () {
      yield '{"id":1}\n';
      yield* repeat(MB, 600);
    })(),
  );
  await expect(reading).rejects.toThrow(
    /in\.ndjson:2: found a line of 629,145,600 characters, expected 16,777,216 at most/,
  );
});

it('a line that ends after the limit is refused too', async () => {
  async function* chunks() {
    yield* repeat(MB, 17);
    yield 'x\n{}\n';
  }
  const reading = (async () => {
    for await (const _ of splitLines(chunks()));
  })();
  await expect(reading).rejects.toThrow('found a line of 17,825,793 characters, expected 16,777,216 at most');
});

// A busy machine needs minutes for what takes seconds.
const PATIENT = { timeout: 600_000 };

it('a head of a million columns is refused with their number, and so is a row', PATIENT, async () => {
  const columns = (at: number) => Array.from({ length: 1000 }, (_, index) => `c${at * 1000 + index}`).join(',');
  const all = () => Array.from({ length: 1000 }, (_, at) => `${columns(at)},`);
  const said = /in\.csv:1: found 1,000,001 columns, expected 16,384 at most/;
  await expect(read('in.csv', all())).rejects.toThrow(said);
  await expect(read('in.csv', all(), { csv: { header: false } })).rejects.toThrow(said);
});

it('a quote that nothing closes is refused before it has taken all memory', PATIENT, async () => {
  await expect(read('in.csv', ['id\n"', ...repeat(MB, 40)])).rejects.toThrow(/in\.csv:\d+: .*16777216/);
});

it('a line in many chunks is joined once', async () => {
  const lines: string[] = [];
  async function* chunks() {
    for (let count = 0; count < 50_000; count++) yield 'ab';
    yield 'c\nd';
    yield '\n\ne';
  }
  for await (const some of splitLines(chunks())) lines.push(...some);
  expect(lines.map(({ length }) => length)).toEqual([100_001, 1, 0, 1]);
});
