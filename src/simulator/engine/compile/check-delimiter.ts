import type { ExportDocument } from '../../flow/documents.ts';
import { readFormat } from '../../flow/format.ts';
import type { ExportSettings } from '../../flow/simulation-schema.ts';
import type { Scope } from '../../scope/scope.ts';
import { readings } from './readings.ts';

/** What people write for delimiters. */
const NAMES: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  colon: ':',
  pipe: '|',
  bar: '|',
  space: ' ',
};

/**
 * Checks the delimiter of columns, that of the document before that of the settings. The platform takes any sequence of
 * characters: of the name of a delimiter it takes the letters.
 * @param place where the settings of the export stand
 */
export function checkDelimiter({ file }: ExportDocument, settings: ExportSettings, scope: Scope, place: Scope): void {
  const written: unknown = Object(file?.csv).columnDelimiter;
  const [delimiter, own] = written
    ? [String(written), scope.at('file', 'csv', 'columnDelimiter')]
    : [settings.csv.delimiter, place.at('csv', 'delimiter')];
  if (delimiter.length === 1) return;
  const { records, format } = settings;
  if (typeof records === 'string' && readFormat(records, format) === 'csv') own.rely(readings.longDelimiter);
  if (!/^\\?[a-z]+$/i.test(delimiter)) return;
  const meant = NAMES[delimiter.toLowerCase()];
  const expected = meant === undefined ? 'a sign such as ";"' : `the sign itself: ${JSON.stringify(meant)}`;
  own.warn(`found ${JSON.stringify(delimiter)}, expected ${expected}; these letters are taken as the delimiter`);
}
