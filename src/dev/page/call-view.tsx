import type { RefObject } from 'preact';
import type { Recording } from '../../recording/recording.ts';
import { LongList } from '../../simulator/report/page/long-list.tsx';
import { formatCount, formatDuration } from '../../simulator/report/words.ts';
import { type CallSummary, summarizeCall } from '../call-summary.ts';
import { CallActions } from './call-actions.tsx';
import type { CallApi } from './call-api.ts';
import { Outcome } from './call-list.tsx';
import { CallLog } from './call-log.tsx';
import { CallValues } from './call-values.tsx';
import { formatBytes } from './format-call.ts';
import { HttpExchanges } from './http-exchanges.tsx';
import { useRecording } from './recording-cache.ts';

interface Props {
  readonly id: string;
  readonly api: CallApi;
  /** The call of the same function before this one. */
  readonly previous: CallSummary | undefined;
  /** The element of the view, for others to move the focus to. */
  readonly focus: RefObject<HTMLElement | null>;
  /** Whether calls are shown as what differs from their previous ones. */
  readonly isCompared: boolean;
  readonly onCompare: (isCompared: boolean) => void;
  /** Keeps this call in view as others come. */
  readonly onKeep: () => void;
  readonly onRepeated: (id: string) => void;
  /** Moves the focus back to the list. */
  readonly onClose: () => void;
}

/** One call, whole. */
export function CallView({ id, api, focus, onKeep, onRepeated, onClose, ...comparison }: Props) {
  const { recording, reason } = useRecording(api, id);
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <section
      class="journey call"
      aria-labelledby="call-title"
      aria-busy={!recording && !reason}
      tabIndex={-1}
      ref={focus}
      onKeyDown={leave}
      onFocusIn={onKeep}
      onPointerDown={onKeep}
    >
      <p class="back">
        <button type="button" onClick={onClose}>
          Back to the calls
        </button>
      </p>
      {recording ? (
        <>
          <About recording={recording} />
          <CallActions api={api} recording={recording} onRepeated={onRepeated} />
          <Findings findings={recording.findings} />
          <CallValues api={api} recording={recording} {...comparison} />
          <CallLog lines={recording.logs} />
          <HttpExchanges exchanges={recording.http} />
        </>
      ) : (
        <>
          <h2 id="call-title">The call {id}</h2>
          <p class={reason === undefined ? 'dim' : 'bad'}>{reason ?? 'It is being read.'}</p>
        </>
      )}
    </section>
  );
}

function About({ recording }: { readonly recording: Recording }) {
  const { id, when, build, address, kind, ms, bytes, source } = recording;
  const summary = summarizeCall(recording, 0);
  const facts: readonly (readonly [what: string, value: string | undefined])[] = [
    ['when', when],
    ['kind', kind],
    ['type', address.type],
    ['took', formatDuration(ms)],
    ['options', formatBytes(bytes.options)],
    ['response', formatBytes(bytes.response)],
    ['build', build],
    ['connector', address._connectorId],
    ['recorded by', source === 'dev' ? undefined : source],
    ['recording', id],
  ];
  return (
    <>
      <h2 id="call-title">
        {summary.function} <Outcome outcome={summary.outcome} />
      </h2>
      <dl class="facts">
        {facts.map(
          ([what, value]) =>
            value !== undefined && (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}

function Findings({ findings }: Pick<Recording, 'findings'>) {
  if (findings.length === 0) return null;
  return (
    <section class="found" aria-labelledby="findings">
      <h3 id="findings">{formatCount(findings.length, 'broken rule')} of the contract</h3>
      <LongList items={findings} first={10}>
        {(finding) => finding}
      </LongList>
    </section>
  );
}
