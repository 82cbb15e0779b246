import { useState } from 'preact/hooks';
import { formatCount } from '../words.ts';
import type { PackedReport } from './packed.ts';

/** The most breaches that a person reads at once. */
const FIRST = 20;

/** The broken rules: the first thing to look at. */
export function Breaches({ report: { breaches, leftOut } }: { readonly report: PackedReport }) {
  const [all, setAll] = useState(false);
  if (breaches.length === 0) return null;
  const shown = all ? breaches : breaches.slice(0, FIRST);
  return (
    <section class="breaches" aria-labelledby="breaches">
      <h2 id="breaches">{formatCount(breaches.length + leftOut.breaches, 'broken rule')}</h2>
      <ul>
        {shown.map(({ rule, stage, function: named, message, page, record, path, place }, index) => (
          <li key={index}>
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
          </li>
        ))}
      </ul>
      {shown.length < breaches.length && (
        <button type="button" onClick={() => setAll(true)}>
          Show all {breaches.length.toLocaleString('en')}
        </button>
      )}
    </section>
  );
}

/** A link to a record's journey. */
export function RecordLink({ record }: { readonly record: string }) {
  return <a href={`#record=${encodeURIComponent(record)}`}>record {record}</a>;
}
