import type { AnyRecord } from '../../../contracts/author-types.ts';
import { pickRecords } from '../batch.ts';
import { readings } from '../compile/readings.ts';
import type { Batch, RecordStatus } from '../page.ts';
import { type PageContext, recordStage } from '../page-stage.ts';
import type { PlannedStep } from '../plan.ts';
import { applyOperation } from './apply-operation.ts';
import { runOwnStages, type StepOutcome } from './own-stages.ts';
import { IGNORED } from './result-status.ts';

/** Takes records through a step: its lock and its filter come before everything else. */
export async function enterStep(context: PageContext, step: PlannedStep, batch: Batch): Promise<StepOutcome> {
  const marks = await renderLocks(context, step, batch);
  await filterRecords(context, step, batch, marks);
  return marks.size === 0 ? runOwnStages(context, step, batch) : runOthers(context, step, batch, marks);
}

/** Returns the records whose lock cannot be rendered, by position. */
async function renderLocks(context: PageContext, step: PlannedStep, batch: Batch): Promise<Map<number, RecordStatus>> {
  const lock = step.kind === 'import' ? step.lock : undefined;
  if (!lock) return new Map();
  const { marks } = await applyOperation(context, batch, lock);
  if (marks.size === 0) return marks;
  context.run.findings.relyAll([readings.idLock]);
  const { ids, records: input, traceKeys } = pickRecords(batch, [...marks.keys()]);
  const failures = new Map([...marks.values()].map((mark, at) => [at, mark]));
  recordStage(context, { stage: lock.stage, ids, traceKeys, input, marks: failures });
  return marks;
}

/** Marks the records that the filter leaves out: they skip the step, and go on as they are. */
async function filterRecords(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  marks: Map<number, RecordStatus>,
): Promise<void> {
  const { inputFilter, kind } = step;
  const positions = [...batch.ids.keys()].filter((at) => !marks.has(at));
  if (!inputFilter || positions.length === 0) return;
  const open = pickRecords(batch, positions);
  const { ids, records, traceKeys } = open;
  const { values, marks: own } = await applyOperation(context, open, inputFilter);
  let left = 0;
  for (const at of ids.keys()) {
    if (values[at] === true || own.has(at)) continue;
    own.set(at, { ignored: true });
    left += 1;
  }
  context.run.totals.ignored += left;
  if (left > 0 && kind === 'import') context.run.findings.relyAll([readings.skippedAsTheyAre]);
  recordStage(context, { stage: inputFilter.stage, ids, traceKeys, input: records, output: records, marks: own });
  for (const [at, mark] of own) marks.set(positions[at] as number, mark);
}

const NOTHING: StepOutcome = { changed: [], responses: [], failed: [] };

/** Runs the step's stages without the records that its filter left out. Failed ones may go on behind them. */
async function runOthers(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  marks: ReadonlyMap<number, RecordStatus>,
): Promise<StepOutcome> {
  const positions = [...batch.ids.keys()].filter((at) => !marks.get(at)?.ignored);
  const failures = new Map<number, RecordStatus>();
  for (const [at, position] of positions.entries()) {
    const mark = marks.get(position);
    if (mark) failures.set(at, mark);
  }
  const own = pickRecords(batch, positions);
  const outcome = positions.length > 0 ? await runOwnStages(context, step, own, failures) : NOTHING;
  const changed: (AnyRecord | undefined)[] = [...batch.records];
  const responses: unknown[] = batch.records.map(() => IGNORED);
  positions.forEach((position, at) => {
    changed[position] = outcome.changed[at];
    responses[position] = outcome.responses[at];
  });
  return { changed, responses, failed: outcome.failed.map((at) => positions[at] as number) };
}
