import type { AnyRecord } from '../../../contracts/author-types.ts';
import { readings } from '../compile/readings.ts';
import type { Batch, RecordStatus, RetryOrigin } from '../page.ts';
import { type PageContext, recordStage, untilFailure } from '../page-stage.ts';
import type { PlannedImport, PlannedStep, SplitChild, Splitter } from '../plan.ts';
import { type RecordResult, StepRecords } from '../step-records.ts';
import { applyOperation } from './apply-operation.ts';
import { submitRecords } from './import.ts';
import { lookUpRecords } from './lookup.ts';
import { mapRecords } from './map.ts';
import { callPostResponseMap, mapResponses } from './respond.ts';
import { IGNORED } from './result-status.ts';

/** What a step made of each record that came to it, by position. */
interface StepOutcome {
  /** Undefined where the record stops. */
  readonly changed: readonly (AnyRecord | undefined)[];
  /** The results of the records that were not skipped. */
  readonly responses: readonly unknown[];
}

/**
 * Takes records through one step: split, filter, the step's own stages, response mapping and postResponseMap. Returns
 * those that go on: what hooks and mappings made of a record stays within the step.
 */
export async function runStep(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  origin: RetryOrigin,
): Promise<Batch> {
  if (batch.records.length === 0) return batch;
  if (!step.split) return keepSurvivors(batch, (await runStages(context, step, batch, origin)).changed);
  const children = step.split.splitter.split(batch.records);
  const own = {
    ids: children.map(({ parent }) => batch.ids[parent] as number),
    records: children.map(({ record }) => record),
  };
  const outcome = own.records.length > 0 ? await runStages(context, step, own, undefined) : NOTHING;
  const { joined, responses } = joinChildren(step.split.splitter, batch, children, outcome);
  if (joined.ids.length < batch.ids.length) context.run.findings.relyAll([readings.childrenStopParents]);
  if (step.postResponseMap?.ofChildren !== false) return joined;
  return undoImport(context, step, () => callPostResponseMap(context, step, joined, responses), joined);
}

const NOTHING: StepOutcome = { changed: [], responses: [] };

/** A parent stops where one of its children does. Its response is the list of those of its children. */
function joinChildren(
  splitter: Splitter,
  batch: Batch,
  children: readonly SplitChild[],
  { changed, responses }: StepOutcome,
): { readonly joined: Batch; readonly responses: readonly unknown[] } {
  const stopped = new Set(children.filter((_, at) => changed[at] === undefined).map(({ parent }) => parent));
  const all = splitter.join(batch.records, children, changed);
  const ofParents = batch.records.map((): unknown[] => []);
  children.forEach(({ parent }, at) => void ofParents[parent]?.push(responses[at]));
  const joined = keepSurvivors(
    batch,
    all.map((record, at) => (stopped.has(at) ? undefined : record)),
  );
  return { joined, responses: ofParents.filter((_, at) => !stopped.has(at)) };
}

function keepSurvivors({ ids }: Batch, changed: StepOutcome['changed']): Batch {
  if (!changed.includes(undefined)) return { ids, records: changed as readonly AnyRecord[] };
  return {
    ids: ids.filter((_, at) => changed[at] !== undefined),
    records: changed.filter((record) => record !== undefined),
  };
}

/** Records that the filter leaves out skip the step, and go on as they are. */
async function runStages(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  origin: RetryOrigin | undefined,
): Promise<StepOutcome> {
  const { inputFilter } = step;
  if (!inputFilter) return runOwnStages(context, step, batch, origin);
  const { ids, records } = batch;
  const { values, marks } = await applyOperation(context, batch, inputFilter);
  const takes = (at: number) => values[at] === true && !marks.has(at);
  const skipped = new Map<number, RecordStatus>(marks);
  for (const at of ids.keys()) if (!takes(at) && !marks.has(at)) skipped.set(at, { ignored: true });
  const left = skipped.size - marks.size;
  context.run.totals.ignored += left;
  if (left > 0 && step.kind === 'import') context.run.findings.relyAll([readings.skippedAsTheyAre]);
  recordStage(context, { stage: inputFilter.stage, ids, input: records, output: records, marks: skipped });
  const positions = [...ids.keys()].filter(takes);
  const own = pick(batch, positions);
  const outcome = own.records.length > 0 ? await runOwnStages(context, step, own, origin) : NOTHING;
  const changed = records.map((record, at) => (marks.has(at) && !step.proceedOnFailure ? undefined : record));
  const responses: unknown[] = records.map(() => IGNORED);
  positions.forEach((position, at) => {
    (changed as (AnyRecord | undefined)[])[position] = outcome.changed[at];
    responses[position] = outcome.responses[at];
  });
  return { changed, responses };
}

function pick({ ids, records }: Batch, positions: readonly number[]): Batch {
  if (positions.length === ids.length) return { ids, records };
  return {
    ids: positions.map((at) => ids[at] as number),
    records: positions.map((at) => records[at] as AnyRecord),
  };
}

async function runOwnStages(
  context: PageContext,
  step: PlannedStep,
  batch: Batch,
  origin: RetryOrigin | undefined,
): Promise<StepOutcome> {
  const work = new StepRecords(batch);
  const results = await runUntilFailure(context, step, work);
  if (work.ignored.size > 0) context.run.findings.relyAll([readings.ignoredResult]);
  if (origin) keepForRetry(context, work, origin);
  const { failed } = work;
  const responses = failed.size === 0 ? results : batch.ids.map((_, at) => failed.get(at) ?? results[at]);
  const isWhole = failed.size === 0 || step.proceedOnFailure;
  const positions = isWhole ? [] : [...batch.ids.keys()].filter((at) => !failed.has(at));
  const own = isWhole ? responses : positions.map((at) => responses[at]);
  const going = isWhole ? batch : pick(batch, positions);
  const mapped = { ids: going.ids, records: await mapResponses(context, step, going, own) };
  const isOwnHook = !step.split || step.postResponseMap?.ofChildren === true;
  const after = isOwnHook
    ? await undoImport(context, step, () => callPostResponseMap(context, step, mapped, own), mapped)
    : mapped;
  if (isWhole && after.records.length > 0) return { changed: after.records, responses };
  const changed: (AnyRecord | undefined)[] = batch.records.map(() => undefined);
  if (after.records.length > 0) {
    positions.forEach((position, at) => {
      changed[position] = after.records[at];
    });
  }
  return { changed, responses };
}

/** Records whose postResponseMap fails were imported, and yet their page has failed: none of them goes on. */
async function undoImport(
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
function leaveAlone({ run }: PageContext, { isLeftAlone }: PlannedImport, work: StepRecords): void {
  if (!isLeftAlone) return;
  const marks = new Map<number, RecordStatus>();
  work.before.forEach((record, at) => {
    if (isLeftAlone(record)) marks.set(at, { ignored: true });
  });
  run.totals.ignored += marks.size;
  work.take(work.records, marks);
}

/** A retriable error holds the record as it came to the step. */
function keepForRetry({ run, page }: PageContext, { batch, failed }: StepRecords, origin: RetryOrigin): void {
  const { generator } = page.source;
  for (const position of failed.keys()) {
    const key = page.formatKey(batch.ids[position] as number);
    run.retries.add({ key, record: batch.records[position] as AnyRecord, generator, origin });
  }
}
