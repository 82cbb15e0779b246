import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { Batch } from '../page.ts';
import { callForBatch, type PageContext, recordStage, timed } from '../page-stage.ts';
import type { PlannedStep } from '../plan.ts';
import { isRecord } from './export.ts';

const NO_MARKS = new Map();

/** Copies values of the results into the records that go on. Returns the changed records. */
export async function mapResponses(
  context: PageContext,
  { responseMapping }: PlannedStep,
  { ids, records }: Batch,
  responses: readonly unknown[],
): Promise<readonly AnyRecord[]> {
  if (!responseMapping) return records;
  const { stage, merge } = responseMapping;
  return timed(context, stage, () => {
    const output = records.map((record, at) => merge(record, responses[at]));
    recordStage(context, { stage, ids, input: records, output, marks: NO_MARKS });
    return output;
  });
}

/**
 * Runs postResponseMap for records that go on. Returns the changed records.
 * @throws StageFailed if it fails
 */
export async function callPostResponseMap(
  context: PageContext,
  { postResponseMap, oneToMany, pathToMany }: PlannedStep,
  batch: Batch,
  responses: readonly unknown[],
): Promise<readonly AnyRecord[]> {
  const { ids, records } = batch;
  if (!postResponseMap || records.length === 0) return records;
  const relation = { oneToMany, ...(pathToMany !== undefined && { pathToMany }) };
  const options = { postResponseMapData: records, responseData: responses, ...relation };
  const { stage, fn } = postResponseMap;
  const call = { stage, fn, options, input: records };
  const { value: response } = await timed(context, stage, () => callForBatch(context, batch, call));
  const output = (response as readonly unknown[]).map((one, at) => (isRecord(one) ? one : (records[at] as AnyRecord)));
  recordStage(context, { stage, ids, input: records, output, marks: NO_MARKS });
  return output;
}
