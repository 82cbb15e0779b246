import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { Destination } from '../../flow/schema.ts';
import { toProblems } from '../call.ts';
import type { RecordStatus } from '../page.ts';
import { callForPage, failPage, type PageContext, PageFailed, recordStage, reportError, timed } from '../page-stage.ts';

/** The result of one record. */
export interface PageSubmission {
  readonly statusCode?: unknown;
  readonly errors?: unknown;
  readonly ignored?: unknown;
}

/** Runs the import and postSubmit; returns the result of each record. */
export async function submitPage(
  step: PageContext,
  preMapData: readonly AnyRecord[],
): Promise<readonly PageSubmission[]> {
  const { run, page } = step;
  const { postSubmit } = run.flow.import.hooks;
  const imported = await timed(step, 'import', () => importPage(step, preMapData));
  recordStage(
    step,
    { stage: 'import', ids: page.ids, input: page.records, output: imported, marks: toStatuses(imported) },
    false,
  );
  if (imported.some(({ statusCode }) => statusCode === 401)) goOffline(step, 'import', imported, [401]);
  const responseData = isRead(run.flow.import) ? imported.map(toResponseData) : imported;
  const final =
    postSubmit === undefined ? responseData : await applyPostSubmit(step, postSubmit, preMapData, responseData);
  recordImported(step, preMapData, responseData, final);
  return final;
}

/** Whether a later stage reads the results of the records. */
function isRead({ hooks, responseMapping }: Destination): boolean {
  return (responseMapping ?? hooks.postSubmit ?? hooks.postResponseMap) !== undefined;
}

/** Completes a result as later stages get it: with `errors` and `ignored`. A wrapper's 401 is 403 there. */
function toResponseData({ statusCode, ...more }: PageSubmission): PageSubmission {
  return { statusCode: statusCode === 401 ? 403 : statusCode, errors: [], ignored: false, ...more };
}

async function importPage(step: PageContext, preMapData: readonly AnyRecord[]): Promise<readonly PageSubmission[]> {
  const { run, page } = step;
  const { wrapper } = run.flow.import;
  const faults = listFaults(step);
  const postMapData = faults ? page.records.filter((_, at) => !faults.has(at)) : page.records;
  const before = faults ? preMapData.filter((_, at) => !faults.has(at)) : preMapData;
  const answered =
    postMapData.length === 0
      ? []
      : wrapper === undefined
        ? await importHere(step, postMapData)
        : await importByWrapper(step, wrapper, before, postMapData);
  return faults ? withFaults(page.records, faults, answered) : answered;
}

/** Merges the results of records that a fault kept back with those of the others. */
function withFaults(
  records: readonly AnyRecord[],
  faults: ReadonlyMap<number, PageSubmission>,
  answered: readonly PageSubmission[],
): readonly PageSubmission[] {
  const rest = answered.values();
  return records.map((_, at) => faults.get(at) ?? (rest.next().value as PageSubmission));
}

async function importHere(
  { run, page }: PageContext,
  records: readonly AnyRecord[],
): Promise<readonly PageSubmission[]> {
  try {
    await run.tools.writer?.write(records);
  } catch (thrown) {
    const { message } = thrown as Error;
    run.end('stopped', message);
    failPage({ run, page }, 'import', [{ code: 'not_written', message }]);
    throw new PageFailed();
  }
  if (!isRead(run.flow.import)) return records.map(() => IMPORTED);
  return records.map((_, at) => ({ statusCode: 200, id: `${page.source.number}-${at}` }));
}

const IMPORTED: PageSubmission = { statusCode: 200 };

async function importByWrapper(
  step: PageContext,
  wrapper: string,
  preMapData: readonly AnyRecord[],
  postMapData: readonly AnyRecord[],
): Promise<readonly PageSubmission[]> {
  const options = { preMapData, postMapData };
  const { value: response } = await callForPage(step, {
    stage: 'import',
    kind: 'import',
    function: wrapper,
    side: 'import',
    options,
  });
  return (response as readonly unknown[]).map(Object);
}

/** The records of a page that a fault of the flow fails, by position. */
function listFaults({ run, page }: PageContext): ReadonlyMap<number, PageSubmission> | undefined {
  const { failImport = [] } = run.flow.faults;
  const { before, records, retried, repeats } = page.source;
  const here = failImport.filter(({ record }) => record >= before && record < before + records.length);
  if (retried || repeats || here.length === 0) return undefined;
  const places = new Map(page.ids.map((id, at) => [before + id, at]));
  const faults = new Map<number, PageSubmission>();
  for (const { record, status } of here) {
    const at = places.get(record);
    const message = `Record ${record} fails with ${status}, as the flow says.`;
    if (at !== undefined) faults.set(at, { statusCode: status, errors: [{ code: 'injected_fault', message }] });
  }
  return faults;
}

async function applyPostSubmit(
  step: PageContext,
  name: string,
  preMapData: readonly AnyRecord[],
  responseData: readonly PageSubmission[],
): Promise<readonly PageSubmission[]> {
  const { page } = step;
  const options = { preMapData, postMapData: page.records, responseData };
  const functionCall = { stage: 'postSubmit', kind: 'postSubmit', function: name, side: 'import', options } as const;
  const asked = { ...functionCall, input: responseData };
  const { value: response } = await timed(step, 'postSubmit', () => callForPage(step, asked));
  const final = (response as readonly unknown[]).map(Object) as readonly PageSubmission[];
  recordStage(
    step,
    { stage: 'postSubmit', ids: page.ids, input: responseData, output: final, marks: toStatuses(final) },
    false,
  );
  // An older edition of the platform's documentation has 401.
  goOffline(step, 'postSubmit', final, [403, 401]);
  return final;
}

function goOffline(
  { run, page }: PageContext,
  stage: string,
  responses: readonly PageSubmission[],
  codes: readonly number[],
): void {
  const at = responses.findIndex(({ statusCode }) => codes.includes(statusCode as number));
  if (at < 0) return;
  const place = `page ${page.source.number}, record ${page.keyAt(at)}, response[${at}].statusCode`;
  run.end('offline', `${stage} took the connection offline with ${responses[at]?.statusCode} (${place})`);
}

/** Most records were imported without an error: they need no status. */
function toStatuses(responses: readonly PageSubmission[]): ReadonlyMap<number, RecordStatus> {
  const marks = new Map<number, RecordStatus>();
  responses.forEach((response, at) => {
    const { statusCode, errors, ignored } = response;
    const isFine =
      statusCode === 200 && ignored !== true && (errors === undefined || (errors as unknown[]).length === 0);
    if (!isFine) marks.set(at, toStatus(response));
  });
  return marks;
}

function toStatus({ statusCode, errors, ignored }: PageSubmission): RecordStatus {
  if (ignored === true) return { ignored, errors: toProblems(errors) };
  const problems = toProblems(errors);
  if (statusCode === 200) return { errors: problems };
  return { errors: problems.length > 0 ? problems : [isUnexplained(statusCode)], failed: true };
}

function isUnexplained(statusCode: unknown): Problem {
  return { code: 'unexplained', message: `statusCode ${statusCode} without an error that says why.` };
}

/** Counts the final results of the records, and reports their errors. */
function recordImported(
  step: PageContext,
  preMapData: readonly AnyRecord[],
  imported: readonly PageSubmission[],
  final: readonly PageSubmission[],
): void {
  const { run, page } = step;
  const marks = toStatuses(final);
  for (const [at, { errors = [], failed, ignored }] of marks) {
    const key = page.keyAt(at) as string;
    const isChanged = JSON.stringify(imported[at]) !== JSON.stringify(final[at]);
    for (const error of errors) reportError(step, isChanged ? 'postSubmit' : 'import', error, key);
    if (ignored) run.totals.ignored += 1;
    if (failed) run.retries.add({ key, record: preMapData[at] as AnyRecord });
  }
  if (page.source.repeats) return;
  for (let at = 0; at < final.length; at++) {
    const { failed, ignored } = marks.get(at) ?? {};
    if (!failed && !ignored) page.imported += 1;
  }
  run.totals.imported += page.imported;
}
