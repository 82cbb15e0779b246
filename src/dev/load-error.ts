import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BuildError } from './build-state.ts';

/** A place in a reason: ` (file:///app/src/orders.ts:3)`. */
const PLACE = / \((file:\/\/\/[^\s()]+):(\d+)\)/;

/**
 * Makes the error of a build that a process could not load. A module that fails while it is loaded names its file and
 * line in its reason.
 * @param reason the message of the process
 * @param placed the built file, which the author does not know
 * @param module the author's module
 */
export function toBuildError(reason: string, placed: string, module: string): BuildError {
  const [found = '', url, line] = PLACE.exec(reason) ?? [];
  const shown = relative('', module);
  const isInBundle = url === pathToFileURL(placed).href && placed !== module;
  const text = reason.replace(found, '').replaceAll(placed, shown);
  const message = text.startsWith(`${shown}: `) ? text.slice(shown.length + 2) : text;
  if (url === undefined || isInBundle) return { message, file: shown };
  return { message, file: relative('', fileURLToPath(url)), line: Number(line) };
}
