import type { AnyRecord } from '../../contracts/author-types.ts';
import type { Batch, RecordStatus } from './page.ts';

/** The result of one record, as response mapping and later hooks see it. */
export interface RecordResult {
  readonly statusCode?: unknown;
  readonly errors?: unknown;
  readonly ignored?: unknown;
  readonly dataURI?: unknown;
}

/**
 * The records of a step on their way through it: those still in it, and what became of the others. Positions are those
 * in the batch that came to the step.
 */
export class StepRecords {
  readonly batch: Batch;
  /** The positions of the records that are still in the step. */
  positions: readonly number[];
  ids: readonly number[];
  /** Those records as they are now, and as they were before the mapping. */
  records: readonly AnyRecord[];
  before: readonly AnyRecord[];
  /** By position, for records that left the step. */
  readonly failed = new Map<number, RecordResult>();
  /** Records that hooks or the destination ignored, by position: as they were then. */
  readonly ignored = new Map<number, { readonly before: AnyRecord; readonly record: AnyRecord }>();

  constructor(batch: Batch) {
    this.batch = batch;
    this.positions = [...batch.ids.keys()];
    this.ids = batch.ids;
    this.records = batch.records;
    this.before = batch.records;
  }

  /** The records still in the step, as a batch for a stage. */
  get current(): Batch {
    return { ids: this.ids, records: this.records, traceKeys: this.traceKeys };
  }

  /** The trace keys of the records still in the step, if they are children. */
  get traceKeys(): Batch['traceKeys'] {
    const { traceKeys } = this.batch;
    return traceKeys && this.positions.map((position) => traceKeys[position]);
  }

  /**
   * Takes the outputs of a stage. Records with a mark that ends them leave the step.
   * @param outputs by position among the records still in the step
   */
  take(outputs: readonly (AnyRecord | undefined)[], marks: ReadonlyMap<number, RecordStatus>): void {
    const isLeft = (at: number) => !marks.get(at)?.failed && !marks.get(at)?.ignored;
    for (const [at, { failed, ignored, errors = [] }] of marks) {
      const position = this.positions[at] as number;
      if (failed) this.failed.set(position, { statusCode: 422, errors, ignored: false });
      else if (ignored)
        this.ignored.set(position, { before: this.before[at] as AnyRecord, record: this.records[at] as AnyRecord });
    }
    this.records = outputs as readonly AnyRecord[];
    if (marks.size === 0) return;
    const filtered = <T>(list: readonly T[]) => list.filter((_, at) => isLeft(at));
    this.positions = filtered(this.positions);
    this.ids = filtered(this.ids);
    this.records = filtered(this.records);
    this.before = filtered(this.before);
  }

  /** Fails all records that are still in the step, and those that were ignored in it. */
  failRest(): void {
    const result = { statusCode: 422, errors: [], ignored: false };
    for (const position of [...this.positions, ...this.ignored.keys()]) this.failed.set(position, result);
    this.ignored.clear();
    this.positions = [];
    this.ids = [];
    this.records = [];
  }
}
