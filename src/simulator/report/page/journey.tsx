import type { RefObject } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { type DiffLine, differenceLines, valueLines } from './difference.ts';
import type { PackedJourney, PackedReport, PackedStage } from './packed.ts';
import { Outcome } from './records.tsx';

interface Props {
  readonly report: PackedReport;
  readonly journey: PackedJourney | undefined;
  /** The key of the requested journey. */
  readonly sought: string | undefined;
  readonly focus: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** One record's journey: the result of each stage. */
export function JourneyView({ report, journey, sought, focus, onClose }: Props) {
  const stages = useMemo(() => new Map(report.stages.map((stage) => [stage.name, stage])), [report]);
  const close = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  return (
    <section class="journey" aria-labelledby="journey" tabIndex={-1} ref={focus} onKeyDown={close}>
      <h2 id="journey">{sought === undefined ? 'No record' : `Record ${sought}`}</h2>
      {journey ? (
        <>
          <p>
            <Outcome outcome={journey.outcome} /> <a href={`#page=${journey.page}`}>page {journey.page}</a>
          </p>
          <ol>
            {journey.stages.map((stage, index) => (
              <StageView
                key={`${journey.key} ${index}`}
                stage={stage}
                values={journey.values}
                named={stages.get(stage.name)?.function}
                answers={stages.get(stage.name)?.step === stage.name}
              />
            ))}
          </ol>
        </>
      ) : (
        <p>
          {sought === undefined ? 'There are none in this report.' : 'It is not in the sample that this report holds.'}
        </p>
      )}
    </section>
  );
}

interface StageProps {
  readonly stage: PackedStage;
  readonly values: readonly unknown[];
  readonly named: string | undefined;
  /** Whether its output is of another kind than its input: a difference would mean nothing. */
  readonly answers: boolean;
}

function StageView({ stage, values, named, answers }: StageProps) {
  const { name, input, output, errors, ignored } = stage;
  const lines = useMemo(() => createLines(stage, values, answers), [stage, values, answers]);
  const isSame = input !== undefined && input === output;
  return (
    <li class={errors.length > 0 ? 'wrong' : ''}>
      <h3>
        {name} {named && <span class="dim">{named}</span>} {ignored && <span class="outcome ignored">ignored</span>}
      </h3>
      {errors.map(({ code, message }, index) => (
        <p key={index} class="bad">
          <b>{code}</b> {message}
        </p>
      ))}
      {isSame ? (
        <details>
          <summary>unchanged</summary>
          <Lines lines={lines} label={name} />
        </details>
      ) : (
        lines.length > 0 && <Lines lines={lines} label={name} />
      )}
    </li>
  );
}

function createLines(
  { input, output }: PackedStage,
  values: readonly unknown[],
  answers: boolean,
): readonly DiffLine[] {
  const [before, after] = [input, output].map((place) => (place === undefined ? undefined : values[place]));
  if (output === undefined) return input === undefined ? [] : valueLines(before);
  return input === undefined || answers ? valueLines(after) : differenceLines(before, after);
}

/** More are shown on request. */
const FIRST = 300;
const MARKS = { added: '+', removed: '−' } as const;

function Lines({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  const [most, setMost] = useState(FIRST);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="value" aria-label={`The record at ${label}`} tabIndex={0}>
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
