import type { AnyRecord } from '../../../contracts/author-types.ts';
import type { PageContext } from '../page-stage.ts';
import type { RecordResult, StepRecords } from '../step-records.ts';

/** The records of a step that a fault of the flow fails, by their place among those still in it. */
export function listFaults({ run, page }: PageContext, work: StepRecords): Map<number, RecordResult> | undefined {
  const { failImport = [] } = run.faults;
  const { before, records, retried, repeats } = page.source;
  const here = failImport.filter(({ record }) => record >= before && record < before + records.length);
  if (retried || repeats || here.length === 0) return undefined;
  const places = new Map(work.ids.map((id, at) => [before + id, at]));
  const faults = new Map<number, RecordResult>();
  for (const { record, status } of here) {
    const at = places.get(record);
    const message = `Record ${record} fails with ${status}, as the flow says.`;
    if (at !== undefined) faults.set(at, { statusCode: status, errors: [{ code: 'injected_fault', message }] });
  }
  return faults;
}

/** Merges the results of records that a fault kept back with those of the others. */
export function withFaults(
  records: readonly AnyRecord[],
  faults: ReadonlyMap<number, RecordResult>,
  answered: readonly RecordResult[],
): readonly RecordResult[] {
  const rest = answered.values();
  return records.map((_, at) => faults.get(at) ?? (rest.next().value as RecordResult));
}
