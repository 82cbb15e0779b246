import type { AnyRecord } from '../../../contracts/author-types.ts';
import { readings } from '../compile/readings.ts';
import {
  callForBatch,
  failBatch,
  type PageContext,
  placeOf,
  recordStage,
  reportError,
  StageFailed,
  timed,
} from '../page-stage.ts';
import type { PlannedFunction, PlannedImport } from '../plan.ts';
import type { RecordResult, StepRecords } from '../step-records.ts';
import { applyOperation } from './apply-operation.ts';
import { listFaults, withFaults } from './import-faults.ts';
import { submitToPostSubmit } from './post-submit.ts';
import { readAnswers } from './read-answers.ts';
import { IGNORED, toStatuses } from './result-status.ts';

/**
 * Submits the records of an import, and runs its response transformation and postSubmit. Returns the result of each
 * record that was submitted or ignored, by position.
 * @throws StageFailed if a function fails, or the file can't be written
 */
export async function submitRecords(
  context: PageContext,
  step: PlannedImport,
  work: StepRecords,
): Promise<readonly (RecordResult | undefined)[]> {
  const { stage } = step;
  const { ids, records, positions } = work;
  const submitted = await timed(context, stage, () => submit(context, step, work));
  const marks = toStatuses(submitted);
  recordStage(context, { stage, ids, input: records, output: submitted, marks, isImport: true }, false);
  if (submitted.some(({ statusCode }) => statusCode === 401)) goOffline(context, stage, submitted, ids, [401]);
  const transformed = await transformResponses(context, step, work, submitted);
  const linked = linkFailures(context, step, work, transformed);
  const results = isRead(step) ? linked.map(toResponseData) : linked;
  const final = step.postSubmit ? await submitToPostSubmit(context, step.postSubmit, work, results) : undefined;
  if (final) goOffline(context, step.postSubmit?.stage as string, final.submitted, ids, [403, 401]);
  const own = final?.submitted ?? results;
  recordImported(context, step, work, results, own);
  if (positions.length === work.batch.ids.length) return own;
  const byPosition: (RecordResult | undefined)[] = work.batch.ids.map(() => undefined);
  for (const [at, position] of positions.entries()) byPosition[position] = own[at];
  for (const position of work.ignored.keys()) byPosition[position] = final?.ignored.get(position) ?? IGNORED;
  return byPosition;
}

/** Whether a later stage reads the results of the records. */
function isRead({ postSubmit, responseMapping, postResponseMap }: PlannedImport): boolean {
  return (responseMapping ?? postSubmit ?? postResponseMap) !== undefined;
}

/** Completes a result as later stages get it: with `errors` and `ignored`. A wrapper's 401 is 403 there. */
function toResponseData({ statusCode, ...more }: RecordResult): RecordResult {
  return { statusCode: statusCode === 401 ? 403 : statusCode, errors: [], ignored: false, ...more };
}

async function submit(context: PageContext, step: PlannedImport, work: StepRecords): Promise<readonly RecordResult[]> {
  const faults = listFaults(context, work);
  const isSent = (at: number) => !faults?.has(at);
  const postMapData = faults ? work.records.filter((_, at) => isSent(at)) : work.records;
  const preMapData = faults ? work.before.filter((_, at) => isSent(at)) : work.before;
  const ids = faults ? work.ids.filter((_, at) => isSent(at)) : work.ids;
  const answered =
    postMapData.length === 0
      ? []
      : step.wrapper
        ? await submitToWrapper(context, step, step.wrapper, work, { preMapData, postMapData })
        : await submitHere(context, step, work, { ids, records: postMapData });
  return faults ? withFaults(work.records, faults, answered) : answered;
}

async function submitToWrapper(
  context: PageContext,
  { stage }: PlannedImport,
  fn: PlannedFunction,
  work: StepRecords,
  options: object,
): Promise<readonly RecordResult[]> {
  const { value: response } = await callForBatch(context, work.current, { stage, fn, options });
  return (response as readonly unknown[]).map(Object);
}

async function submitHere(
  context: PageContext,
  step: PlannedImport,
  work: StepRecords,
  batch: { readonly ids: readonly number[]; readonly records: readonly AnyRecord[] },
): Promise<readonly RecordResult[]> {
  const { run, page } = context;
  const { ids, records } = batch;
  try {
    await run.writers.get(step)?.write(records);
  } catch (thrown) {
    const { message } = thrown as Error;
    run.end('stopped', message);
    failBatch(context, work.current, step.stage, [{ code: 'not_written', message }]);
    throw new StageFailed();
  }
  if (step.answer) {
    const applied = await step.answer.apply(records, page.source.position);
    return readAnswers(context, step.stage, ids, applied);
  }
  if (!isRead(step)) return records.map(() => IMPORTED);
  return ids.map((id) => ({ statusCode: 200, id: `${page.source.number}-${id}` }));
}

const IMPORTED: RecordResult = { statusCode: 200 };

/** The response transformation works on the answer's `_json`, and replaces it. */
async function transformResponses(
  context: PageContext,
  { responseTransform }: PlannedImport,
  work: StepRecords,
  results: readonly RecordResult[],
): Promise<readonly RecordResult[]> {
  if (!responseTransform) return results;
  const answers = results.map((result) => Object(result)._json);
  const { values, marks } = await applyOperation(context, work.current, responseTransform, answers);
  const transformed = results.map((result, at) => {
    const { errors } = marks.get(at) ?? {};
    return errors ? { ...result, statusCode: 422, errors } : { ...result, _json: values[at] };
  });
  recordStage(
    context,
    { stage: responseTransform.stage, ids: work.ids, input: results, output: transformed, marks },
    false,
  );
  return transformed;
}

/** Results with errors get a link to their record in the application, where the answer has none itself. */
function linkFailures(
  { run }: PageContext,
  { readDataURI }: PlannedImport,
  { records }: StepRecords,
  results: readonly RecordResult[],
): readonly RecordResult[] {
  if (!readDataURI) return results;
  const marks = toStatuses(results);
  if (marks.size === 0) return results;
  return results.map((result, at) => {
    if (!marks.get(at)?.errors?.length || result.dataURI) return result;
    run.findings.relyAll([readings.importDataURI]);
    const dataURI = readDataURI(records[at] as AnyRecord);
    return dataURI === undefined ? result : { ...result, dataURI };
  });
}

function goOffline(
  { run, page }: PageContext,
  stage: string,
  responses: readonly RecordResult[],
  ids: readonly number[],
  codes: readonly number[],
): void {
  const at = responses.findIndex(({ statusCode }) => codes.includes(statusCode as number));
  if (at < 0) return;
  const key = page.formatKey(ids[at] as number);
  const place = `page ${page.source.number}, record ${key}, response[${at}].statusCode`;
  run.end('offline', `${stage} took the connection offline with ${responses[at]?.statusCode} (${place})`);
}

/** Counts the final results of the submitted records, and reports their errors. */
function recordImported(
  context: PageContext,
  step: PlannedImport,
  work: StepRecords,
  imported: readonly RecordResult[],
  final: readonly RecordResult[],
): void {
  const { run, page } = context;
  const marks = toStatuses(final);
  const { current } = work;
  for (const [at, { errors = [], failed, ignored }] of marks) {
    const { dataURI } = final[at] as RecordResult;
    const link = typeof dataURI === 'string' && dataURI !== '' && { importDataURI: dataURI };
    const place = { ...placeOf(page, current, at), ...link };
    const isChanged = step.postSubmit && JSON.stringify(imported[at]) !== JSON.stringify(final[at]);
    const stage = isChanged ? (step.postSubmit?.stage as string) : step.stage;
    for (const error of errors) reportError(context, stage, error, place);
    if (ignored) run.totals.ignored += 1;
    if (failed) work.failed.set(work.positions[at] as number, final[at] as RecordResult);
  }
  if (page.source.repeats) return;
  let count = 0;
  for (let at = 0; at < final.length; at++) {
    const { failed, ignored } = marks.get(at) ?? {};
    if (!failed && !ignored) count += 1;
  }
  page.imported += count;
  page.importedAt.set(step.stage, count);
  run.totals.imported += count;
}
