import type { AnyRecord } from '../../../contracts/author-types.ts';
import { scanSize } from '../../../core/json-size.ts';
import type { Problem } from '../../../shared/errors.ts';
import { PAGE_LIMIT } from '../../../shared/limits.ts';
import { reportBreach, toProblems } from '../call.ts';
import { readings } from '../compile/readings.ts';
import type { RecordStatus } from '../page.ts';
import { callForBatch, type PageContext, recordStage, StageFailed, timed } from '../page-stage.ts';
import type { PlannedFunction, PlannedLookup, PlannedOperation } from '../plan.ts';
import type { RecordResult, StepRecords } from '../step-records.ts';
import { applyOperation, reportNulls } from './apply-operation.ts';
import { isRecord, type WrapperResponse, watchForLoop } from './export.ts';

/** What a lookup found for one record, as response mapping sees it. */
interface Found extends RecordResult {
  readonly data: readonly unknown[];
}

/**
 * Looks up each record by a call of its own. Its results pass the lookup's transformation, filter and preSavePage.
 * Returns the result of each record, by position.
 * @throws StageFailed if a function fails
 */
export async function lookUpRecords(
  context: PageContext,
  step: PlannedLookup,
  work: StepRecords,
): Promise<readonly (Found | undefined)[]> {
  const { stage, mapping } = step;
  if (mapping) await mapRequests(context, mapping, work);
  const { ids, traceKeys, records, positions } = work;
  const { found, marks } = await timed(context, stage, () => findAll(context, step, work));
  recordStage(context, { stage, ids, traceKeys, input: records, output: found, marks });
  const byPosition: (Found | undefined)[] = work.batch.ids.map(() => undefined);
  positions.forEach((position, at) => {
    const { errors } = marks.get(at) ?? {};
    if (errors && marks.get(at)?.failed) work.failed.set(position, { statusCode: 422, errors, ignored: false });
    else byPosition[position] = found[at];
  });
  return byPosition;
}

/** The mappings of a lookup build its request; what they make stays there. */
async function mapRequests(context: PageContext, mapping: PlannedOperation<unknown>, work: StepRecords): Promise<void> {
  const { ids, traceKeys, records: input } = work;
  const { values, marks } = await applyOperation(context, work.current, mapping);
  recordStage(context, { stage: mapping.stage, ids, traceKeys, input, output: values, marks });
  work.take(
    values.map((value) => (isRecord(value) ? value : undefined)),
    marks,
  );
}

async function findAll(context: PageContext, step: PlannedLookup, work: StepRecords) {
  const marks = new Map<number, RecordStatus>();
  const found: Found[] = [];
  for (const [at, record] of work.records.entries()) {
    const id = work.ids[at] as number;
    const { data, problems, failed } = await findOne(context, step, id, record, at);
    if (problems.length > 0) marks.set(at, { errors: problems, ...(failed && { failed }) });
    found.push({ statusCode: 200, errors: problems, ignored: false, data });
  }
  return { found, marks };
}

interface Results {
  readonly data: readonly unknown[];
  readonly problems: readonly Problem[];
  readonly failed?: true;
}

async function findOne(
  context: PageContext,
  step: PlannedLookup,
  id: number,
  record: AnyRecord,
  at: number,
): Promise<Results> {
  const results = step.wrapper
    ? await callUntilLast(context, step, step.wrapper, id, record)
    : await findHere(context, step, id, record);
  if (results.failed) return results;
  const refined = await refine(context, step, id, results, at);
  if (refined.data.length === 0 && refined.problems.length === 0) context.run.findings.relyAll([readings.nothingFound]);
  if (isTooLarge(refined.data)) return { data: [], problems: [TOO_LARGE], failed: true };
  if (refined.failed || refined.data.length > 0 || refined.problems.length === 0) return refined;
  context.run.findings.relyAll([readings.errorsOfLookup]);
  return { ...refined, failed: true };
}

/** The platform limits what response mapping is given. */
function isTooLarge(data: readonly unknown[]): boolean {
  return scanSize(data, PAGE_LIMIT).bound > PAGE_LIMIT && Buffer.byteLength(JSON.stringify(data)) > PAGE_LIMIT;
}

const TOO_LARGE: Problem = {
  code: 'response_size_exceeded',
  message: `The results of the lookup have more than ${PAGE_LIMIT} bytes.`,
};

async function findHere(context: PageContext, step: PlannedLookup, id: number, record: AnyRecord): Promise<Results> {
  const { run, page } = context;
  const { stage } = step;
  const { apply } = step.find as NonNullable<PlannedLookup['find']>;
  const { values, failures, becomesNull } = await apply([record], page.source.position);
  const keyAt = () => page.formatKey(id);
  reportNulls(context, stage, becomesNull, keyAt);
  const [thrown] = failures?.values() ?? [];
  if (thrown !== undefined) return toFailed(String((thrown as Error).message));
  const data = [values[0] ?? []].flat();
  const at = data.findIndex((one) => typeof one !== 'object' || one === null);
  if (at < 0) return { data, problems: [] };
  const message = `found ${JSON.stringify(data[at])} among the results of a lookup, expected a record`;
  const place = { stage, page: page.source.number, keyAt };
  reportBreach(run, place, { rule: 'contract', what: message, path: `response[${at}]`, effect: 'record' });
  return toFailed(message);
}

function toFailed(message: string): Results {
  return { data: [], problems: [{ code: 'respond', message }], failed: true };
}

/** A wrapper is called again with its state while it announces more. */
async function callUntilLast(
  context: PageContext,
  { stage }: PlannedLookup,
  fn: PlannedFunction,
  id: number,
  record: AnyRecord,
): Promise<Results> {
  const { run, page } = context;
  const isLoop = watchForLoop(run);
  const data: unknown[] = [];
  const problems: Problem[] = [];
  let state: unknown;
  for (;;) {
    const options = { data: [record], ...(state !== undefined && { state }) };
    const call = { stage, fn, options };
    const { response, value } = await callForBatch(context, { ids: [id], records: [record] }, call);
    const answered: WrapperResponse = Object(value);
    if (isLoop({ ...call, page: page.source.number }, response)) throw new StageFailed();
    problems.push(...toProblems(answered.errors));
    if (Array.isArray(answered.data)) data.push(...answered.data.flat());
    if (answered.connectionOffline === true) {
      run.end('offline', `${fn.name} took the connection offline with connectionOffline on page ${page.source.number}`);
    }
    if (answered.connectionOffline === true || answered.lastPage !== false) return { data, problems };
    state = answered.state;
  }
}

/** Takes the results of one record through the transformation, the filter and preSavePage of the lookup. */
async function refine(
  context: PageContext,
  { transform, filter, preSavePage }: PlannedLookup,
  id: number,
  { data, problems }: Results,
  at: number,
): Promise<Results> {
  let results = data;
  const { page } = context;
  const { position } = page.source;
  const keyAt = () => page.formatKey(id);
  if (transform) {
    const { values, failures, becomesNull } = await transform.apply(results, position);
    reportNulls(context, transform.stage, becomesNull, keyAt);
    if (failures?.size) return { data: [], problems: [...problems, toProblem(failures)], failed: true };
    results = values;
  }
  if (filter) {
    const { values, failures } = await filter.apply(results, position);
    if (failures?.size) return { data: [], problems: [...problems, toProblem(failures)], failed: true };
    const passing = results.filter((_, index) => values[index] === true);
    if (passing.length < results.length) context.run.findings.relyAll([readings.filteredResults]);
    results = passing;
  }
  if (!preSavePage) return { data: results, problems };
  const batch = { ids: results.map(() => id), records: results as readonly AnyRecord[] };
  const options = { data: results, errors: problems, retryData: {}, pageIndex: at };
  const { value } = await callForBatch(context, batch, { ...preSavePage, options });
  const answered: WrapperResponse = Object(value);
  return { data: Array.isArray(answered.data) ? answered.data : [], problems: toProblems(answered.errors) };
}

function toProblem(failures: ReadonlyMap<number, unknown>): Problem {
  const [thrown] = failures.values();
  const { code, message } = thrown as { code?: string; message: string };
  return { ...(code !== undefined && { code }), message };
}
