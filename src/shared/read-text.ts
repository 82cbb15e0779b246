import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';

/** A file holds bytes that are no UTF-8: a decoder would put other characters in their place. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError';
  /** The first line with such bytes, from 1. */
  readonly line: number;

  constructor(line: number) {
    super(`found bytes in line ${line} that are no UTF-8, expected UTF-8`);
    this.line = line;
  }
}

/**
 * Reads a file of UTF-8 without the byte order mark that some editors write.
 * @param file a path, or 0 for stdin
 * @throws EncodingError for other bytes
 * @throws Error of the file system
 */
export function readText(file: string | 0): string {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) throw new EncodingError(findLine(bytes));
  return withoutMark(bytes.toString());
}

/**
 * Reads the source of a module as Node does: bytes that are no UTF-8 become U+FFFD.
 * @throws Error of the file system
 */
export function readSource(file: string): string {
  return withoutMark(readFileSync(file, 'utf8'));
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

/** No character of UTF-8 holds the byte of a line's end within it. */
function findLine(bytes: Buffer): number {
  let line = 1;
  for (let from = 0, to = bytes.indexOf('\n'); to >= 0; from = to + 1, to = bytes.indexOf('\n', from)) {
    if (!isUtf8(bytes.subarray(from, to))) return line;
    line += 1;
  }
  return line;
}
