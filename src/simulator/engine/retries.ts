import type { AnyRecord } from '../../contracts/author-types.ts';

/** A record that has failed and can be retried, with the key of its journey. */
export interface Retry {
  readonly key: string;
  readonly record: AnyRecord;
}

/** Beyond that failed records are counted and not kept: memory must not grow with them. */
const MOST = 10_000;

/** The records of a run that are to go through a second one. */
export class Retries {
  readonly kept: Retry[] = [];
  #wanted: boolean;
  leftOut = 0;

  constructor(wanted: boolean) {
    this.#wanted = wanted;
  }

  /** Takes no more: what fails now has been retried. */
  close(): void {
    this.#wanted = false;
  }

  add(retry: Retry): void {
    if (!this.#wanted) return;
    if (this.kept.length < MOST) this.kept.push(retry);
    else this.leftOut += 1;
  }

  /** Takes them, in pages of a size. */
  *pages(size: number): Generator<readonly Retry[]> {
    while (this.kept.length > 0) yield this.kept.splice(0, size);
  }
}
