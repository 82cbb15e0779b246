import { RecordFailure } from '../../scope/record-failure.ts';
import type { PagePosition, PlannedOperation } from '../plan.ts';

/** Makes an operation of a function that takes one record. A `RecordFailure` fails that record, and no other. */
export function eachRecord<T>(
  work: (record: unknown, page: PagePosition) => T,
): (...given: Parameters<PlannedOperation<T>['apply']>) => { values: T[]; failures?: Map<number, unknown> } {
  return (records, page) => {
    const values = new Array<T>(records.length);
    let failures: Map<number, unknown> | undefined;
    for (let at = 0; at < records.length; at++) {
      try {
        values[at] = work(records[at], page);
      } catch (thrown) {
        if (!(thrown instanceof RecordFailure)) throw thrown;
        // A list with holes would skip the record.
        values[at] = undefined as T;
        failures ??= new Map();
        failures.set(at, thrown);
      }
    }
    return failures ? { values, failures } : { values };
  };
}
