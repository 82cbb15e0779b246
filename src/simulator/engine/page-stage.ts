import type { AnyRecord } from '../../contracts/author-types.ts';
import { contracts } from '../../contracts/registry.ts';
import type { Problem } from '../../shared/errors.ts';
import type { StageName } from '../report/types.ts';
import { callFunction, type FunctionCall, type FunctionResult } from './call.ts';
import type { PageRun, RecordStatus, StageResult } from './page.ts';
import type { RunContext } from './run.ts';

/** Ends a page that a stage has failed. */
export class PageFailed extends Error {}

/** The objects that every stage of a page needs. */
export interface PageContext {
  readonly run: RunContext;
  readonly page: PageRun;
}

/**
 * Runs a stage for a page and records its time.
 * @throws PageFailed if the stage does
 */
export async function timed<T>({ run, page }: PageContext, stage: StageName, work: () => T | Promise<T>): Promise<T> {
  const from = run.now();
  try {
    return await work();
  } finally {
    const to = run.now();
    page.times.push({ name: stage, from, to });
    run.stageCounts.time(stage, page.source.number, to - from);
  }
}

/**
 * Calls a function for the current records of a page.
 * @throws PageFailed if it fails, after the records were marked
 */
export async function callForPage(
  step: PageContext,
  functionCall: Omit<FunctionCall, 'page' | 'keyAt'> & { readonly input?: readonly unknown[] },
): Promise<Extract<FunctionResult, { response: string }>> {
  const { run, page } = step;
  const result = await callFunction(run, { ...functionCall, page: page.source.number, keyAt: page.keyAt });
  page.bytes += result.bytes;
  if ('response' in result) return result;
  const { stage, kind, function: name, input } = functionCall;
  failPage(step, stage, result.errors, input);
  const why = `${name} (${stage}) failed on page ${page.source.number}: ${result.errors[0]?.message}`;
  if (contracts[kind].onError !== 'page') run.end('stopped', why);
  throw new PageFailed();
}

/** Marks all current records of a page as failed. */
export function failPage(
  { run, page }: PageContext,
  stage: StageName,
  problems: readonly Problem[],
  input: readonly unknown[] = page.records,
): void {
  page.failed = true;
  const mark: RecordStatus = { errors: problems, failed: true };
  recordStage({ run, page }, { stage, ids: page.ids, input, marks: new Map(page.ids.map((_, at) => [at, mark])) });
}

/**
 * Records the result of a stage: for its counts, and for journeys.
 * @param reports whether its errors are reported now, and not by a later stage that may change them
 */
export function recordStage({ run, page }: PageContext, done: StageResult, reports = true): void {
  const { stage, ids, input = [], output = [], outputIds, marks } = done;
  let [errors, ignored] = [0, 0];
  for (const [at, mark] of marks) {
    errors += mark.errors?.length ?? 0;
    ignored += mark.ignored ? 1 : 0;
    for (const error of (reports && mark.errors) || [])
      reportError({ run, page }, stage, error, page.formatKey(ids[at] as number));
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

/** Adds an error to the report. */
export function reportError({ run, page }: PageContext, stage: StageName, error: Problem, record?: string): void {
  page.errors += 1;
  run.errorLog.addError({ ...error, stage, page: page.source.number, ...(record !== undefined && { record }) });
}

/** Keeps the records that have an output, with their ids. */
export function keepSurvivors(way: PageRun, outputs: readonly (AnyRecord | undefined)[]): void {
  if (!outputs.includes(undefined)) {
    way.records = outputs as readonly AnyRecord[];
    return;
  }
  way.ids = way.ids.filter((_, at) => outputs[at] !== undefined);
  way.records = outputs.filter((output) => output !== undefined);
}
