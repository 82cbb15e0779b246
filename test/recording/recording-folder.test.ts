import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRecording } from '../../src/recording/create-recording.ts';
import { openRecordingFolder, type RecordingFolder } from '../../src/recording/recording-folder.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'recordings-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Makes a recording of a second of a day, so that ids are in order. */
function record(second: number, response: unknown = null) {
  const when = new Date(Date.UTC(2026, 10, 30, 16, 0, second));
  return createRecording({ source: 'dev', address: { function: 'f' }, options: {}, response, ms: 1, when });
}

function saveAll(folder: RecordingFolder, seconds: readonly number[], response?: unknown): string[] {
  return seconds.map((second) => {
    const recording = record(second, response);
    folder.save(recording);
    return recording.id;
  });
}

it('keeps each recording in a file that only its owner may read', () => {
  const folder = openRecordingFolder(join(home, 'own'));
  const recording = record(1);
  const path = folder.save(recording);
  expect(path).toBe(join(home, 'own', `${recording.id}.json`));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(folder.read(recording.id)).toEqual(recording);
  expect(readdirSync(join(home, 'own'))).toEqual([`${recording.id}.json`]);
});

it('has no recordings before the first is saved', () => {
  expect(openRecordingFolder(join(home, 'none')).list()).toEqual([]);
});

it('lists recordings from the oldest to the newest, and other files not at all', () => {
  const folder = openRecordingFolder(home);
  const ids = saveAll(folder, [3, 1, 2]);
  writeFileSync(join(home, 'notes.txt'), '');
  expect(folder.list().map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0]]);
});

it('lists no recording that is gone when it is looked at', () => {
  const folder = openRecordingFolder(home);
  const [id] = saveAll(folder, [1]);
  // A link to nothing is seen as a file that another process has just removed.
  symlinkSync(join(home, 'gone'), join(home, 'gone.json'));
  expect(folder.list().map((file) => file.id)).toEqual([id]);
});

it('removes the oldest above the number of recordings', () => {
  const folder = openRecordingFolder(home, { count: 2 });
  const ids = saveAll(folder, [1, 2, 3]);
  expect(folder.list().map(({ id }) => id)).toEqual(ids.slice(1));
});

it('removes the oldest above the bytes, but never the one that is being saved', () => {
  const folder = openRecordingFolder(home, { bytes: 2_500 });
  const large = 'x'.repeat(1_000);
  const ids = saveAll(folder, [1, 2, 3], large);
  expect(folder.list().map(({ id }) => id)).toEqual(ids.slice(2));
  const huge = record(0, 'x'.repeat(9_000));
  folder.save(huge);
  expect(folder.list().map(({ id }) => id)).toEqual([huge.id]);
});

it('reads a recording by the start of its id, and names what there is for any other', () => {
  const folder = openRecordingFolder(home);
  const [one, other] = [record(1), record(2)];
  for (const each of [one, other]) folder.save(each);
  expect(folder.read(one.id.slice(0, 22))).toEqual(one);
  expect(() => folder.read('2026')).toThrow(
    `${home}: found 2 recordings with the id 2026, expected one: give more of it`,
  );
  expect(() => folder.read('2025')).toThrow(
    `found 0 recordings with the id 2025, expected one of 2, the last is ${other.id}`,
  );
  expect(() => openRecordingFolder(join(home, 'none')).read('x')).toThrow('expected one of 0, the last is none');
});

it('says plainly that a folder cannot be read or written', () => {
  const file = join(home, 'file');
  writeFileSync(file, '');
  const { list, save } = openRecordingFolder(file);
  expect(list).toThrow(
    /file: the recordings cannot be read \(ENOTDIR.*\), expected a folder that you may read and write/,
  );
  expect(() => save(record(1))).toThrow(/file: the recordings cannot be written \(ENOTDIR/);
  expect(() => openRecordingFolder(join(file, 'below')).save(record(1))).toThrow('cannot be written');
});

it('is not committed by accident where the tools make it themselves', () => {
  const folder = join(home, '.integrator-extension', 'recordings');
  openRecordingFolder(folder).save(record(1));
  expect(readFileSync(join(home, '.integrator-extension', '.gitignore'), 'utf8')).toBe('*\n');
  rmSync(folder, { recursive: true });
  writeFileSync(join(home, '.integrator-extension', '.gitignore'), 'token\n');
  openRecordingFolder(folder).save(record(1));
  expect(readFileSync(join(home, '.integrator-extension', '.gitignore'), 'utf8')).toBe('token\n');
});

it('takes recordings of several processes at once', { timeout: 120_000 }, async () => {
  const script = join(home, 'writer.mts');
  const source = new URL('../../src/recording/', import.meta.url).pathname;
  writeFileSync(
    script,
    `import { createRecording } from '${source}create-recording.ts';
     import { openRecordingFolder, type RecordingFolder } from '${source}recording-folder.ts';
     const { save } = openRecordingFolder(${JSON.stringify(join(home, 'shared'))}, { count: 40 });
     for (let at = 0; at < 60; at++)
       save(createRecording({ source: 'dev', address: { function: 'f' }, options: { at }, response: 'x'.repeat(500), ms: 1 }));`,
  );
  mkdirSync(join(home, 'shared'));
  const ended = await Promise.all([1, 2, 3].map(() => once(fork(script, { stdio: 'inherit', execArgv: [] }), 'close')));
  expect(ended.map(([code]) => code)).toEqual([0, 0, 0]);
  const folder = openRecordingFolder(join(home, 'shared'));
  const files = folder.list();
  expect(files.length).toBeGreaterThan(0);
  expect(files.length).toBeLessThanOrEqual(40);
  for (const { id } of files) expect(folder.read(id).response).toHaveLength(500);
  expect(readdirSync(join(home, 'shared'))).toHaveLength(files.length);
});
