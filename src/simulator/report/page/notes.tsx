import { formatCount } from '../words.ts';
import type { PackedReport } from './packed.ts';

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
