import { formatCount } from '../words.ts';
import { LongList } from './long-list.tsx';
import type { PackedReport } from './packed.ts';

/** The most breaches that a person reads at once. */
const FIRST = 20;

/** The broken rules: the first thing to look at. */
export function Breaches({ report: { breaches, leftOut } }: { readonly report: PackedReport }) {
  if (breaches.length === 0) return null;
  return (
    <section class="breaches" aria-labelledby="breaches">
      <h2 id="breaches">{formatCount(breaches.length + leftOut.breaches, 'broken rule')}</h2>
      <LongList items={breaches} first={FIRST}>
        {({ rule, stage, function: named, message, page, record, path, place }) => (
          <>
            <b>{rule}</b>{' '}
            <span class="where">
              {stage}
              {named ? ` ${named}` : ''}
              {record === undefined && page !== undefined ? <a href={`#page=${page}`}>page {page}</a> : ''}
              {record === undefined ? '' : <RecordLink record={record} />}
              {path ? <code>{path}</code> : ''}
              {place ? <code>{place}</code> : ''}
            </span>
            <p>{message}</p>
          </>
        )}
      </LongList>
    </section>
  );
}

/** A link to a record's journey. */
export function RecordLink({ record }: { readonly record: string }) {
  return <a href={`#record=${encodeURIComponent(record)}`}>record {record}</a>;
}
