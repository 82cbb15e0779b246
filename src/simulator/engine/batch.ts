import type { AnyRecord } from '../../contracts/author-types.ts';
import type { Batch } from './page.ts';

/** Makes a batch of the records at some positions of another, in their order. */
export function pickRecords(batch: Batch, positions: readonly number[]): Batch {
  const { ids, records, traceKeys } = batch;
  if (positions.length === ids.length) return batch;
  return {
    ids: positions.map((at) => ids[at] as number),
    records: positions.map((at) => records[at] as AnyRecord),
    traceKeys: traceKeys && positions.map((at) => traceKeys[at]),
  };
}

/** Makes a batch of the records that go on: those that are not undefined in `changed`, by position. */
export function keepSurvivors({ ids }: Batch, changed: readonly (AnyRecord | undefined)[]): Batch {
  if (!changed.includes(undefined)) return { ids, records: changed as readonly AnyRecord[] };
  return {
    ids: ids.filter((_, at) => changed[at] !== undefined),
    records: changed.filter((record) => record !== undefined),
  };
}
