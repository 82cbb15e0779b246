import type { AnyRecord } from '../../../contracts/author-types.ts';
import { fillPages, type PageSize } from '../../records/fill-pages.ts';
import { createGrouper } from '../../records/group-records.ts';
import type { RecordReader } from '../../records/reader.ts';
import { sortRecords } from '../../records/sort-records.ts';
import type { Scope } from '../../scope/scope.ts';

/** How the records of an export become pages. With groups, `pageSize` counts them. */
export interface Grouping extends PageSize {
  /** The fields whose equal values make one record of consecutive ones; none: records stay single. */
  readonly fields: readonly string[];
  readonly groupEmptyValues: boolean;
  readonly sortBy: readonly { readonly field: string; readonly descending?: boolean | null | undefined }[];
  /** The most records, or groups. */
  readonly limit: number;
  readonly scope: Scope;
}

/** Whether a source is sorted, grouped or ended early: then its own pages are not those of the flow. */
export function isRegrouped({ fields, sortBy, limit }: Grouping): boolean {
  return fields.length > 0 || sortBy.length > 0 || limit !== Number.POSITIVE_INFINITY;
}

/** Sorts and groups the records of a source, and ends them at the limit of a test: in this order, as the platform does. */
export function regroupPages(reader: RecordReader, grouping: Grouping): RecordReader {
  const { fields, sortBy, limit } = grouping;
  const sorted = sortBy.length > 0 ? readSorted(reader, grouping) : reader;
  const pages = fields.length > 0 ? readGroups(sorted, grouping) : sorted;
  const all = fillPages(readUpTo(limit, pages), grouping);
  return { fraction: reader.fraction, [Symbol.asyncIterator]: () => all };
}

/** Sorting needs all records at once. */
async function* readSorted(
  pages: AsyncIterable<AnyRecord[]>,
  { sortBy, scope }: Grouping,
): AsyncGenerator<AnyRecord[]> {
  const all: AnyRecord[] = [];
  for await (const page of pages) all.push(...page);
  const by = sortBy.map(({ field, descending }) => ({ field, descending: descending === true }));
  yield sortRecords(all, by, scope);
}

async function* readGroups(
  pages: AsyncIterable<AnyRecord[]>,
  { fields, groupEmptyValues, scope }: Grouping,
): AsyncGenerator<AnyRecord[]> {
  const grouper = createGrouper(fields, scope, groupEmptyValues);
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
