import { isExtensionError, readProblems } from '../../../shared/errors.ts';
import { INTERRUPTED } from '../../../transport/interruptible.ts';
import { logAt } from '../../report/log-place.ts';
import type { StageName } from '../../report/types.ts';
import { RecordFailure } from '../../scope/record-failure.ts';
import { reportBreach } from '../call.ts';
import type { Batch, RecordStatus } from '../page.ts';
import { type PageContext, timed } from '../page-stage.ts';
import type { Applied, PlannedOperation } from '../plan.ts';

/** What an operation made of each record of a batch, and the records that it failed, by position. */
export interface Outputs<T> {
  readonly values: readonly T[];
  readonly marks: Map<number, RecordStatus>;
}

/**
 * Runs a filter, a transformation or a mapping for the records of a batch. A record that it fails gets a mark; a module
 * that throws has broken a rule too.
 * @param records the input of the operation; default: those of the batch
 */
export async function applyOperation<T>(
  context: PageContext,
  { ids, records: own }: Batch,
  { stage, apply }: PlannedOperation<T>,
  records: readonly unknown[] = own,
): Promise<Outputs<T>> {
  const { page } = context;
  const keyAt = (position: number) => page.formatKey(ids[position] as number);
  const { values, failures, becomesNull } = await timed(context, stage, () =>
    logAt({ keyAt }, () => apply(records, page.source.position)),
  );
  reportNulls(context, stage, becomesNull, keyAt);
  const marks = new Map<number, RecordStatus>();
  for (const [at, thrown] of failures ?? []) {
    const problems = readProblems(thrown);
    const source = thrown instanceof RecordFailure && { source: thrown.source };
    const { cause } = Object(thrown);
    if (source && typeof cause === 'string')
      logAt({ stage, record: keyAt(at) }, () => context.run.logLines.takeStack(cause));
    marks.set(at, { errors: problems.map((problem) => ({ ...problem, ...source })), failed: true });
    if (thrown instanceof RecordFailure || isExtensionError(thrown)) continue;
    // No rule is broken where a person stops the run.
    if (problems[0]?.code === INTERRUPTED) continue;
    const what = String(problems[0]?.message);
    const place = { stage, page: page.source.number, keyAt };
    reportBreach(context.run, place, { rule: 'mapping', what, path: `response[${at}]`, effect: 'record' });
  }
  return { values, marks };
}

/** Reports what JSON has turned into null, or left out, in the answers for records, by their position. */
export function reportNulls(
  { run, page }: PageContext,
  stage: StageName,
  becomesNull: Applied<unknown>['becomesNull'],
  keyAt: (position: number) => string,
): void {
  for (const [at, path] of becomesNull ?? []) {
    const place = { stage, page: page.source.number, keyAt: () => keyAt(at) };
    reportBreach(run, place, { rule: 'finite', what: 'found NaN, Infinity, undefined or a function', path });
  }
}
