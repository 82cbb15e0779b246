import { extname } from 'node:path';

export const FORMATS = ['json', 'ndjson', 'csv'] as const;

/** How the records of a file are written. */
export type Format = (typeof FORMATS)[number];

const ENDINGS: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
};

/** The format that is said, or else that the ending of the file tells; undefined where it tells none. */
export function readFormat(file: string, said?: Format): Format | undefined {
  return said ?? ENDINGS[extname(file).toLowerCase()];
}

/** The format of a file in which records are kept a line each, unless it is told otherwise. */
export function resolveFormat(file: string, said?: Format): Format {
  return readFormat(file, said) ?? 'ndjson';
}

export const ENDINGS_KNOWN = Object.keys(ENDINGS).join(', ');
