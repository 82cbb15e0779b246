import type { AnyRecord } from '../../contracts/author-types.ts';
import type { Problem } from '../../shared/errors.ts';
import type { StageName } from '../report/types.ts';
import { type Asking, ask, type Told } from './call.ts';
import type { Mark, Pass, Way } from './page.ts';
import { effects } from './rules.ts';
import type { Running } from './run.ts';

/** A page goes no further: a stage has failed it. */
export class PageFailed extends Error {}

/** What a page needs at every stage. */
export interface Step {
  readonly run: Running;
  readonly way: Way;
}

/**
 * Does the work of a stage for a page, and notes how long it took.
 * @throws PageFailed where the work does
 */
export async function timed<T>({ run, way }: Step, stage: StageName, work: () => T | Promise<T>): Promise<T> {
  const from = run.now();
  try {
    return await work();
  } finally {
    const to = run.now();
    way.times.push({ name: stage, from, to });
    run.tally.time(stage, way.origin.page, to - from);
  }
}

/**
 * Calls a function for the records that a page has now.
 * @throws PageFailed where it fails; the records have been marked then
 */
export async function askFor(
  step: Step,
  asking: Omit<Asking, 'page' | 'keyAt'> & { readonly input?: readonly unknown[] },
): Promise<Extract<Told, { ok: true }>> {
  const { run, way } = step;
  const told = await ask(run, { ...asking, page: way.origin.page, keyAt: way.keyAt });
  way.bytes += told.bytes;
  if (told.ok) return told;
  const { stage, kind, function: name, input } = asking;
  failPage(step, stage, told.problems, input);
  const why = `${name} (${stage}) failed on page ${way.origin.page}: ${told.problems[0]?.message}`;
  if (effects[kind] !== 'page') run.end('stopped', why);
  throw new PageFailed();
}

/** Marks all records that a page has now as failed. */
export function failPage(
  { run, way }: Step,
  stage: StageName,
  problems: readonly Problem[],
  input: readonly unknown[] = way.records,
): void {
  way.failed = true;
  const mark: Mark = { errors: problems, failed: true };
  pass({ run, way }, { stage, ids: way.ids, input, marks: new Map(way.ids.map((_, at) => [at, mark])) });
}

/**
 * Notes what a stage has done with records: it is counted, and journeys can be made of it.
 * @param reports says whether its errors are reported now, and not by a later stage that may change them
 */
export function pass({ run, way }: Step, done: Pass, reports = true): void {
  const { stage, ids, input = [], output = [], outputIds, marks } = done;
  let [errors, ignored] = [0, 0];
  for (const [at, mark] of marks) {
    errors += mark.errors?.length ?? 0;
    ignored += mark.ignored ? 1 : 0;
    for (const error of (reports && mark.errors) || [])
      report({ run, way }, stage, error, way.keyOf(ids[at] as number));
  }
  // Marks are of what went in: where other records come out, none of them is marked.
  const isLeft = (at: number) => output[at] !== undefined && (outputIds !== undefined || !isEnd(marks.get(at)));
  let out = 0;
  for (let at = 0; at < output.length; at++) out += isLeft(at) ? 1 : 0;
  run.tally.count(stage, { input: input.length, output: out, errors, ignored });
  way.passes.push(done);
}

function isEnd(mark: Mark | undefined): boolean {
  return mark?.failed === true || mark?.ignored === true;
}

/** Adds an error to the report. */
export function report({ run, way }: Step, stage: StageName, error: Problem, record?: string): void {
  way.errors += 1;
  run.ledger.addError({ ...error, stage, page: way.origin.page, ...(record !== undefined && { record }) });
}

/** The records that are left where some have ended their way, with their ids. */
export function narrow(way: Way, outputs: readonly (AnyRecord | undefined)[]): void {
  if (!outputs.includes(undefined)) {
    way.records = outputs as readonly AnyRecord[];
    return;
  }
  way.ids = way.ids.filter((_, at) => outputs[at] !== undefined);
  way.records = outputs.filter((output) => output !== undefined);
}
