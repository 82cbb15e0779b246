import { useState } from 'preact/hooks';
import type { RunError } from '../types.ts';
import { formatCount } from '../words.ts';
import { RecordLink } from './breaches.tsx';

const FIRST = 5;
/** More errors would slow the document down. */
const MOST = 200;

/** The first errors, each with a link to its record. */
export function Errors({ errors, all }: { readonly errors: readonly RunError[]; readonly all: number }) {
  const [most, setMost] = useState(FIRST);
  if (errors.length === 0) return null;
  const shown = errors.slice(0, most);
  const more = Math.min(MOST, errors.length);
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">{formatCount(all, 'error')}</h2>
      <ul class="errors">
        {shown.map(({ code, message, stage, record, page }, index) => (
          <li key={index}>
            {record === undefined ? page === undefined ? '' : <a href={`#page=${page}`}>page {page}</a> : null}
            {record === undefined ? '' : <RecordLink record={record} />}
            <span class="dim">{stage}</span>
            <b>{code}</b>
            <span>{message}</span>
          </li>
        ))}
      </ul>
      {shown.length < more && (
        <button type="button" onClick={() => setMost(MOST)}>
          Show the first {more.toLocaleString('en')}
        </button>
      )}
    </section>
  );
}
