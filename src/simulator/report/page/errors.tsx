import type { RunError } from '../types.ts';
import { formatCount } from '../words.ts';
import { RecordLink } from './breaches.tsx';
import { LongList } from './long-list.tsx';

/** More errors would slow the document down. */
const MOST = 200;

/** The first errors, each with a link to its record. */
export function Errors({ errors, all }: { readonly errors: readonly RunError[]; readonly all: number }) {
  if (errors.length === 0) return null;
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">{formatCount(all, 'error')}</h2>
      <LongList items={errors} first={5} most={MOST} class="errors">
        {({ code, message, stage, record, page }) => (
          <>
            {record === undefined ? page === undefined ? '' : <a href={`#page=${page}`}>page {page}</a> : null}
            {record === undefined ? '' : <RecordLink record={record} />}
            <span class="dim">{stage}</span>
            <b>{code}</b>
            <span>{message}</span>
          </>
        )}
      </LongList>
    </section>
  );
}
