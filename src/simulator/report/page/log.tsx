import type { CallLine } from '../types.ts';
import { RecordLink } from './breaches.tsx';
import { LongList } from './long-list.tsx';
import type { PackedReport } from './packed.ts';

/** All lines that functions have logged, in the order in which they came, each with its call. */
export function Log({ report: { log, leftOut } }: { readonly report: PackedReport }) {
  if (log.length === 0) return null;
  const more = leftOut.log > 0 ? `, of ${(log.length + leftOut.log).toLocaleString('en')}` : '';
  return (
    <details class="notes" id="log">
      <summary>
        All log lines: {log.length.toLocaleString('en')}
        {more}
      </summary>
      <LongList items={log} first={50} class="log">
        {(line) => (
          <>
            <LineOrigin line={line} /> <code>{line.text}</code>
          </>
        )}
      </LongList>
    </details>
  );
}

/** Where a line comes from: the stage, and the record or the page of its call. */
function LineOrigin({ line: { stage, page, attempt = 1, record, isStack } }: { readonly line: CallLine }) {
  if (stage === undefined) return null;
  return (
    <span class="origin-of dim">
      {stage}
      {record === undefined && page !== undefined && <a href={`#page=${page}`}>page {page}</a>}
      {record !== undefined && <RecordLink record={record} />}
      {attempt > 1 && <span>a second time</span>}
      {isStack && <span>thrown</span>}
    </span>
  );
}
