import type { AnyRecord } from '../../contracts/author-types.ts';
import { Misread } from './misread.ts';

/** How the columns of a CSV file are written. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly header: boolean;
  readonly skip: number;
  readonly trim: boolean;
}

/** As many as a spreadsheet has. */
const MOST_COLUMNS = 16_384;

function checkNumber({ length }: readonly string[], line: number): void {
  if (length <= MOST_COLUMNS) return;
  const [found, most] = [length, MOST_COLUMNS].map((number) => number.toLocaleString('en'));
  throw new Misread(`:${line}`, `found ${found} columns, expected ${most} at most`);
}

/** Names the columns of a row without a head, as the platform does. */
export function nameColumns(row: readonly string[], line: number): AnyRecord {
  checkNumber(row, line);
  return Object.fromEntries(row.map((value, index) => [`Column${index}`, value]));
}

/** What stands between columns, beside the delimiter that a file is read with. */
const DELIMITERS = ['\t', ';', '|', ','];

/** Names are trimmed. A second column of one name would hide the first. */
export function checkColumns(written: string[], line: number, delimiter: string): string[] {
  checkNumber(written, line);
  const names = written.map((name) => name.trim());
  const again = names.find((name, at) => names.indexOf(name) !== at);
  if (again !== undefined)
    throw new Misread(`:${line}`, `found the column "${again}" twice, expected a name of its own for each`);
  const [only = ''] = names;
  const other = DELIMITERS.find((one) => one !== delimiter && only.includes(one));
  if (names.length > 1 || other === undefined) return names;
  const said = JSON.stringify(other);
  throw new Misread(`:${line}`, `found one column, ${JSON.stringify(only)}; expected export.csv.delimiter ${said}`);
}
