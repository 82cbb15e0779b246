import { formatCount } from '../words.ts';
import { LongList } from './long-list.tsx';

/** Lines that are shown without being opened. */
const FEW = 3;

/** A line that a function has logged, or the stack of what it has thrown. */
interface Line {
  readonly text: string;
  readonly isStack?: boolean;
}

interface Props {
  readonly lines: readonly Line[];
  /** What logged them, in words: `of the retry`. */
  readonly what?: string;
}

/** The log lines of one call. */
export function Lines({ lines, what }: Props) {
  if (lines.length === 0) return null;
  return (
    <details class="lines" open={lines.length <= FEW}>
      <summary>
        {formatCount(lines.length, 'log line')}
        {what === undefined ? '' : ` ${what}`}
      </summary>
      <LongList items={lines} first={20} class="log">
        {({ text, isStack }) => <code class={isStack ? 'bad' : ''}>{text}</code>}
      </LongList>
    </details>
  );
}
