import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { GridRow, RowGrid, useGrid } from '../../../simulator/report/page/row-grid.tsx';
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
  const grid = useGrid({ count: events.length + 1, at: selected, focus, onMove: onSelect, onOpen });
  const groups = useMemo(() => groupBroken(broken), [broken]);
  useLayoutEffect(() => grid.reveal(selected), [selected]);
  const drawRow = (number: number) => (
    <EventRow
      key={number}
      number={number}
      event={events[number - 1]}
      broken={groups.get(number)?.length ?? 0}
      isSelected={number === selected}
      onSelect={onSelect}
    />
  );
  return <RowGrid grid={grid} class="events" label="Events" heads={HEADS} drawRow={drawRow} />;
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
    <GridRow index={number} isSelected={isSelected} onSelect={() => onSelect(number)}>
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
    </GridRow>
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
