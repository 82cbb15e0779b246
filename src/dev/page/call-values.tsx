import { useMemo } from 'preact/hooks';
import type { Recording } from '../../recording/recording.ts';
import { CopyButton } from '../../simulator/report/page/copy-button.tsx';
import { type DiffLine, differenceLines, valueLines } from '../../simulator/report/page/difference.ts';
import { LongList } from '../../simulator/report/page/long-list.tsx';
import { ValueLines } from '../../simulator/report/page/value-lines.tsx';
import type { CallSummary } from '../call-summary.ts';
import type { CallApi } from './call-api.ts';
import { formatTime } from './format-call.ts';
import { useRecording } from './recording-cache.ts';

interface Props {
  readonly api: CallApi;
  readonly recording: Recording;
  /** The call of the same function before this one. */
  readonly previous: CallSummary | undefined;
  readonly isCompared: boolean;
  readonly onCompare: (isCompared: boolean) => void;
}

/** What a call was sent and what it answered, or what it failed with; on request as what has changed. */
export function CallValues({ api, recording, previous, isCompared, onCompare }: Props) {
  const { recording: before, reason } = useRecording(api, isCompared ? previous?.id : undefined);
  const { problems, stack } = recording;
  return (
    <>
      {problems && (
        <section aria-labelledby="errors">
          <h3 id="errors">Errors</h3>
          <LongList items={problems} first={10}>
            {({ code, message }) => (
              <p class="bad">
                <b>{code}</b> {message}
              </p>
            )}
          </LongList>
          {stack !== undefined && <Stack stack={stack} />}
        </section>
      )}
      <Compare previous={previous} isCompared={isCompared} onCompare={onCompare} />
      {reason !== undefined && <p class="bad">{reason}</p>}
      {(!problems || before) && (
        <Value
          title={problems ? 'Result' : 'Response'}
          now={outcomeOf(recording)}
          before={before && { value: outcomeOf(before) }}
        />
      )}
      <Value title="Options" now={recording.options} before={before && { value: before.options }} />
    </>
  );
}

/** A failed call is compared by its errors. */
function outcomeOf({ problems, response }: Recording): unknown {
  return problems ? { errors: problems } : response;
}

function Stack({ stack }: { readonly stack: string }) {
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre class="value" role="region" aria-label="The stack of the error" tabIndex={0}>
        {stack}
      </pre>
      <p class="copies">
        <CopyButton label="Copy the stack" write={() => stack} />
      </p>
    </>
  );
}

function Compare({ previous, isCompared, onCompare }: Pick<Props, 'previous' | 'isCompared' | 'onCompare'>) {
  if (!previous) return <p class="dim compare">No earlier call of this function is kept.</p>;
  return (
    <p class="compare">
      <label>
        <input
          type="checkbox"
          checked={isCompared}
          onChange={({ currentTarget }) => onCompare(currentTarget.checked)}
        />{' '}
        Show what differs from its previous call at {formatTime(previous.when)}
      </label>
    </p>
  );
}

interface ValueProps {
  readonly title: string;
  readonly now: unknown;
  /** The value of the call before, if it is compared. */
  readonly before: { readonly value: unknown } | undefined;
}

function Value({ title, now, before }: ValueProps) {
  const lines: readonly DiffLine[] = useMemo(
    () => (before ? differenceLines(before.value, now) : valueLines(now)),
    [now, before?.value, before === undefined],
  );
  const id = title.toLowerCase();
  const isSame = before !== undefined && lines.every(({ mark }) => mark === undefined);
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>
        {title} {isSame && <span class="dim">the same as before</span>}
      </h3>
      <ValueLines lines={lines} label={`The value of the ${id}`} />
      <p class="copies">
        <CopyButton label={`Copy the ${id}`} write={() => `${JSON.stringify(now, undefined, 2)}\n`} />
      </p>
    </section>
  );
}
