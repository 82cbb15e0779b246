import { contracts } from '../../contracts/registry.ts';
import type { Problem } from '../../shared/errors.ts';
import { logAt } from '../report/log-place.ts';
import type { RunError, StageName } from '../report/types.ts';
import { callFunction, type FunctionResult } from './call.ts';
import { readings } from './compile/readings.ts';
import type { Batch, PageRun, RecordStatus, StageResult } from './page.ts';
import type { PlannedHook } from './plan.ts';
import type { RunContext } from './run.ts';

/** Ends the work of a step on its records: all that were still in it have failed. */
export class StageFailed extends Error {}

/** Runs stages until one of them fails; then the result is another. */
export async function untilFailure<T>(work: () => Promise<T>, otherwise: () => T): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (!(thrown instanceof StageFailed)) throw thrown;
    return otherwise();
  }
}

/** The objects that every stage of a page needs. */
export interface PageContext {
  readonly run: RunContext;
  readonly page: PageRun;
}

/**
 * Runs a stage for a page and records its time.
 * @throws StageFailed if the stage does
 */
export async function timed<T>({ run, page }: PageContext, stage: StageName, work: () => T | Promise<T>): Promise<T> {
  const from = run.now();
  try {
    return await logAt({ stage }, work);
  } finally {
    const to = run.now();
    page.times.push({ name: stage, from, to });
    run.stageCounts.time(stage, page.source.number, to - from);
  }
}

/** A call for the records of a batch, with its time. `input` is what the report shows; default: the records. */
export interface BatchCall extends PlannedHook {
  readonly options: object;
  readonly input?: readonly unknown[];
}

/**
 * Calls a function for the records of a batch.
 * @throws StageFailed if it fails, after the records were marked
 */
export async function callForBatch(
  context: PageContext,
  batch: Batch,
  call: BatchCall,
): Promise<Extract<FunctionResult, { response: string }>> {
  const { run, page } = context;
  const keyAt = (position: number) => {
    const id = batch.ids[position];
    return id === undefined ? undefined : page.formatKey(id);
  };
  const { number } = page.source;
  const record = batch.ids.every((id) => id === batch.ids[0]) ? keyAt(0) : undefined;
  const result = await logAt({ record }, () => callFunction(run, { ...call, page: number, keyAt }));
  page.bytes += result.bytes;
  if ('response' in result) return result;
  const { kind, name } = call.fn;
  failBatch(context, batch, call.stage, result.errors, call.input);
  const why = `${name} (${call.stage}) failed on page ${number}: ${result.errors[0]?.message}`;
  if (kind === 'preSavePage' || kind === 'postResponseMap') run.findings.relyAll([readings.failedHookStops]);
  if (contracts[kind].onError !== 'page') run.end('stopped', why);
  throw new StageFailed();
}

/** Marks all records of a batch as failed. */
export function failBatch(
  context: PageContext,
  { ids, records, traceKeys }: Batch,
  stage: StageName,
  problems: readonly Problem[],
  input: readonly unknown[] = records,
): void {
  context.page.failed = true;
  const mark: RecordStatus = { errors: problems, failed: true };
  recordStage(context, { stage, ids, traceKeys, input, marks: new Map(ids.map((_, at) => [at, mark])) });
}

/**
 * Records the result of a stage: for its counts, and for journeys.
 * @param reports whether its errors are reported now, and not by a later stage that may change them
 */
export function recordStage(context: PageContext, done: StageResult, reports = true): void {
  const { run, page } = context;
  const { stage, input = [], output = [], outputIds, marks } = done;
  let [errors, ignored] = [0, 0];
  for (const [at, mark] of marks) {
    errors += mark.errors?.length ?? 0;
    ignored += mark.ignored ? 1 : 0;
    for (const error of (reports && mark.errors) || []) reportError(context, stage, error, placeOf(page, done, at));
  }
  // Statuses belong to the input: output of other records has none.
  const isLeft = (at: number) => output[at] !== undefined && (outputIds !== undefined || !isEnd(marks.get(at)));
  let out = 0;
  for (let at = 0; at < output.length; at++) out += isLeft(at) ? 1 : 0;
  run.stageCounts.count(stage, { input: input.length, output: out, errors, ignored });
  page.passes.push(done);
}

function isEnd(mark: RecordStatus | undefined): boolean {
  return mark?.failed === true || mark?.ignored === true;
}

/** The record that an error is about, as the report names it. */
export type ErrorPlace = Pick<RunError, 'record' | 'traceKey' | 'exportDataURI' | 'importDataURI'>;

/** Names the record at a position of a batch. A child has a trace key of its own, or none. */
export function placeOf(page: PageRun, { ids, traceKeys }: Pick<Batch, 'ids' | 'traceKeys'>, at: number): ErrorPlace {
  const id = ids[at] as number;
  const { traceKey, exportDataURI } = page.traceOf(id);
  const ownKey = traceKeys ? traceKeys[at] : traceKey;
  return {
    record: page.formatKey(id),
    ...(ownKey !== undefined && { traceKey: ownKey }),
    ...(exportDataURI !== undefined && { exportDataURI }),
  };
}

/** Adds an error to the report. */
export function reportError({ run, page }: PageContext, stage: StageName, error: Problem, place?: ErrorPlace): void {
  page.errors += 1;
  if (place?.exportDataURI !== undefined) run.findings.relyAll([readings.exportDataURI]);
  run.errorLog.addError({ ...error, stage, page: page.source.number, ...place });
}
