import type { FieldTable } from './field-table.ts';

/** What an import answers for a record; AI steps have `_text`, files a `name`, and HTTP its headers. */
export const ANSWER: FieldTable = {
  known: 'id errors ignored statusCode _json dataURI _headers headers name _text',
};
