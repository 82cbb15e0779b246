import type { AnyRecord } from '../../../contracts/author-types.ts';
import { callForBatch, type PageContext, recordStage, timed } from '../page-stage.ts';
import type { PlannedHook } from '../plan.ts';
import type { RecordResult, StepRecords } from '../step-records.ts';
import { IGNORED, toStatuses } from './result-status.ts';

/** The final results: of submitted records by their place, of ignored ones by their position in the step. */
interface FinalResults {
  readonly submitted: readonly RecordResult[];
  readonly ignored: ReadonlyMap<number, RecordResult>;
}

/** One record that postSubmit is sent. */
interface Sent {
  readonly position: number;
  readonly before: AnyRecord;
  readonly record: AnyRecord;
  readonly result: RecordResult;
}

/**
 * Runs postSubmit. It is sent submitted records and ignored ones, in their order: an ignored one with `ignored: true`.
 * @throws StageFailed if it fails
 */
export async function submitToPostSubmit(
  context: PageContext,
  hook: PlannedHook,
  work: StepRecords,
  results: readonly RecordResult[],
): Promise<FinalResults> {
  if (work.ignored.size === 0) {
    const options = { preMapData: work.before, postMapData: work.records, responseData: results };
    return { submitted: await call(context, hook, work.ids, options), ignored: new Map() };
  }
  const sent = listSent(work, results);
  const ids = sent.map(({ position }) => work.batch.ids[position] as number);
  const final = await call(context, hook, ids, {
    preMapData: sent.map(({ before }) => before),
    postMapData: sent.map(({ record }) => record),
    responseData: sent.map(({ result }) => result),
  });
  const byPosition = new Map(sent.map(({ position }, at) => [position, final[at] as RecordResult]));
  return {
    submitted: work.positions.map((position) => byPosition.get(position) as RecordResult),
    ignored: new Map([...work.ignored.keys()].map((position) => [position, byPosition.get(position) as RecordResult])),
  };
}

/** What postSubmit is sent; each list has an element for each record. */
interface Options {
  readonly preMapData: readonly AnyRecord[];
  readonly postMapData: readonly AnyRecord[];
  readonly responseData: readonly RecordResult[];
}

async function call(
  context: PageContext,
  hook: PlannedHook,
  ids: readonly number[],
  options: Options,
): Promise<readonly RecordResult[]> {
  const { stage } = hook;
  const { postMapData, responseData: input } = options;
  const batch = { ids, records: postMapData };
  const { value } = await timed(context, stage, () => callForBatch(context, batch, { ...hook, options, input }));
  const output = (value as readonly unknown[]).map(Object) as readonly RecordResult[];
  recordStage(context, { stage, ids, input, output, marks: toStatuses(output) }, false);
  return output;
}

function listSent(work: StepRecords, results: readonly RecordResult[]): readonly Sent[] {
  const submitted = work.positions.map(
    (position, at): Sent => ({
      position,
      before: work.before[at] as AnyRecord,
      record: work.records[at] as AnyRecord,
      result: results[at] as RecordResult,
    }),
  );
  const ignored = [...work.ignored].map(([position, own]): Sent => ({ position, ...own, result: IGNORED }));
  return [...submitted, ...ignored].sort((one, other) => one.position - other.position);
}
