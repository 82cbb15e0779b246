import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** The platform's encodings of files, with the names that the Encoding Standard has for them. */
const LABELS = {
  utf8: 'utf-8',
  win1252: 'windows-1252',
  'utf-16le': 'utf-16le',
  gb18030: 'gb18030',
  macroman: 'macintosh',
  iso88591: 'latin1',
  shiftjis: 'shift_jis',
} as const;

/** An encoding of a file, as the platform names it. */
export type Encoding = keyof typeof LABELS;

export const ENCODINGS = Object.keys(LABELS) as [Encoding, ...Encoding[]];

/**
 * Decodes the chunks of a file. A byte order mark is dropped.
 * @throws TypeError for bytes that are no text in the encoding: no other characters take their place
 */
export async function* decodeChunks(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  // The Encoding Standard reads ISO 8859-1 as Windows-1252.
  if (encoding === 'iso88591') {
    for await (const chunk of chunks) yield chunk.toString('latin1');
    return;
  }
  const decoder = new TextDecoder(LABELS[encoding], { fatal: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Whether an error is that of `decodeChunks`. */
export function isUndecodable(thrown: unknown): boolean {
  return (thrown as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

/** Finds the first line of a file that is no text in its encoding; undefined where lines cannot be told apart. */
export async function findUndecodableLine(file: string, encoding: Encoding): Promise<number | undefined> {
  if (encoding === 'utf-16le') return undefined;
  let number = 1;
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      if (!isText(bytes.subarray(from, end), encoding)) return number;
      number += 1;
      from = end + 1;
    }
    rest = bytes.subarray(from);
  }
  return number;
}

const NEWLINE = 0x0a;

function isText(line: Buffer, encoding: Encoding): boolean {
  if (encoding === 'utf8') return isUtf8(line);
  try {
    new TextDecoder(LABELS[encoding], { fatal: true }).decode(line);
    return true;
  } catch {
    return false;
  }
}
