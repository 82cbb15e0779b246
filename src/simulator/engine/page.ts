import type { AnyRecord } from '../../contracts/author-types.ts';
import type { Problem } from '../../shared/errors.ts';
import type { StageName } from '../report/types.ts';

/** What a stage said of one record beside what it put out. */
export interface RecordStatus {
  readonly errors?: readonly Problem[];
  readonly ignored?: true;
  /** The record's way ends here. */
  readonly failed?: true;
}

/** What a stage did with the records of a page. Lists go by position; a position without output got no further. */
export interface StageResult {
  readonly stage: StageName;
  /** Which records they are. */
  readonly ids: readonly number[];
  readonly input?: readonly unknown[];
  readonly output?: readonly unknown[];
  /** Which records the output is, where that is not by position. */
  readonly outputIds?: readonly number[];
  /** By position; most records have none. */
  readonly marks: ReadonlyMap<number, RecordStatus>;
}

/** Where the records of a page come from. */
export interface PageSource {
  /** The number of the page, from 0. */
  readonly number: number;
  /** How many records were exported before it. */
  readonly before: number;
  readonly records: readonly AnyRecord[];
  /** Records that are retried: their keys. */
  readonly keys?: readonly string[];
  /** Whether it is the second time of records that have failed. */
  readonly retried: boolean;
  /** Whether it is a page that is sent twice, and counts once. */
  readonly repeats: boolean;
}

/**
 * The way of one page through the flow. Its records have numbers that they keep: their index in the exported page, or
 * below 0 if a hook has added them. What happened to them is kept by page and not by record, for nearly all of it is
 * thrown away: journeys are only made of those that a report shows.
 */
export class PageRun {
  readonly source: PageSource;
  readonly passes: StageResult[] = [];
  readonly times: { name: StageName; from: number; to: number }[] = [];
  /** The records that are still on their way, and which they are. */
  records: readonly AnyRecord[];
  ids: readonly number[];
  errors = 0;
  failed = false;
  bytes = 0;

  constructor(origin: PageSource) {
    this.source = origin;
    this.records = origin.records;
    this.ids = origin.records.map((_, index) => index);
  }

  /** The key of a record's journey. */
  keyOf(id: number): string {
    const { number: page, keys } = this.source;
    return keys?.[id] ?? (id < 0 ? `${page}:+${-id - 1}` : `${page}:${id}`);
  }

  /** The key of the record that is at a position now. */
  readonly keyAt = (position: number): string | undefined => {
    const id = this.ids[position];
    return id === undefined ? undefined : this.keyOf(id);
  };
}
