import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { ROW, useWindowed } from '../../../simulator/report/page/windowed.ts';
import { formatDuration } from '../../../simulator/report/words.ts';
import type { LifeEventReport, LifeReport } from '../../life-report.ts';
import { countChanges, groupBroken } from '../describe-life.ts';

interface Props {
  readonly report: LifeReport;
  /** The number of an event; 0 for the account before the first one. */
  readonly selected: number;
  /** The element of the table, for others to move the focus to. */
  readonly focus: RefObject<HTMLDivElement | null>;
  readonly onSelect: (number: number) => void;
  readonly onOpen: () => void;
}

const HEADS = ['event', 'outcome', 'calls', 'time', 'documents', 'broken rules'];

/** The events of a life in their order, with arrow key navigation. The first row is the account before them. */
export function Events({ report, selected, focus, onSelect, onOpen }: Props) {
  const { events, broken } = report;
  const count = events.length + 1;
  const { ref, first, end, fitting, onScroll, reveal } = useWindowed(count);
  const groups = useMemo(() => groupBroken(broken), [broken]);
  useLayoutEffect(() => {
    focus.current = ref.current;
  });
  useLayoutEffect(() => reveal(selected), [selected]);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return onOpen();
    const to = findDestination(event.key, selected, count - 1, fitting);
    if (to === undefined) return;
    event.preventDefault();
    onSelect(Math.max(0, Math.min(count - 1, to)));
  };
  const isDrawn = selected >= first && selected < end;
  const rows = Array.from({ length: end - first }, (_, at) => first + at);
  return (
    <div
      class="grid events"
      role="grid"
      ref={ref}
      tabIndex={0}
      aria-label="Events"
      aria-rowcount={count + 1}
      aria-activedescendant={isDrawn ? `row-${selected}` : undefined}
      onScroll={onScroll}
      onKeyDown={move}
    >
      <div role="row" class="row head" aria-rowindex={1}>
        {HEADS.map((name) => (
          <span key={name} role="columnheader">
            {name}
          </span>
        ))}
      </div>
      <div role="rowgroup" class="body" style={{ height: `${count * ROW}px` }}>
        {rows.map((number) => (
          <EventRow
            key={number}
            number={number}
            event={events[number - 1]}
            broken={groups.get(number)?.length ?? 0}
            isSelected={number === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly number: number;
  /** Undefined for the account before the first event. */
  readonly event: LifeEventReport | undefined;
  readonly broken: number;
  readonly isSelected: boolean;
  readonly onSelect: (number: number) => void;
}

function EventRow({ number, event, broken, isSelected, onSelect }: RowProps) {
  const isWrong = broken > 0 || event?.outcome === 'failed' || event?.outcome === 'interrupted';
  const title = event ? `${number}  ${event.title}` : 'before the first event';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the table's, which the focus is on.
    <div
      role="row"
      id={`row-${number}`}
      class="row"
      aria-rowindex={number + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${number * ROW}px)` }}
      onClick={() => onSelect(number)}
    >
      <span role="gridcell" class={isWrong ? 'moment wrong' : 'moment'} title={title}>
        {title}
      </span>
      <span role="gridcell">{event && <EventOutcome outcome={event.outcome} />}</span>
      <span role="gridcell" class="number">
        {event?.calls.length || ''}
      </span>
      <span role="gridcell" class="number">
        {event && formatDuration(event.to - event.from)}
      </span>
      <span role="gridcell">{event && <DocumentCounts event={event} />}</span>
      <span role="gridcell" class="number bad">
        {broken || ''}
      </span>
    </div>
  );
}

/** The outcome of an event: in words, and as a shape. */
export function EventOutcome({ outcome }: { readonly outcome: LifeEventReport['outcome'] }) {
  return <span class={`outcome ${outcome}`}>{outcome}</span>;
}

const SIGNS = { made: '+', changed: '~', deleted: '−' } as const;

/** `+4 ~1`: the documents that an event made, changed and deleted. */
function DocumentCounts({ event }: { readonly event: LifeEventReport }) {
  const counts = countChanges(event.changes);
  const kinds = (['made', 'changed', 'deleted'] as const).filter((what) => counts[what] > 0);
  return (
    <>
      {kinds.map((what) => (
        <span key={what} class={`count ${what}`}>
          <span aria-hidden="true">{`${SIGNS[what]}${counts[what]} `}</span>
          <span class="unseen">{`${counts[what]} ${what} `}</span>
        </span>
      ))}
    </>
  );
}

function findDestination(key: string, at: number, last: number, fitting: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: fitting, PageUp: -fitting };
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  return step === undefined ? undefined : at + step;
}
