import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from '../recording/recording.ts';
import { saveTest } from '../recording/save-test.ts';
import { writeWhole } from '../shared/write-whole.ts';

/**
 * Saves a recorded call as an event: an envelope, in a file named after its function. No file is replaced.
 * @param folder made if it is missing
 * @returns the file's path
 * @throws Error of the file system
 */
export function saveEvent({ address, options }: Recording, folder: string): string {
  const path = findFreePath(folder, toFileName(address.function), '.json');
  writeWhole(path, `${JSON.stringify({ ...address, options }, undefined, 2)}\n`);
  return path;
}

/**
 * Saves a recorded call as a test of its module. No file is replaced.
 * @returns the file's path
 * @throws Error of the file system
 */
export function saveCallTest(recording: Recording, folder: string, module: string): string {
  const extension = /\.[cm]?ts$/.test(module) ? '.test.ts' : '.test.mjs';
  const path = findFreePath(folder, `${toFileName(recording.address.function)}.recorded`, extension);
  saveTest([recording], path, { module });
  return path;
}

/** A name comes from a caller, and may hold anything. */
function toFileName(name: string): string {
  return name.replaceAll(/[^\w-]/g, '_').slice(0, 100) || 'call';
}

function findFreePath(folder: string, name: string, extension: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number === 1 ? '' : `-${number}`}${extension}`);
    if (!existsSync(path)) return path;
  }
}
