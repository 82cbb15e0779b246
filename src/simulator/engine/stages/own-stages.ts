import type { AnyRecord } from '../../../contracts/author-types.ts';
import { pickRecords } from '../batch.ts';
import { readings } from '../compile/readings.ts';
import type { Batch, RecordStatus } from '../page.ts';
import { type PageContext, recordStage, untilFailure } from '../page-stage.ts';
import type { PlannedImport, PlannedStep } from '../plan.ts';
import { type RecordResult, StepRecords } from '../step-records.ts';
import { submitRecords } from './import.ts';
import { lookUpRecords } from './lookup.ts';
import { mapRecords } from './map.ts';
import { callPostResponseMap, mapResponses } from './respond.ts';

/** What a step made of each record that came to it, by position. */
export interface StepOutcome {
  /** Undefined where the record stops. */
  readonly changed: readonly (AnyRecord | undefined)[];
  /** The result of each record. */
  readonly responses: readonly unknown[];
  /** The positions of the records that failed, whether they stop or not. */
  readonly failed: readonly number[];
}

/**
 * Takes records through the stages of a step itself, its response mapping and postResponseMap.
 * @param failures those that failed at the entrance of the step, by position
 */
export async function runOwnStages(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  failures: ReadonlyMap<number, RecordStatus> = new Map(),
): Promise<StepOutcome> {
  const work = new StepRecords(batch);
  work.take(batch.records, failures);
  const results = await runUntilFailure(context, step, work);
  if (work.ignored.size > 0) context.run.findings.relyAll([readings.ignoredResult]);
  const { failed } = work;
  const positionsOfFailed = [...failed.keys()];
  const responses = failed.size === 0 ? results : batch.ids.map((_, at) => failed.get(at) ?? results[at]);
  const isWhole = failed.size === 0 || step.proceedOnFailure;
  if (isWhole && failed.size > 0 && step.responseMapping) context.run.findings.relyAll([readings.failedResponse]);
  const positions = isWhole ? [] : [...batch.ids.keys()].filter((at) => !failed.has(at));
  const own = isWhole ? responses : positions.map((at) => responses[at]);
  const going = isWhole ? batch : pickRecords(batch, positions);
  const mapped = { ids: going.ids, records: await mapResponses(context, step, going, own) };
  const isOwnHook = !step.split || step.postResponseMap?.ofChildren === true;
  const after = isOwnHook
    ? await undoImport(context, step, () => callPostResponseMap(context, step, mapped, own), mapped)
    : mapped;
  if (isWhole && after.records.length > 0) return { changed: after.records, responses, failed: positionsOfFailed };
  const changed: (AnyRecord | undefined)[] = batch.records.map(() => undefined);
  if (after.records.length > 0) {
    positions.forEach((position, at) => {
      changed[position] = after.records[at];
    });
  }
  return { changed, responses, failed: positionsOfFailed };
}

/** Records whose postResponseMap fails were imported, and yet their page has failed: none of them goes on. */
export async function undoImport(
  { run, page }: PageContext,
  { stage }: PlannedStep,
  respond: () => Promise<readonly AnyRecord[]>,
  { ids }: Batch,
): Promise<Batch> {
  const work = async () => ({ ids, records: await respond() });
  return untilFailure(work, () => {
    const undone = page.importedAt.get(stage) ?? 0;
    run.totals.imported -= undone;
    page.imported -= undone;
    page.importedAt.delete(stage);
    return { ids: [], records: [] };
  });
}

async function runUntilFailure(
  context: PageContext,
  step: PlannedStep,
  work: StepRecords,
): Promise<readonly (RecordResult | undefined)[]> {
  if (work.records.length === 0) return [];
  const runOwn = (): Promise<readonly (RecordResult | undefined)[]> =>
    step.kind === 'import' ? runImport(context, step, work) : lookUpRecords(context, step, work);
  return untilFailure(runOwn, () => {
    work.failRest();
    return [];
  });
}

async function runImport(context: PageContext, step: PlannedImport, work: StepRecords) {
  await mapRecords(context, step, work);
  leaveAlone(context, step, work);
  return submitRecords(context, step, work);
}

/** ignoreExisting and ignoreMissing: such records are quietly ignored. */
function leaveAlone(context: PageContext, { isLeftAlone, stage }: PlannedImport, work: StepRecords): void {
  if (!isLeftAlone) return;
  const positions = [...work.before.keys()].filter((at) => isLeftAlone(work.before[at] as AnyRecord));
  if (positions.length === 0) return;
  const { ids, records: input, traceKeys } = pickRecords(work.current, positions);
  const ignored: RecordStatus = { ignored: true };
  recordStage(context, { stage, ids, traceKeys, input, marks: new Map(positions.map((_, at) => [at, ignored])) });
  context.run.totals.ignored += positions.length;
  work.take(work.records, new Map(positions.map((position) => [position, ignored])));
}
