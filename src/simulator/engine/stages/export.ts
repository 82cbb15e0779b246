import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Problem } from '../../../shared/errors.ts';
import { callFunction, type FunctionCall, reportBreach, toPlace, toProblems } from '../call.ts';
import { readings } from '../compile/readings.ts';
import type { PlannedFunction, PlannedGenerator } from '../plan.ts';
import type { RunContext } from '../run.ts';

/** A record that failed in the export, as preSavePage gets it. */
export interface RetryEntry {
  readonly data: AnyRecord;
  readonly stage: string;
  readonly traceKey: string;
}

/** An error of the export; those of records have a key of their retry data. */
export type ExportError = Problem & { readonly retryDataKey?: string };

/** A page from the export. */
export interface Exported {
  readonly records: readonly AnyRecord[];
  readonly errors: readonly ExportError[];
  /** The records that failed in the export, by the `retryDataKey` of their error. */
  readonly retryData: Readonly<Record<string, RetryEntry>>;
  /** The bytes that crossed its JSON boundary. */
  readonly bytes: number;
}

/** A wrapper export's response, as far as it is valid. */
export interface WrapperResponse {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly lastPage?: unknown;
  readonly state?: unknown;
  readonly connectionOffline?: unknown;
}

/** The platform does not document whether equal responses must follow each other. We read it so. */
const MOST_ALIKE = 5;

/**
 * Detects a wrapper export in an infinite loop.
 * @returns a function that gets each response, and returns true if the export is stopped
 */
export function watchForLoop(run: RunContext): (functionCall: FunctionCall, text: string) => boolean {
  let [last, alike] = ['', 0];
  return (functionCall, text) => {
    alike = text === last ? alike + 1 : 1;
    last = text;
    if (alike <= MOST_ALIKE) return false;
    const what = `found the same response ${alike} times, one after the other`;
    reportBreach(run, toPlace(functionCall), { rule: 'same-response', what, path: 'response', effect: 'stop' });
    run.end('stopped', `${functionCall.fn.name}: ${what}`);
    return true;
  };
}

/** Yields the pages of a wrapper export: it is called with its last state until it reports the last page. */
export async function* exportPages(run: RunContext, generator: PlannedGenerator): AsyncGenerator<Exported> {
  const isLoop = watchForLoop(run);
  let [state, exported]: [unknown, number] = [undefined, 0];
  for (let page = 0; ; page++) {
    const options = { ...generator.wanted, ...(state !== undefined && { state }) };
    const functionCall = toCall(generator, generator.wrapper as PlannedFunction, page, options);
    const result = await callFunction(run, functionCall);
    if ('errors' in result) return stop(run, functionCall, result.errors);
    const response: WrapperResponse = Object(result.value);
    if (isLoop(functionCall, result.response)) return;
    if (isGoingOffline(run, functionCall, response)) return;
    const found = Array.isArray(response.data) ? response.data.filter(isRecord) : [];
    const records = generator.group ? generator.group(found) : found;
    exported += records.length;
    enforceLimit(run, functionCall, exported, generator.limit);
    yield { records, errors: toProblems(response.errors), retryData: {}, bytes: result.bytes };
    if (response.lastPage === true) return;
    state = response.state;
  }
}

function toCall({ stage }: PlannedGenerator, fn: PlannedFunction, page: number, options: object): FunctionCall {
  const keyAt = (position: number) => (Number.isNaN(position) ? undefined : `${page}:${position}`);
  return { stage, fn, page, keyAt, options };
}

function stop(run: RunContext, { stage, fn, page }: FunctionCall, problems: readonly Problem[]): void {
  run.errorLog.addError({ message: '', ...problems[0], stage, ...(page !== undefined && { page }) });
  run.stageCounts.count(stage, { errors: 1 });
  if (run.plan.generators.length > 1) run.findings.relyAll([readings.failedGenerator]);
  run.end('stopped', `${fn.name} failed on page ${page}: ${problems[0]?.message}`);
}

/** Whether the connection went offline: such a response makes no page. */
function isGoingOffline(
  run: RunContext,
  { stage, fn, page = 0 }: FunctionCall,
  { connectionOffline, errors }: WrapperResponse,
): boolean {
  if (connectionOffline !== true) return false;
  const problems = toProblems(errors);
  for (const problem of problems) run.errorLog.addError({ ...problem, stage, page });
  run.stageCounts.count(stage, { errors: problems.length });
  const why = problems.map(({ message }) => `: ${message}`).join('');
  run.end('offline', `${fn.name} took the connection offline with connectionOffline on page ${page}${why}`);
  return true;
}

function enforceLimit(run: RunContext, functionCall: FunctionCall, exported: number, limit: number): void {
  if (exported <= limit) return;
  const what = `found ${exported} records so far, expected ${limit} at most`;
  reportBreach(run, toPlace(functionCall), { rule: 'test-limit', what, path: 'response.data' });
}

/** Whether a value can be a record: an object, or an array of rows. */
export function isRecord(value: unknown): value is AnyRecord {
  return typeof value === 'object' && value !== null;
}
