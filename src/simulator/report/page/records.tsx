import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Journey } from '../types.ts';
import { findEnding, type StepOf } from './ending.ts';
import type { Filter } from './filter.ts';
import type { PackedJourney } from './packed.ts';
import { JOURNEY_KEY, type RecordKey } from './record-key.ts';
import { Search } from './search.tsx';
import { ROW, useWindowed } from './windowed.ts';

interface Props {
  /** The names of the flow's stages. */
  readonly stages: readonly string[];
  readonly stepOf: StepOf;
  readonly journeys: readonly PackedJourney[];
  readonly shown: readonly PackedJourney[];
  readonly filter: Filter;
  /** What records can be called by, and are called by. */
  readonly recordKeys: readonly RecordKey[];
  readonly recordKey: RecordKey;
  /** The key of a journey. */
  readonly selected: string | undefined;
  /** The element of the table, for others to move the focus to. */
  readonly focus: RefObject<HTMLDivElement | null>;
  readonly exported: number;
  readonly onFilter: (filter: Filter) => void;
  readonly onRecordKey: (recordKey: RecordKey) => void;
  readonly onSelect: (key: string) => void;
  readonly onOpen: () => void;
}

/** The table of filtered records, with arrow key navigation. */
export function Records(props: Props) {
  const { shown, stepOf, recordKey, selected, focus, onSelect, onOpen } = props;
  const { ref, first, end, fitting, onScroll, reveal } = useWindowed(shown.length);
  const at = shown.findIndex(({ key }) => key === selected);
  useLayoutEffect(() => {
    focus.current = ref.current;
  });
  useLayoutEffect(() => {
    if (at >= 0) reveal(at);
  }, [selected, shown]);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at >= 0) return onOpen();
    const to = destination(event.key, at, shown.length - 1, fitting);
    const next = to === undefined ? undefined : shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (!next) return;
    event.preventDefault();
    onSelect(next.key);
  };
  const isDrawn = at >= first && at < end;
  return (
    <section class="records" aria-labelledby="records">
      <h2 id="records">The records</h2>
      <Search {...props} onLeave={() => ref.current?.focus()} />
      <div
        class={recordKey === JOURNEY_KEY ? 'grid unnamed' : 'grid'}
        role="grid"
        ref={ref}
        tabIndex={0}
        aria-label="Records"
        aria-rowcount={shown.length + 1}
        aria-activedescendant={isDrawn ? `row-${at}` : undefined}
        onScroll={onScroll}
        onKeyDown={move}
      >
        <div role="row" class="row head" aria-rowindex={1}>
          {listHeads(recordKey).map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        <div role="rowgroup" class="body" style={{ height: `${shown.length * ROW}px` }}>
          {shown.slice(first, end).map((journey, index) => (
            <Row
              key={journey.key}
              journey={journey}
              recordKey={recordKey}
              stepOf={stepOf}
              index={first + index}
              isSelected={journey.key === selected}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

/** The key of the journey stands there once. */
function listHeads({ label }: RecordKey): string[] {
  const heads = ['key', 'outcome', 'came to', 'data'];
  return label === JOURNEY_KEY.label ? heads : [label, ...heads];
}

interface RowProps {
  readonly journey: PackedJourney;
  readonly recordKey: RecordKey;
  readonly stepOf: StepOf;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: (key: string) => void;
}

function Row({ journey, recordKey, stepOf, index, isSelected, onSelect }: RowProps) {
  const { key, outcome, stages, values } = journey;
  const error = stages.flatMap(({ errors }) => errors)[0];
  const names = recordKey === JOURNEY_KEY ? [key] : [recordKey.read(journey), key];
  const last = findEnding(journey, stepOf)?.stage ?? stages.at(-1);
  const data = error ? `${error.code ?? ''} ${error.message}` : briefly(values[0]);
  const cells = [...names, <Outcome key="outcome" outcome={outcome} />, last?.name, data];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the table's, which the focus is on.
    <div
      role="row"
      id={`row-${index}`}
      class="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${index * ROW}px)` }}
      onClick={() => onSelect(key)}
    >
      {cells.map((cell, column) => (
        <span
          key={column}
          role="gridcell"
          title={typeof cell === 'string' ? cell : undefined}
          class={column === cells.length - 1 && error ? 'bad' : ''}
        >
          {cell}
        </span>
      ))}
    </div>
  );
}

/** The outcome of a record: in words, and as a shape. */
export function Outcome({ outcome }: { readonly outcome: Journey['outcome'] }) {
  return <span class={`outcome ${outcome}`}>{outcome}</span>;
}

/** Cuts a value to the available room. */
const ROOM = 120;

function briefly(value: unknown): string {
  return (JSON.stringify(value) ?? '').slice(0, ROOM);
}

function destination(key: string, at: number, last: number, fitting: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: fitting, PageUp: -fitting };
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  return step === undefined ? undefined : at + step;
}
