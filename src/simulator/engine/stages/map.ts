import type { AnyRecord } from '../../../contracts/author-types.ts';
import { isExtensionError, readProblems } from '../../../shared/errors.ts';
import { reportBreach, toProblems } from '../call.ts';
import type { RecordStatus } from '../page.ts';
import { callForPage, keepSurvivors, type PageContext, recordStage, timed } from '../page-stage.ts';
import { isRecord } from './export.ts';

/** Runs preMap, the mapping and postMap. Returns the remaining records as they were before. */
export async function mapPage(step: PageContext): Promise<readonly AnyRecord[]> {
  const { run, page } = step;
  const { preMap, postMap } = run.flow.import.hooks;
  if (preMap !== undefined) await callMapHook(step, 'preMap', preMap, { data: page.records });
  let before = page.records;
  if (run.tools.map) {
    const { map } = run.tools;
    const kept = await timed(step, 'mapping', () => mapEach(step, map));
    before = kept;
  }
  if (postMap !== undefined && page.ids.length > 0) {
    const ids = page.ids;
    await callMapHook(step, 'postMap', postMap, { preMapData: before, postMapData: page.records });
    if (page.ids !== ids) {
      const left = new Set(page.ids);
      before = before.filter((_, at) => left.has(ids[at] as number));
    }
  }
  return before;
}

/** Runs a hook that answers an action for each record. */
async function callMapHook(
  step: PageContext,
  stage: 'preMap' | 'postMap',
  name: string,
  options: object,
): Promise<void> {
  const { run, page } = step;
  const { records: input, ids } = page;
  const functionCall = { stage, kind: stage, function: name, side: 'import', options } as const;
  const { value: response } = await timed(step, stage, () => callForPage(step, functionCall));
  const marks = new Map<number, RecordStatus>();
  const output = (response as readonly unknown[]).map((action, at) => {
    const { data, errors } = Object(action) as { data?: unknown; errors?: unknown };
    const record = isRecord(data) ? data : undefined;
    if (record && errors === undefined) return record;
    const problems = toProblems(errors);
    if (record) {
      if (problems.length > 0) marks.set(at, { errors: problems });
    } else if (problems.length > 0) {
      marks.set(at, { errors: problems, failed: true });
      run.retries.add({ key: page.formatKey(ids[at] as number), record: input[at] as AnyRecord });
    } else {
      marks.set(at, { ignored: true });
      run.totals.ignored += 1;
    }
    return record;
  });
  recordStage(step, { stage, ids, input, output, marks });
  keepSurvivors(page, output);
}

/** Maps each record; returns the mapped ones as they were before. */
function mapEach(step: PageContext, map: (record: AnyRecord) => unknown): readonly AnyRecord[] {
  const { page } = step;
  const { records: input, ids } = page;
  const marks = new Map<number, RecordStatus>();
  const output = input.map((record, at) => {
    try {
      const mapped = map(record);
      if (isRecord(mapped)) return mapped;
      throw new TypeError(`found ${mapped === null ? 'null' : typeof mapped}, expected a record`);
    } catch (thrown) {
      const errors = readProblems(thrown);
      marks.set(at, { errors, failed: true });
      // A value of the wrong type fails its record only.
      if (isExtensionError(thrown)) return undefined;
      reportBreach(
        step.run,
        { stage: 'mapping', page: page.source.number, keyAt: page.keyAt },
        { rule: 'mapping', what: String(errors[0]?.message), path: `response[${at}]`, effect: 'record' },
      );
      return undefined;
    }
  });
  recordStage(step, { stage: 'mapping', ids, input, output, marks });
  keepSurvivors(page, output);
  return marks.size === 0 ? input : input.filter((_, at) => !marks.has(at));
}
