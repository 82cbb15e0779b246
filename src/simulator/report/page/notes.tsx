import { formatCount } from '../words.ts';
import { LongList } from './long-list.tsx';
import type { PackedReport } from './packed.ts';

const FIRST = 8;

/** The mistakes in documents that did not keep the flow from running. */
export function Warnings({ report: { warnings } }: { readonly report: PackedReport }) {
  if (warnings.length === 0) return null;
  return (
    <section class="notes warnings" aria-labelledby="warnings">
      <h2 id="warnings">{formatCount(warnings.length, 'warning')}</h2>
      <LongList items={warnings} first={FIRST}>
        {({ document, path, message }) => (
          <>
            <code>{[document, path].filter(Boolean).join(': ')}</code> {message}
          </>
        )}
      </LongList>
    </section>
  );
}

/** How open questions about the platform were read, where that decided an outcome. */
export function Readings({ report: { readings } }: { readonly report: PackedReport }) {
  if (readings.length === 0) return null;
  return (
    <details class="notes readings">
      <summary>This run relied on {formatCount(readings.length, 'reading')} of the platform</summary>
      <LongList items={readings} first={2 * FIRST}>
        {({ basis, rule }) => (
          <>
            <span class={`basis ${basis}`}>{basis}</span> {rule}
          </>
        )}
      </LongList>
    </details>
  );
}

/** What a person should know although no rule is broken. */
export function Notes({ report: { notes } }: { readonly report: PackedReport }) {
  if (notes.length === 0) return null;
  return (
    <section class="notes" aria-labelledby="notes">
      <h2 id="notes">{formatCount(notes.length, 'note')}</h2>
      <LongList items={notes} first={FIRST}>
        {({ message, count }) => (
          <>
            {message}
            {count > 1 ? ` (and ${formatCount(count - 1, 'time')} more)` : ''}
          </>
        )}
      </LongList>
    </section>
  );
}

/** The lines that functions have logged, in the order in which they came. */
export function Log({ report: { log, leftOut } }: { readonly report: PackedReport }) {
  if (log.length === 0) return null;
  const more = leftOut.log > 0 ? `, the first of ${(log.length + leftOut.log).toLocaleString('en')}` : '';
  return (
    <details class="notes">
      <summary>
        The functions’ log: {formatCount(log.length, 'line')}
        {more}
      </summary>
      <LongList items={log} first={50} class="log">
        {(line) => <code>{line}</code>}
      </LongList>
    </details>
  );
}
