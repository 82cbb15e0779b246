import type { RecordCounts } from '../core/kind.ts';
import { isArray } from '../shared/intrinsics.ts';

/** The list of records in the options of each kind that has one. Here, because `define` loads no contract. */
export const RECORDS: Readonly<Record<string, string>> = {
  preSavePage: 'data',
  preMap: 'data',
  postMap: 'postMapData',
  postSubmit: 'responseData',
  postResponseMap: 'postResponseMapData',
  export: 'data',
  import: 'postMapData',
};

/** The kinds that answer with an outcome for each record, instead of records. */
const OUTCOMES: readonly string[] = ['preMap', 'postMap', 'postSubmit', 'import'];

/**
 * Makes the counter of a kind's calls; undefined for a kind without records. It reads the options at once, because
 * functions reassign them, and the response when the returned function gets it. Neither throws for JSON data.
 */
export function createRecordCounter(
  kind: string,
): ((options: unknown) => (response: unknown) => RecordCounts) | undefined {
  const list = RECORDS[kind];
  if (!list) return undefined;
  const count = OUTCOMES.includes(kind) ? countOutcomes : countPage;
  return (options) => {
    const records = readLength(Object(options)[list]);
    return (response) => ({ in: records, ...count(response) });
  };
}

type Answered = Omit<RecordCounts, 'in'>;

/** Counts a page: `{ data, errors }`, or the records themselves. */
function countPage(response: unknown): Answered {
  const { data = response, errors, newErrorsAndRetryData } = Object(response);
  return { out: readLength(data), ignored: 0, errors: readLength(errors) + readLength(newErrorsAndRetryData) };
}

/** Counts outcomes: what to do with a record, or the result of its import. One with errors and data goes on, too. */
function countOutcomes(response: unknown): Answered {
  const counts = { out: 0, ignored: 0, errors: 0 };
  for (const outcome of isArray(response) ? response : []) {
    const { data, errors, statusCode, ignored } = Object(outcome);
    const isFailed = readLength(errors) > 0 || statusCode > 299;
    if (isFailed) counts.errors += 1;
    if (ignored || !(data || isFailed || statusCode)) counts.ignored += 1;
    else if (data || statusCode < 300) counts.out += 1;
  }
  return counts;
}

function readLength(value: unknown): number {
  return isArray(value) ? value.length : 0;
}
