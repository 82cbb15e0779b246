import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { toJson } from '../contracts/render/literal.ts';
import { isRecording, readRecording } from '../recording/read-recording.ts';
import { EncodingError, readText } from '../shared/read-text.ts';
import { writeWhole } from '../shared/write-whole.ts';
import type { ExampleCall } from './check.ts';
import type { Finding, FunctionAddress } from './laws.ts';
import type { CheckedModule } from './supervisor.ts';

/** An event with its file. */
export interface EventFile extends ExampleCall {
  readonly file: string;
}

/**
 * Reads the events of a file, or of each JSON file in a folder. A recorded call is an event too.
 * @throws Error naming the file that holds none
 */
export function readEvents(path: string): EventFile[] {
  const isFolder = statSync(path).isDirectory();
  const files = isFolder ? readdirSync(path).filter((name) => name.endsWith('.json')) : [path];
  // Without examples, less would be checked than was asked for.
  if (files.length === 0) throw new Error(`${path}: found no .json file, expected an event at least`);
  return files.sort().map((name) => {
    const file = isFolder ? join(path, name) : name;
    const { type, function: called, options } = readEvent(file);
    if (typeof called === 'string' && Object(options) === options && !Array.isArray(options)) {
      return {
        file,
        ...(typeof type === 'string' && { type }),
        function: called,
        options: options as EventFile['options'],
      };
    }
    throw new Error(`${file}: expected an event, {"function": …, "options": {…}}`);
  });
}

/** Reads an event, or the recording of a call as one. */
function readEvent(file: string): Readonly<Record<string, unknown>> {
  const read = readObject(file);
  if (!isRecording(read)) return read;
  const { address, options } = readRecording(file);
  return { ...address, options };
}

function readObject(file: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(readText(file)));
  } catch (thrown) {
    const { message } = thrown as Error;
    const said = thrown instanceof EncodingError ? message : `expected JSON, found ${message}`;
    throw new Error(`${file}: ${said}`, { cause: thrown });
  }
}

/** Saves options that broke a law as an event, named after function and law; returns its path. */
export function saveEvent(
  folder: string,
  host: CheckedModule,
  place: FunctionAddress,
  { law, options }: Finding,
): string {
  const file = join(folder, `${toFileName([place.type, place.name, law].filter(Boolean).join('-'))}.json`);
  const address = { ...(place.type && { type: place.type }), function: place.name, ...host };
  writeWhole(file, `${toJson({ ...address, options })}\n`);
  return file;
}

/** The most characters of a name in a file's name: file systems allow 255 bytes. */
const MOST_CHARACTERS = 200;

/** Makes a name that every file system takes. A changed name ends with its hash: it must not meet another one. */
function toFileName(name: string): string {
  const safe = name.replaceAll(/[^\w.-]/g, '_').slice(0, MOST_CHARACTERS);
  if (safe === name) return name;
  return `${safe}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}
