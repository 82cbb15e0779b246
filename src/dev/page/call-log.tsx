import type { LevelledLine } from '../../core/logger.ts';
import { LongList } from '../../simulator/report/page/long-list.tsx';
import { formatCount } from '../../simulator/report/words.ts';

/** What a call has logged. */
export function CallLog({ lines }: { readonly lines: readonly LevelledLine[] }) {
  return (
    <section aria-labelledby="log">
      <h3 id="log">{lines.length === 0 ? 'Nothing was logged' : `Log: ${formatCount(lines.length, 'line')}`}</h3>
      <LongList items={lines} first={50} class="log">
        {({ level, message, ...fields }) => (
          <>
            <span class={`level ${level}`}>{level}</span> <code>{message}</code>{' '}
            {Object.keys(fields).length > 0 && <code class="dim">{JSON.stringify(fields)}</code>}
          </>
        )}
      </LongList>
    </section>
  );
}
