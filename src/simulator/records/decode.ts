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
  const decoder = new TextDecoder(LABELS[encoding], { fatal: true });
  let number = 1;
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
        decoder.decode(chunk.subarray(from, end + 1), { stream: true });
        number += 1;
        from = end + 1;
      }
      decoder.decode(chunk.subarray(from), { stream: true });
    }
    decoder.decode();
  } catch {
    // This line is the one.
  }
  return number;
}

const NEWLINE = 0x0a;
