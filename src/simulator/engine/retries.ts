import type { AnyRecord } from '../../contracts/author-types.ts';

/** A failed record that can be retried, with the key of its journey. */
export interface Retry {
  readonly key: string;
  readonly record: AnyRecord;
}

/** Further failed records are counted but not kept: memory must not grow with them. */
const MOST = 10_000;

/** The records that will be retried. */
export class Retries {
  readonly kept: Retry[] = [];
  #wanted: boolean;
  leftOut = 0;

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  /** Accepts no more records: those that fail now were retried already. */
  close(): void {
    this.#wanted = false;
  }

  add(retry: Retry): void {
    if (!this.#wanted) return;
    if (this.kept.length < MOST) this.kept.push(retry);
    else this.leftOut += 1;
  }

  /** Takes the records in pages of a size. */
  *pages(size: number): Generator<readonly Retry[]> {
    while (this.kept.length > 0) yield this.kept.splice(0, size);
  }
}
