import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { ExportDocument } from '../../flow/documents.ts';
import type { Scope } from '../../scope/scope.ts';

type MockEntry = NonNullable<NonNullable<NonNullable<ExportDocument['mockOutput']>['page_of_records']>[number]>;

/** The most records that the platform takes. */
const MOST = 10;

/** Reads the records of `mockOutput`; a grouped one has rows. Undefined where there are none to read. */
export function readMockOutput({ mockOutput }: ExportDocument, scope: Scope): AnyRecord[] | undefined {
  const own = scope.at('mockOutput', 'page_of_records');
  const entries = mockOutput?.page_of_records;
  if (!entries) return undefined;
  if (entries.length === 0)
    own.warn('found no record, expected one at least: the export gives none, and the flow is not tried with any');
  if (entries.length > MOST)
    own.warn(`found ${entries.length} records, expected at most ${MOST}: the platform takes no more`);
  return entries.map((entry, index) => readEntry(entry, own.at(index)));
}

function readEntry(entry: MockEntry, scope: Scope): AnyRecord {
  const { record, rows } = entry;
  const isBoth = isThere(record) && isThere(rows);
  const expected = '{ "record": { … } }, or { "rows": [ … ] } for a group';
  if (isBoth || !(isThere(record) || isThere(rows))) {
    const found = isBoth ? 'record beside rows' : `the fields ${Object.keys(entry).join(', ') || '(none)'}`;
    scope.refuse(`found ${found}, expected ${expected}`);
  } else if (isThere(record) && !isRecord(record)) {
    scope.at('record').refuse(`found ${nameOf(record)}, expected an object with the fields of the record`);
  }
  if (rows?.length === 0 && !isBoth) scope.at('rows').refuse('found no row, expected one at least: no group is empty');
  for (const [index, row] of (rows ?? []).entries())
    if (!isRecord(row))
      scope.at('rows', index).refuse(`found ${nameOf(row)}, expected an object with the fields of the row`);
  return (rows ?? record ?? {}) as AnyRecord;
}

const isThere = (value: unknown) => value !== undefined && value !== null;

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Captured data may hold anything, and is not repeated. */
function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'null' : `a ${typeof value}`;
}
