import { formatPath } from '../../../shared/path.ts';
import { findAnswerFlaws } from '../answer-flaws.ts';
import { type CallPlace, reportBreach } from '../call.ts';
import type { PageContext } from '../page-stage.ts';
import type { Applied } from '../plan.ts';
import type { RecordResult } from '../step-records.ts';
import { reportNulls } from './apply-operation.ts';

/** Reads what stands for the answers of an application, by the position of their records. */
export function readAnswers(
  context: PageContext,
  stage: string,
  ids: readonly number[],
  { values, failures, becomesNull }: Applied<unknown>,
): readonly RecordResult[] {
  const { page } = context;
  const keyAt = (at: number) => page.formatKey(ids[at] as number);
  reportNulls(context, stage, becomesNull, keyAt);
  return values.map((answer, at) => {
    if (failures?.has(at)) return toFailed((failures.get(at) as Error).message);
    return toResult(context, answer, { stage, page: page.source.number, keyAt: () => keyAt(at) });
  });
}

function toFailed(message: unknown): RecordResult {
  return { statusCode: 422, errors: [{ code: 'respond', message: String(message) }] };
}

/** An answer without a status is one of 200, as the platform's mock responses have it. A wrong one fails its record. */
function toResult({ run }: PageContext, answer: unknown, place: CallPlace): RecordResult {
  const [flaw] = findAnswerFlaws(answer);
  if (flaw) {
    const { keys, message } = flaw;
    const path = formatPath('response', keys);
    reportBreach(run, place, { rule: 'contract', what: message, path, effect: 'record' });
    return toFailed(`${path}: ${message}`);
  }
  const { statusCode, ...more }: RecordResult = Object(answer);
  return { statusCode: statusCode ?? 200, ...more };
}
