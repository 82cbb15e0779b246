import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Problem } from '../../../shared/errors.ts';
import type { StageName } from '../../report/types.ts';
import { toProblems } from '../call.ts';
import type { Batch, RecordStatus } from '../page.ts';
import { callForBatch, type PageContext, recordStage, reportError, timed } from '../page-stage.ts';
import type { PlannedHook } from '../plan.ts';
import { type ExportError, type Exported, isRecord } from './export.ts';
import { matchRecords } from './match-records.ts';

interface Response {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly abort?: unknown;
  readonly newErrorsAndRetryData?: unknown;
}

/**
 * Runs preSavePage: it may replace the page, and make it the last one. Returns the records that go on.
 * @throws StageFailed if it fails
 */
export async function savePage(
  context: PageContext,
  hook: PlannedHook,
  batch: Batch,
  exported: Exported,
): Promise<Batch> {
  const { run, page } = context;
  const { generator, position } = page.source;
  const { records, ids } = batch;
  const { fileName, preview } = generator;
  const options = {
    data: records,
    errors: exported.errors,
    ...(fileName !== undefined && { files: records.map(() => ({ fileMeta: { fileName } })) }),
    retryData: exported.retryData,
    pageIndex: position.pageIndex,
    ...(preview !== undefined && { preview }),
  };
  const { value: response } = await timed(context, hook.stage, () =>
    callForBatch(context, batch, { ...hook, options }),
  );
  const { data, errors: reported, abort, newErrorsAndRetryData }: Response = Object(response);
  reportExportErrors(context, hook.stage, toProblems(reported), exported);
  if (abort === true)
    run.end('aborted', `${hook.fn.name} (${hook.stage}) answered with abort on page ${page.source.number}`);
  const after = Array.isArray(data) ? data.filter(isRecord) : [];
  const outputIds = matchRecords(records, ids, after);
  const marks = keepFailures(context, hook, batch, outputIds, findFailures(newErrorsAndRetryData));
  countChanges(context, hook, batch, outputIds, marks);
  recordStage(context, { stage: hook.stage, ids, input: records, output: after, outputIds, marks });
  return { ids: outputIds, records: after };
}

/** Keeps the records that a hook failed for the retry; those that did not go on are marked. */
function keepFailures(
  context: PageContext,
  { stage }: PlannedHook,
  { records, ids: before }: Batch,
  outputIds: readonly number[],
  failed: readonly Failure[],
): Map<number, RecordStatus> {
  const { run, page } = context;
  const marks = new Map<number, RecordStatus>();
  if (failed.length === 0) return marks;
  const gone = new Set(outputIds);
  const ids = matchRecords(
    records,
    before,
    failed.map(({ record }) => record),
  );
  failed.forEach(({ record, errors }, index) => {
    const id = ids[index] as number;
    if (id >= 0 && !gone.has(id)) marks.set(before.indexOf(id), { errors, failed: true });
    else for (const error of errors) reportError(context, stage, error);
    run.retries.add({ key: page.formatKey(id), record, generator: page.source.generator, ...page.traceOf(id) });
  });
  return marks;
}

function countChanges(
  { run }: PageContext,
  { stage }: PlannedHook,
  { records }: Batch,
  outputIds: readonly number[],
  marks: ReadonlyMap<number, RecordStatus>,
): void {
  const added = outputIds.filter((id) => id < 0).length;
  const gone = records.length - marks.size - (outputIds.length - added);
  // Beside new records, nobody knows which of the others became one of them.
  const [ignored, replaced] = added > 0 ? [0, gone] : [gone, 0];
  run.stageCounts.count(stage, { ignored });
  run.totals.ignored += ignored;
  run.totals.added += added;
  run.totals.replaced += replaced;
}

/** Reports errors of the export, and keeps the failed records that belong to them for the retry. */
export function reportExportErrors(
  context: PageContext,
  stage: StageName,
  errors: readonly ExportError[],
  { retryData }: Exported,
): void {
  const { generator } = context.page.source;
  for (const { retryDataKey = '', ...error } of errors) {
    const entry = retryData[retryDataKey];
    reportError(context, stage, error, entry && { record: entry.traceKey });
    if (entry) context.run.retries.add({ key: entry.traceKey, record: entry.data, generator });
  }
}

interface Failure {
  readonly record: AnyRecord;
  readonly errors: readonly Problem[];
}

function findFailures(listed: unknown): Failure[] {
  const entries: { retryData?: unknown; errors?: unknown }[] = Array.isArray(listed) ? listed.map(Object) : [];
  return entries.flatMap(({ retryData, errors }) =>
    isRecord(retryData) ? [{ record: retryData, errors: toProblems(errors) }] : [],
  );
}
