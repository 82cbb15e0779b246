import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** `from './orders'`, `import './orders'`, `import('./orders')`, `require('./orders')` */
const IMPORTED = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])([^'"\n]+)\1/;

/**
 * Finds the line of an import that Node could not follow: its messages name the file at most.
 * @param message Node's reason
 * @param url the file that was loaded, where the message names none
 * @returns `file:///app/orders.mjs:3`; undefined if no line is known to be the one
 */
export function findImport(message: string, url: string): string | undefined {
  const [, wanted, importer] = /^Cannot find (?:package|module) '([^']+)' (?:imported from|required by) (.+)$/.exec(
    message,
  ) ?? [undefined, /^Module "(file:[^"]+)" needs an import attribute/.exec(message)?.[1], url];
  if (wanted === undefined || importer === undefined) return undefined;
  const file = importer.startsWith('file:') ? fileURLToPath(importer) : importer;
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((line) => isMeant(IMPORTED.exec(line)?.[2], wanted, file));
  return index < 0 ? undefined : `${pathToFileURL(file).href}:${index + 1}`;
}

/** Whether an import of a file leads to what was not found: a path, the URL of a file, a package, or what is written. */
function isMeant(written: string | undefined, wanted: string, file: string): boolean {
  if (written === undefined) return false;
  if (written === wanted || written.startsWith(`${wanted}/`)) return true;
  const path = wanted.startsWith('file:') ? fileURLToPath(wanted) : wanted;
  return written.startsWith('.') && resolve(dirname(file), written) === path;
}
