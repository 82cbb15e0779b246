import type { AnyRecord } from '../../../contracts/author-types.ts';
import { reportBreach, toProblems } from '../call.ts';
import type { RecordStatus } from '../page.ts';
import { callForBatch, type PageContext, recordStage, timed } from '../page-stage.ts';
import type { PlannedHook, PlannedImport, PlannedOperation } from '../plan.ts';
import type { StepRecords } from '../step-records.ts';
import { applyOperation } from './apply-operation.ts';
import { isRecord } from './export.ts';

/**
 * Runs preMap, the mapping and postMap of an import.
 * @throws StageFailed if a hook fails
 */
export async function mapRecords(context: PageContext, step: PlannedImport, work: StepRecords): Promise<void> {
  const { preMap, mapping, postMap } = step;
  if (preMap) await callMapHook(context, preMap, work, { data: work.records });
  work.before = work.records;
  if (mapping && work.records.length > 0) await applyMapping(context, mapping, work);
  if (!postMap || work.records.length === 0) return;
  await callMapHook(context, postMap, work, { preMapData: work.before, postMapData: work.records });
}

/** Runs a hook that answers an action for each record. */
async function callMapHook(context: PageContext, hook: PlannedHook, work: StepRecords, options: object): Promise<void> {
  const { run } = context;
  const { records: input, ids, traceKeys, current } = work;
  const { stage } = hook;
  const { value: response } = await timed(context, stage, () => callForBatch(context, current, { ...hook, options }));
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
    } else {
      marks.set(at, { ignored: true });
      run.totals.ignored += 1;
    }
    return record;
  });
  recordStage(context, { stage, ids, traceKeys, input, output, marks });
  work.take(output, marks);
}

async function applyMapping(
  context: PageContext,
  mapping: PlannedOperation<unknown>,
  work: StepRecords,
): Promise<void> {
  const { ids, traceKeys, records: input } = work;
  const { stage } = mapping;
  const { values, marks } = await applyOperation(context, work.current, mapping);
  const output = values.map((mapped, at) => {
    if (isRecord(mapped)) return mapped;
    if (!marks.has(at)) marks.set(at, refuse(context, work, stage, at, mapped));
    return undefined;
  });
  recordStage(context, { stage, ids, traceKeys, input, output, marks });
  work.take(output, marks);
}

/** A mapping function may answer with something else than a record. */
function refuse(
  { run, page }: PageContext,
  work: StepRecords,
  stage: string,
  at: number,
  mapped: unknown,
): RecordStatus {
  const message = `found ${mapped === null ? 'null' : typeof mapped}, expected a record`;
  const keyAt = (position: number) => page.formatKey(work.ids[position] as number);
  const place = { stage, page: page.source.number, keyAt };
  reportBreach(run, place, { rule: 'mapping', what: message, path: `response[${at}]`, effect: 'record' });
  return { errors: [{ code: 'TypeError', message }], failed: true };
}

/** Applies an operation that changes records, outside of a step: records that it fails are left out. */
export async function transformRecords(
  context: PageContext,
  operation: PlannedOperation<unknown>,
  batch: { readonly ids: readonly number[]; readonly records: readonly AnyRecord[] },
): Promise<{ ids: readonly number[]; records: readonly AnyRecord[]; marks: ReadonlyMap<number, RecordStatus> }> {
  const { ids, records: input } = batch;
  const { values, marks } = await applyOperation(context, batch, operation);
  const output = values.map((value, at) => {
    if (isRecord(value)) return value;
    if (!marks.has(at)) {
      const message = `found ${JSON.stringify(value)}, expected a record`;
      marks.set(at, { errors: [{ code: 'transformation_error', message }], failed: true });
    }
    return undefined;
  });
  recordStage(context, { stage: operation.stage, ids, input, output, marks });
  if (marks.size === 0) return { ids, records: output as AnyRecord[], marks };
  return {
    ids: ids.filter((_, at) => !marks.has(at)),
    records: output.filter((record) => record !== undefined),
    marks,
  };
}
