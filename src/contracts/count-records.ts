import type { RecordCounts } from '../core/kind.ts';
import { isArray } from '../shared/intrinsics.ts';

/** The list of records in the options of the kinds that answer with records. Here, because `define` loads no contract. */
export const PAGES: Readonly<Record<string, string>> = {
  preSavePage: 'data',
  postResponseMap: 'postResponseMapData',
  export: 'data',
};

/** That list of the kinds that answer with an outcome for each record. */
export const OUTCOMES: Readonly<Record<string, string>> = {
  preMap: 'data',
  postMap: 'postMapData',
  postSubmit: 'responseData',
  import: 'postMapData',
};

/**
 * Makes the counter of a kind's calls; undefined for a kind without records. It reads the options at once, because
 * functions reassign them, and the response when the returned function gets it. Neither throws for JSON data.
 */
export function createRecordCounter(
  kind: string,
): ((options: unknown) => (response: unknown) => RecordCounts) | undefined {
  const page = PAGES[kind];
  const list = page ?? OUTCOMES[kind];
  if (!list) return undefined;
  const count = page ? countPage : countOutcomes;
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
