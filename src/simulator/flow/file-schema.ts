import * as z from 'zod';
import { ENCODINGS } from '../records/decode.ts';
import { ENDINGS_KNOWN, FORMATS, type Format, readFormat } from './format.ts';

/** The format of a file of records. */
export const format = z.enum(FORMATS).optional().describe('Default: by the file’s extension.');

/** Demands a format that is given, or that the extension of a file names. */
export function demandFormat(
  { file, format }: { file?: string | undefined; format?: Format | undefined },
  context: z.RefinementCtx,
) {
  if (file === undefined || readFormat(file, format)) return;
  context.addIssue({ code: 'custom', path: ['file'], message: `expected an ending of ${ENDINGS_KNOWN}, or format` });
}

/** The encoding of a file of records. */
export const encoding = z.enum(ENCODINGS).default('utf8').describe('The encoding of the file.');

/** How the columns of a CSV file are written. */
export const csv = z
  .strictObject({
    delimiter: z.string().min(1).default(',').describe('What stands between columns.'),
    header: z.boolean().default(true).describe('Whether the first line names the columns; else Column0, Column1 …'),
    skip: z.int().nonnegative().default(0).describe('Lines before the first that counts.'),
    trim: z.boolean().default(false).describe('Whether white space around values is dropped.'),
  })
  .prefault({})
  .describe('How the columns of a CSV file are written.');
