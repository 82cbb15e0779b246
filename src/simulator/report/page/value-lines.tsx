import { useState } from 'preact/hooks';
import type { DiffLine } from './difference.ts';

/** More are shown on request. */
const FIRST = 300;
const MARKS = { added: '+', removed: '−' } as const;

/** The lines of JSON data, with added and removed ones marked. */
export function ValueLines({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  const [most, setMost] = useState(FIRST);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="value" aria-label={label} tabIndex={0}>
        {lines.slice(0, most).map(({ depth, text, mark }, index) => {
          const content = (
            <>
              <span class="mark">{mark ? MARKS[mark] : ' '}</span>
              {`${'  '.repeat(depth)}${text}\n`}
            </>
          );
          if (mark === 'added') return <ins key={index}>{content}</ins>;
          return mark === 'removed' ? <del key={index}>{content}</del> : <span key={index}>{content}</span>;
        })}
      </section>
      {lines.length > most && (
        <button type="button" onClick={() => setMost(most + 10 * FIRST)}>
          Show {Math.min(lines.length - most, 10 * FIRST).toLocaleString('en')} more lines
        </button>
      )}
    </>
  );
}
