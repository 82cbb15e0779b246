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

/** The parts of documents that a run does not simulate. */
export function NotSimulated({ report: { notSimulated: parts } }: { readonly report: PackedReport }) {
  if (parts.length === 0) return null;
  return (
    <details class="notes not-simulated">
      <summary>{formatCount(parts.length, 'part')} of the documents not simulated</summary>
      <LongList items={parts} first={2 * FIRST}>
        {({ document, path, message }) => (
          <>
            <code>{[document, path].filter(Boolean).join(': ')}</code> {message}
          </>
        )}
      </LongList>
    </details>
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
