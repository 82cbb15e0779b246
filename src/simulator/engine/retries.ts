import type { Retry } from './page.ts';

/** Further failed records are counted but not kept: memory must not grow with them. */
const MOST = 10_000;

/** The records that will be retried, in the order in which they failed. */
export class Retries {
  readonly #kept: Retry[] = [];
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
    if (!this.#wanted || !retry.generator.retries) return;
    if (this.#kept.length < MOST) this.#kept.push(retry);
    else this.leftOut += 1;
  }

  /** Takes the records in pages of their generator's size; those of a page failed at the same step. */
  *pages(): Generator<readonly [Retry, ...Retry[]]> {
    for (const alike of Map.groupBy(this.#kept, ({ generator, origin }) => origin?.step ?? generator).values()) {
      const size = (alike[0] as Retry).generator.pageSize;
      while (alike.length > 0) yield alike.splice(0, size) as [Retry, ...Retry[]];
    }
  }
}
