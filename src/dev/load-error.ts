import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildError } from './build-state.ts';

/** A place at the end of a reason: ` (file:///app/src/orders.ts:3)`. */
const PLACE = / \((file:\/\/[^\s()]+):(\d+)\)/;

/**
 * Makes the error of a build that a process could not load. A module that fails while it is loaded names its file
 * and line in its reason.
 * @param placed the built file, which the author does not know
 * @param path the module
 */
export function toBuildError(thrown: unknown, placed: string, path: string): BuildError {
  const shown = relative('', path);
  const reason = String((thrown as Error).message).replaceAll(placed, shown);
  const [found, url = '', line] = PLACE.exec(reason) ?? [];
  if (found === undefined) return { message: removeStart(reason, `${shown}: `), file: shown };
  const file = relative('', fileURLToPath(url));
  return { message: removeStart(reason.replace(found, ''), `${shown}: `), file, line: Number(line) };
}

function removeStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
