import type { AnyRecord } from '../../../contracts/author-types.ts';
import { pickRecords } from '../batch.ts';
import { readings } from '../compile/readings.ts';
import type { Batch, RecordStatus } from '../page.ts';
import { type PageContext, recordStage } from '../page-stage.ts';
import type { PlannedStep } from '../plan.ts';
import { applyOperation } from './apply-operation.ts';
import { runOwnStages, type StepOutcome } from './own-stages.ts';
import { IGNORED } from './result-status.ts';

type RunStages = (context: PageContext, step: PlannedStep, batch: Batch) => Promise<StepOutcome>;

/** Takes records through a step: its lock and its filter come before everything else. */
export async function enterStep(context: PageContext, step: PlannedStep, batch: Batch): Promise<StepOutcome> {
  const lock = step.kind === 'import' ? step.lock : undefined;
  if (!lock) return filterRecords(context, step, batch);
  const { marks } = await applyOperation(context, batch, lock);
  if (marks.size === 0) return filterRecords(context, step, batch);
  context.run.findings.relyAll([readings.idLock]);
  const positions = [...marks.keys()];
  const failing = pickRecords(batch, positions);
  const failures = new Map(positions.map((position, at) => [at, marks.get(position) as RecordStatus]));
  const { ids, records: input, traceKeys } = failing;
  recordStage(context, { stage: lock.stage, ids, traceKeys, input, marks: failures });
  return runOthers(context, step, batch, marks, filterRecords);
}

/** Records that the filter leaves out skip the step, and go on as they are. */
async function filterRecords(context: PageContext, step: PlannedStep, batch: Batch): Promise<StepOutcome> {
  const { inputFilter } = step;
  if (!inputFilter) return runOwnStages(context, step, batch);
  const { ids, records, traceKeys } = batch;
  const { values, marks } = await applyOperation(context, batch, inputFilter);
  const all = new Map<number, RecordStatus>(marks);
  for (const at of ids.keys()) if (values[at] !== true && !marks.has(at)) all.set(at, { ignored: true });
  const left = all.size - marks.size;
  context.run.totals.ignored += left;
  if (left > 0 && step.kind === 'import') context.run.findings.relyAll([readings.skippedAsTheyAre]);
  recordStage(context, { stage: inputFilter.stage, ids, traceKeys, input: records, output: records, marks: all });
  return runOthers(context, step, batch, all, runOwnStages);
}

/** Runs stages for the records without a mark. Of those with one, a failed record stops, and an ignored one goes on. */
async function runOthers(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  marks: ReadonlyMap<number, RecordStatus>,
  run: RunStages,
): Promise<StepOutcome> {
  const positions = [...batch.ids.keys()].filter((at) => !marks.has(at));
  const own = pickRecords(batch, positions);
  const outcome = positions.length > 0 ? await run(context, step, own) : NOTHING;
  const stops = (at: number) => marks.get(at)?.failed === true && !step.proceedOnFailure;
  const changed: (AnyRecord | undefined)[] = batch.records.map((record, at) => (stops(at) ? undefined : record));
  const responses: unknown[] = batch.records.map((_, at) => toResponse(marks.get(at)));
  positions.forEach((position, at) => {
    changed[position] = outcome.changed[at];
    responses[position] = outcome.responses[at];
  });
  const failed = [...marks].filter(([, mark]) => mark.failed).map(([at]) => at);
  return { changed, responses, failed: [...failed, ...outcome.failed.map((at) => positions[at] as number)] };
}

const NOTHING: StepOutcome = { changed: [], responses: [], failed: [] };

/** The result of a record that did not come to the stages behind the filter. */
function toResponse(mark: RecordStatus | undefined): unknown {
  return mark?.failed ? { statusCode: 422, errors: mark.errors, ignored: false } : IGNORED;
}
