import type { AnyRecord } from '../../../contracts/author-types.ts';
import { keepSurvivors } from '../batch.ts';
import type { Batch, RetryOrigin } from '../page.ts';
import type { PageContext } from '../page-stage.ts';
import type { PlannedStep } from '../plan.ts';
import { enterStep } from './enter-step.ts';
import { runSplitStep, type SplitStep } from './split-step.ts';

/**
 * Takes records through one step: split, lock, filter, the step's own stages, response mapping and postResponseMap.
 * Returns those that go on: what hooks and mappings made of a record stays within the step.
 */
export async function runStep(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  origin: RetryOrigin,
): Promise<Batch> {
  if (batch.records.length === 0) return batch;
  if (step.split) return runSplitStep(context, step as SplitStep, batch, origin);
  const { changed, failed } = await enterStep(context, step, batch);
  keepForRetry(context, batch, failed, origin);
  return keepSurvivors(batch, changed);
}

/** A retriable error holds the record as it came to the step. */
function keepForRetry(
  { run, page }: PageContext,
  { ids, records }: Batch,
  failed: readonly number[],
  origin: RetryOrigin,
): void {
  const { generator } = page.source;
  for (const position of failed) {
    const id = ids[position] as number;
    const record = records[position] as AnyRecord;
    run.retries.add({ key: page.formatKey(id), record, generator, origin, ...page.traceOf(id) });
  }
}
