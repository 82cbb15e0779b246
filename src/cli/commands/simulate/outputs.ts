import { type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CliError } from '../../cli-error.ts';

/** The files of a command, by the option or the field that names them. */
export type NamedFiles = Readonly<Record<string, unknown>>;

/**
 * Checks that a command overwrites none of its inputs, and writes no two outputs into one file.
 * @throws CliError naming both
 */
export function checkOutputs(outputs: NamedFiles, inputs: NamedFiles): void {
  const taken = [...listFiles(inputs)];
  for (const [name, path] of listFiles(outputs)) {
    const [other] = taken.find(([, file]) => isSameFile(file, path)) ?? [];
    if (other !== undefined)
      throw new CliError('same_file', `${name}: ${path}: found the file of ${other}, expected another one`, 2);
    taken.push([name, path]);
  }
}

/** Leaves out options that name no file: `-` is stdout. */
function listFiles(named: NamedFiles): [name: string, path: string][] {
  return Object.entries(named).filter((one): one is [string, string] => typeof one[1] === 'string' && one[1] !== '-');
}

function isSameFile(one: string, other: string): boolean {
  if (resolve(one) === resolve(other)) return true;
  const [a, b] = [one, other].map((path): Stats | undefined => statSync(path, { throwIfNoEntry: false }));
  // A link, or another way to the same place. Devices take any number of writers.
  return a !== undefined && b !== undefined && a.isFile() && a.ino === b.ino && a.dev === b.dev;
}
