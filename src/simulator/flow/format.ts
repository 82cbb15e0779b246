import { extname } from 'node:path';

export const FORMATS = ['json', 'ndjson', 'csv'] as const;

/** The format of a file of records. */
export type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
};

/** The given format, or else the format of the file's extension; undefined if that is unknown. */
export function readFormat(file: string, said?: Format): Format | undefined {
  return said ?? ENDINGS[extname(file).toLowerCase()];
}

/** The format of a file with one record per line, unless another one is given. */
export function resolveFormat(file: string, said?: Format): Format {
  return readFormat(file, said) ?? 'ndjson';
}

export const ENDINGS_KNOWN = Object.keys(ENDINGS).join(', ');
