import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds the place in the author's code that a stack leads to: the innermost frame outside of Node and libraries, as
 * `src/orders.ts:6:15`. Undefined if there is none.
 */
export function findOwnPlace(stack: unknown): string | undefined {
  const lines = String(stack ?? '').split('\n');
  const line = lines.find((one) => /^\s+at /.test(one) && !/node:|node_modules|\[native|<anonymous>\)?$/.test(one));
  const [, file, at] = /(?:\(|at )(?:async )?([^()]+?)(:\d+:\d+)\)?$/.exec(line ?? '') ?? [];
  return file === undefined ? undefined : toOwnPlace(file, String(at));
}

/**
 * Formats a place in a file as people read it: relative to the current folder.
 * @param file a path, or a URL of a file
 * @param at `:6:15`
 */
export function toOwnPlace(file: string, at: string): string {
  return `${relative(process.cwd(), file.startsWith('file:') ? fileURLToPath(file) : file)}${at}`;
}
