import { basename } from 'node:path';
import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Problem } from '../../../shared/errors.ts';
import { toProblems } from '../call.ts';
import type { RecordStatus } from '../page.ts';
import { callForPage, type PageContext, recordStage, reportError, timed } from '../page-stage.ts';
import { type ExportError, type Exported, isRecord } from './export.ts';
import { matchRecords } from './match-records.ts';

interface Response {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly abort?: unknown;
  readonly newErrorsAndRetryData?: unknown;
}

/** Runs preSavePage: it may replace the page, and make it the last one. */
export async function savePage(step: PageContext, name: string, exported: Exported): Promise<void> {
  const { run, page } = step;
  const { records, errors, retryData } = exported;
  const { file, type } = run.flow.export;
  const options = {
    data: records,
    errors,
    ...(file !== undefined && { files: records.map(() => ({ fileMeta: { fileName: basename(file) } })) }),
    retryData,
    pageIndex: page.source.number,
    ...(run.flow.extension.generation === '1.0' && { preview: type === 'test' }),
  };
  const functionCall = { stage: 'preSavePage', kind: 'preSavePage', function: name, side: 'export', options } as const;
  const { value: response } = await timed(step, 'preSavePage', () => callForPage(step, functionCall));
  const { data, errors: reported, abort, newErrorsAndRetryData }: Response = Object(response);
  reportExportErrors(step, 'preSavePage', toProblems(reported), exported);
  if (abort === true) run.end('aborted', `${name} (preSavePage) answered with abort on page ${page.source.number}`);
  const after = Array.isArray(data) ? data.filter(isRecord) : [];
  const marks = new Map<number, RecordStatus>();
  const failed = findFailures(newErrorsAndRetryData);
  const outputIds = matchRecords(records, page.ids, after);
  if (failed.length > 0) {
    const gone = new Set(outputIds);
    const ids = matchRecords(
      records,
      page.ids,
      failed.map(({ record }) => record),
    );
    failed.forEach(({ record, errors }, index) => {
      const id = ids[index] as number;
      if (id >= 0 && !gone.has(id)) marks.set(page.ids.indexOf(id), { errors, failed: true });
      else for (const error of errors) reportError(step, 'preSavePage', error);
      run.retries.add({ key: page.formatKey(id), record });
    });
  }
  const added = outputIds.filter((id) => id < 0).length;
  const gone = records.length - marks.size - (outputIds.length - added);
  // Beside new records, nobody knows which of the others became one of them.
  const [ignored, replaced] = added > 0 ? [0, gone] : [gone, 0];
  recordStage(step, { stage: 'preSavePage', ids: page.ids, input: records, output: after, outputIds, marks });
  run.stageCounts.count('preSavePage', { ignored });
  run.totals.ignored += ignored;
  run.totals.added += added;
  run.totals.replaced += replaced;
  page.records = after;
  page.ids = outputIds;
}

/** Reports errors of the export, and keeps the failed records that belong to them for the retry. */
export function reportExportErrors(
  step: PageContext,
  stage: 'export' | 'preSavePage',
  errors: readonly ExportError[],
  { retryData }: Exported,
): void {
  for (const { retryDataKey = '', ...error } of errors) {
    const entry = retryData[retryDataKey];
    reportError(step, stage, error, entry?.traceKey);
    if (entry) step.run.retries.add({ key: entry.traceKey, record: entry.data });
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
