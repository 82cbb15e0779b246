import type { AnyRecord } from '../../contracts/author-types.ts';
import { scanSize } from '../../core/json-size.ts';
import { PAGE_LIMIT } from '../../shared/limits.ts';

/** Where a page closes. */
export interface PageSize {
  /** The most records of a page. */
  readonly pageSize: number;
  /** The most bytes of a page, as JSON. Default: 5 MB. */
  readonly pageBytes?: number | undefined;
  /** Called for a page that its bytes have closed, and not its number of records. */
  readonly onFull?: (() => void) | undefined;
}

/**
 * Fills pages with records. A page closes at its number of records, or before the record with which it would have too
 * many bytes; a larger record is a page of its own.
 */
export async function* fillPages(
  records: AsyncIterable<Iterable<AnyRecord>> | Iterable<Iterable<AnyRecord>>,
  { pageSize, pageBytes = PAGE_LIMIT, onFull }: PageSize,
): AsyncGenerator<AnyRecord[]> {
  const size = new GrowingSize(pageBytes);
  let page: AnyRecord[] = [];
  for await (const some of records) {
    for (const record of some) {
      if (!size.takes(record) && page.length > 0) {
        onFull?.();
        yield page;
        page = [];
        size.restart(record);
      }
      page.push(record);
      if (page.length < pageSize) continue;
      yield page;
      page = [];
      size.restart();
    }
  }
  if (page.length > 0) yield page;
}

/**
 * The size of a page that grows record by record. Records are only serialised where their upper bound is too large: the
 * bound takes a tenth of the time. None is serialised twice.
 */
class GrowingSize {
  readonly #limit: number;
  /** The bytes of what was serialised, with the brackets and commas of the list. */
  #bytes = 1;
  /** The same, and the upper bound of the records that were not serialised. */
  #bound = 1;
  #unmeasured: AnyRecord[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds a record, and returns whether the page is still within the limit. */
  takes(record: AnyRecord): boolean {
    if (this.#limit === Number.POSITIVE_INFINITY) return true;
    this.#unmeasured.push(record);
    this.#bound += scanSize(record, this.#limit).bound + 1;
    if (this.#bound <= this.#limit) return true;
    for (const one of this.#unmeasured) this.#bytes += Buffer.byteLength(JSON.stringify(one)) + 1;
    this.#unmeasured = [];
    this.#bound = this.#bytes;
    return this.#bytes <= this.#limit;
  }

  /** Begins the next page, with the record that the last one did not take, if there is one. */
  restart(record?: AnyRecord): void {
    this.#bytes = 1;
    this.#bound = 1;
    this.#unmeasured = [];
    if (record) this.takes(record);
  }
}
