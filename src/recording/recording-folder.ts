import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolder } from '../shared/make-folder.ts';
import { readRecording } from './read-recording.ts';
import type { Recording } from './recording.ts';

/** The folder of recordings that the tools use if none is named, in the project. */
export const RECORDINGS_FOLDER = join('.integrator-extension', 'recordings');

/** How much a folder of recordings may hold. */
export interface FolderLimits {
  /** The most recordings. Default: 1,000. */
  readonly count?: number;
  /** The most bytes of all of them together. Default: 256 MB. */
  readonly bytes?: number;
}

/** A file of a folder of recordings. */
export interface RecordingFile {
  readonly id: string;
  readonly path: string;
  readonly bytes: number;
}

/** A folder of recordings, one file each. Several processes may write to it. */
export interface RecordingFolder {
  /**
   * Writes a recording whole, readable by its owner alone, and removes the oldest above the limits. Returns its path.
   * @throws Error of the file system
   */
  readonly save: (recording: Recording) => string;
  /** Lists the files, oldest first; none if there is no folder. @throws Error of the file system */
  readonly list: () => readonly RecordingFile[];
  /**
   * Reads a recording by its id, or by the start of it that no other has.
   * @throws RecordingError for a damaged file
   * @throws Error if there is none, or several
   */
  readonly read: (id: string) => Recording;
}

/** Opens a folder of recordings. It is made when the first is saved. */
export function openRecordingFolder(folder: string = RECORDINGS_FOLDER, limits: FolderLimits = {}): RecordingFolder {
  const { count = 1_000, bytes = 256 * 1024 * 1024 } = limits;
  const at = resolve(folder);
  const list = () => explain(folder, 'read', () => listFiles(at));
  const save = (recording: Recording) =>
    explain(folder, 'written', () => {
      makeOwn(at);
      const path = join(at, `${basename(recording.id)}.json`);
      writeOwn(path, `${JSON.stringify(recording, null, 2)}\n`);
      removeOldest(listFiles(at), count, bytes, path);
      return path;
    });
  return { save, list, read: (id) => readRecording(findFile(list(), id, folder).path) };
}

function explain<T>(folder: string, done: 'read' | 'written', work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const { message, syscall } = thrown as NodeJS.ErrnoException;
    const expected = 'expected a folder that you may read and write';
    const error = new Error(`${folder}: the recordings cannot be ${done} (${message}), ${expected}`, { cause: thrown });
    throw Object.assign(error, { syscall });
  }
}

/** The id begins with the time, so that names are in the order of time. */
function listFiles(folder: string): readonly RecordingFile[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => /^[\w-]+\.json$/.test(name));
  return names.sort().flatMap((name) => {
    const path = join(folder, name);
    // Another process may have removed it.
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() ? [{ id: name.slice(0, -'.json'.length), path, bytes: found.size }] : [];
  });
}

function findFile(files: readonly RecordingFile[], id: string, folder: string): RecordingFile {
  const exact = files.find((file) => file.id === id);
  const found = exact ? [exact] : files.filter((file) => file.id.startsWith(id));
  const [only] = found;
  if (only && found.length === 1) return only;
  const last = files.at(-1)?.id ?? 'none';
  const expected =
    found.length > 1 ? 'expected one: give more of it' : `expected one of ${files.length}, the last is ${last}`;
  throw new Error(`${folder}: found ${found.length} recordings with the id ${id}, ${expected}`);
}

/** Recordings hold customers' data: the folder is its owner's, and is not committed by accident. */
function makeOwn(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  makeFolder(folder);
  const parent = dirname(folder);
  if (!folder.endsWith(RECORDINGS_FOLDER) || existsSync(join(parent, '.gitignore'))) return;
  writeOwn(join(parent, '.gitignore'), '*\n');
}

/** Writes a file whole, under a name that no other writer has until then. */
function writeOwn(path: string, text: string): void {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    writeFileSync(temporary, text, { mode: 0o600 });
    renameSync(temporary, path);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
}

/** The newest one stays, whatever its size. */
function removeOldest(files: readonly RecordingFile[], count: number, bytes: number, newest: string): void {
  let [left, size] = [files.length, files.reduce((sum, file) => sum + file.bytes, 0)];
  for (const file of files) {
    if (left <= count && size <= bytes) return;
    if (file.path === newest) continue;
    rmSync(file.path, { force: true });
    left -= 1;
    size -= file.bytes;
  }
}
