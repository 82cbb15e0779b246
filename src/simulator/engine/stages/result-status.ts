import type { Problem } from '../../../shared/errors.ts';
import { toProblems } from '../call.ts';
import type { RecordStatus } from '../page.ts';
import type { RecordResult } from '../step-records.ts';

/** The result of a record that was not submitted: every result has these fields. */
export const IGNORED: RecordResult = { statusCode: 200, errors: [], ignored: true };

/** Most records were imported without an error: they need no status. */
export function toStatuses(responses: readonly RecordResult[]): Map<number, RecordStatus> {
  const marks = new Map<number, RecordStatus>();
  responses.forEach((response, at) => {
    const { statusCode, errors, ignored } = response;
    const isFine =
      statusCode === 200 && ignored !== true && (errors === undefined || (errors as unknown[]).length === 0);
    if (!isFine) marks.set(at, toStatus(response));
  });
  return marks;
}

function toStatus({ statusCode, errors, ignored }: RecordResult): RecordStatus {
  if (ignored === true) return { ignored, errors: toProblems(errors) };
  const problems = toProblems(errors);
  if (statusCode === 200) return { errors: problems };
  return { errors: problems.length > 0 ? problems : [isUnexplained(statusCode)], failed: true };
}

function isUnexplained(statusCode: unknown): Problem {
  return { code: 'unexplained', message: `statusCode ${statusCode} without an error that says why.` };
}
