import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import { createRecording } from '../../src/recording/create-recording.ts';
import { isRecording, parseRecording, readRecording } from '../../src/recording/read-recording.ts';
import type { Recording } from '../../src/recording/recording.ts';
import type { recordingSchema } from '../../src/recording/recording-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'recording-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recording = createRecording({
  source: 'dev',
  build: 'b',
  address: { function: 'f', diy: true },
  options: { data: [] },
  problems: [{ message: 'x' }],
  stack: 'Error: x',
  logs: [{ level: 'info', message: 'said', more: { deep: 1 } }],
  http: [{ method: 'GET', url: 'https://shop.example/', requestHeaders: {}, error: 'refused', ms: 1 }],
  ms: 1,
});

it('reads what was written, with a byte order mark too', () => {
  const file = join(folder, 'own.json');
  writeFileSync(file, `\uFEFF${JSON.stringify(recording)}`);
  expect(readRecording(file)).toEqual(recording);
});

it.each([
  ['{', /^r\.json: found no JSON \(.+\), expected a recording$/],
  ['null', 'r.json: found no version, expected a recording of version 1'],
  ['{"version":2}', 'r.json: found version 2, expected a recording of version 1'],
  [JSON.stringify({ ...recording, ms: '1' }), 'r.json: recording.ms: found string, expected number'],
  [JSON.stringify({ ...recording, id: undefined }), 'r.json: recording.id: found nothing, expected string'],
  [JSON.stringify({ ...recording, logs: [null] }), 'r.json: recording.logs[0]: found null, expected object'],
  [JSON.stringify({ ...recording, http: {} }), 'r.json: recording.http: found object, expected array'],
  [JSON.stringify({ ...recording, address: [] }), 'r.json: recording.address: found an array, expected object'],
  [JSON.stringify({ ...recording, id: 'a b' }), 'r.json: recording.id: found string, expected: must match pattern'],
  [
    JSON.stringify({ ...recording, source: 'cloud' }),
    'r.json: recording.source: found string, expected one of "dev"|"invoke"|"deployed"',
  ],
])('refuses %s and names file, path, what was found and expected', (text, message) => {
  expect(() => parseRecording(text, 'r.json')).toThrow(message);
});

it('tells recordings of any version from other JSON', () => {
  expect([recording, { ...recording, version: 7 }].map(isRecording)).toEqual([true, true]);
  expect([null, [], { version: 1 }, { version: 1, id: 'a' }, { options: {}, function: 'f' }].map(isRecording)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

it('has a schema that says what the type says', () => {
  type Checked = z.infer<typeof recordingSchema>;
  expectTypeOf<Checked>().toExtend<Recording>();
  expectTypeOf<Recording>().toExtend<Readonly<Recording>>();
  expectTypeOf<keyof Checked>().toEqualTypeOf<keyof Recording>();
  expectTypeOf<keyof Checked['http'][number]>().toEqualTypeOf<keyof Recording['http'][number]>();
  expectTypeOf<keyof Checked['address']>().toEqualTypeOf<keyof Recording['address']>();
});

it('a file whose bytes are no UTF-8 is refused with their line', () => {
  const file = join(folder, 'latin.json');
  writeFileSync(file, Buffer.from('{\n"name": "Café"}', 'latin1'));
  expect(() => readRecording(file)).toThrow(`${file}: found bytes in line 2 that are no UTF-8, expected UTF-8`);
});
