import type { AnyRecord } from '../../../contracts/author-types.ts';
import { fillPages, type PageSize } from '../../records/fill-pages.ts';
import type { Grouper } from '../../records/group-records.ts';
import type { RecordReader } from '../../records/reader.ts';
import type { SortRecords } from '../../records/sort-records.ts';

/** How the records of an export become pages. With groups, `pageSize` counts them. */
export interface Grouping extends PageSize {
  /** Makes what joins consecutive records with equal values into one; undefined: records stay single. */
  readonly createGrouper: (() => Grouper) | undefined;
  readonly sort: SortRecords | undefined;
  /** The most records, or groups. */
  readonly limit: number;
}

/** Whether a source is sorted, grouped or ended early: then its own pages are not those of the flow. */
export function isRegrouped({ createGrouper, sort, limit }: Grouping): boolean {
  return createGrouper !== undefined || sort !== undefined || limit !== Number.POSITIVE_INFINITY;
}

/** Sorts and groups the records of a source, and ends them at the limit of a test: in this order, as the platform does. */
export function regroupPages(reader: RecordReader, grouping: Grouping): RecordReader {
  const { createGrouper, sort, limit } = grouping;
  const sorted = sort ? readSorted(reader, sort) : reader;
  const pages = createGrouper ? readGroups(sorted, createGrouper()) : sorted;
  const all = fillPages(readUpTo(limit, pages), grouping);
  return { fraction: reader.fraction, [Symbol.asyncIterator]: () => all };
}

/** Sorting needs all records at once. */
async function* readSorted(pages: AsyncIterable<AnyRecord[]>, sort: SortRecords): AsyncGenerator<AnyRecord[]> {
  const all: AnyRecord[] = [];
  for await (const page of pages) all.push(...page);
  yield sort(all);
}

async function* readGroups(pages: AsyncIterable<AnyRecord[]>, grouper: Grouper): AsyncGenerator<AnyRecord[]> {
  for await (const page of pages) {
    const groups = page.flatMap((record) => {
      const group = grouper.add(record);
      return group ? [group as AnyRecord] : [];
    });
    yield groups;
  }
  const last = grouper.end();
  if (last) yield [last as AnyRecord];
}

async function* readUpTo(limit: number, chunks: AsyncIterable<AnyRecord[]>): AsyncGenerator<AnyRecord[]> {
  let left = limit;
  for await (const chunk of chunks) {
    yield chunk.slice(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}
