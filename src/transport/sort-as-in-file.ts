import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { toGroup } from '../core/groups.ts';
import { readSource } from '../shared/read-text.ts';
import type { FunctionName } from './load-module.ts';

/** A statement that takes all exports of another file of the author. */
const WHOLE_FILE = /\b(?:export|import)\s*\*\s*(?:as\s+[^\s'"]+\s+)?from\s*(['"])(\.[^'"]+)\1/g;

/**
 * Lists functions in the order of their file: an ES module has its exports in the order of the alphabet. Those of
 * another file stand where the file takes all of its exports.
 */
export function sortAsInFile<F extends FunctionName>(functions: readonly F[], path: string): readonly F[] {
  const words = [...new Set(readWhole(resolve(path), new Set()).match(/[\p{L}_$][\p{L}\d_$]*/gu))];
  const places = new Map(words.map((word, index) => [word, index]));
  const place = (name: string) => places.get(name) ?? words.length;
  const group = ({ type, name }: F) => place(type ? toGroup(type) : name);
  return functions.toSorted((one, other) => group(one) - group(other) || place(one.name) - place(other.name));
}

/** Reads a file, with the files whose exports it takes in their places. */
function readWhole(path: string, read: Set<string>): string {
  if (read.has(path) || !existsSync(path)) return '';
  read.add(path);
  return readSource(path).replaceAll(WHOLE_FILE, (statement, _quote, other) => {
    return `${statement}\n${readWhole(resolve(dirname(path), other), read)}`;
  });
}
