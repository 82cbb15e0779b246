import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Problem } from '../../../shared/errors.ts';
import { problemsIn } from '../call.ts';
import type { Mark } from '../page.ts';
import { askFor, pass, report, type Step, timed } from '../page-stage.ts';
import { type Exported, isRecord } from './export.ts';
import { matchRecords } from './match-records.ts';

interface Response {
  readonly data?: unknown;
  readonly errors?: unknown;
  readonly abort?: unknown;
  readonly newErrorsAndRetryData?: unknown;
}

/** preSavePage: the page can become another one, and be the last. */
export async function savePage(step: Step, name: string, { records, errors }: Exported): Promise<void> {
  const { run, way } = step;
  const options = { data: records, errors, retryData: {}, pageIndex: way.origin.page };
  const asking = { stage: 'preSavePage', kind: 'preSavePage', function: name, side: 'export', options } as const;
  const { response } = await timed(step, 'preSavePage', () => askFor(step, asking));
  const { data, errors: reported, abort, newErrorsAndRetryData }: Response = Object(response);
  for (const error of problemsIn(reported)) report(step, 'preSavePage', error);
  if (abort === true) run.end('aborted', `${name} (preSavePage) answered with abort on page ${way.origin.page}`);
  const after = Array.isArray(data) ? data.filter(isRecord) : [];
  const marks = new Map<number, Mark>();
  const failed = failuresIn(newErrorsAndRetryData);
  const outputIds = matchRecords(records, way.ids, after);
  if (failed.length > 0) {
    const gone = new Set(outputIds);
    const ids = matchRecords(
      records,
      way.ids,
      failed.map(({ record }) => record),
    );
    failed.forEach(({ record, errors }, index) => {
      const id = ids[index] as number;
      if (id >= 0 && !gone.has(id)) marks.set(way.ids.indexOf(id), { errors, failed: true });
      else for (const error of errors) report(step, 'preSavePage', error);
      run.retries.add({ key: way.keyOf(id), record });
    });
  }
  const ignored = records.length - marks.size - outputIds.filter((id) => id >= 0).length;
  pass(step, { stage: 'preSavePage', ids: way.ids, input: records, output: after, outputIds, marks });
  run.tally.count('preSavePage', { ignored });
  run.totals.ignored += ignored;
  way.records = after;
  way.ids = outputIds;
}

interface Failure {
  readonly record: AnyRecord;
  readonly errors: readonly Problem[];
}

function failuresIn(listed: unknown): Failure[] {
  const entries: { retryData?: unknown; errors?: unknown }[] = Array.isArray(listed) ? listed.map(Object) : [];
  return entries.flatMap(({ retryData, errors }) =>
    isRecord(retryData) ? [{ record: retryData, errors: problemsIn(errors) }] : [],
  );
}
