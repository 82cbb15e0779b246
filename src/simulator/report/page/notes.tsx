import { formatCount } from '../words.ts';
import type { PackedReport } from './packed.ts';

/** The mistakes in documents that did not keep the flow from running. */
export function Warnings({ report: { warnings } }: { readonly report: PackedReport }) {
  if (warnings.length === 0) return null;
  return (
    <section class="notes" aria-labelledby="warnings">
      <h2 id="warnings">{formatCount(warnings.length, 'warning')}</h2>
      <ul>
        {warnings.map(({ document, path, message }, index) => (
          <li key={index}>
            <code>{[document, path].filter(Boolean).join(': ')}</code> {message}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How open questions about the platform were read, where that decided an outcome. */
export function Readings({ report: { readings } }: { readonly report: PackedReport }) {
  if (readings.length === 0) return null;
  return (
    <details class="notes">
      <summary>This run relied on {formatCount(readings.length, 'reading')} of the platform</summary>
      <ul>
        {readings.map(({ basis, rule }) => (
          <li key={rule}>
            <span class="dim">{basis}</span> {rule}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What a person should know although no rule is broken. */
export function Notes({ report: { notes } }: { readonly report: PackedReport }) {
  if (notes.length === 0) return null;
  return (
    <section class="notes" aria-labelledby="notes">
      <h2 id="notes">{formatCount(notes.length, 'note')}</h2>
      <ul>
        {notes.map(({ message, count }) => (
          <li key={message}>
            {message}
            {count > 1 ? ` (and ${formatCount(count - 1, 'time')} more)` : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}
