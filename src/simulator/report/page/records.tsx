import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { Journey } from '../types.ts';
import { findEnding, type StepOf } from './ending.ts';
import type { Filter } from './filter.ts';
import type { PackedJourney } from './packed.ts';
import { JOURNEY_KEY, type RecordKey } from './record-key.ts';
import { GridRow, RowGrid, useGrid } from './row-grid.tsx';
import { Search } from './search.tsx';

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
  const at = shown.findIndex(({ key }) => key === selected);
  const onMove = (index: number) => onSelect((shown[index] as PackedJourney).key);
  const grid = useGrid({ count: shown.length, at, focus, onMove, onOpen });
  useLayoutEffect(() => {
    if (at >= 0) grid.reveal(at);
  }, [selected, shown]);
  const drawRow = (index: number) => {
    const journey = shown[index] as PackedJourney;
    const isSelected = index === at;
    const own = { journey, recordKey, stepOf, index, isSelected, onSelect };
    return <Row key={journey.key} {...own} />;
  };
  return (
    <section class="records" aria-labelledby="records">
      <h2 id="records">The records</h2>
      <Search {...props} onLeave={() => grid.ref.current?.focus()} />
      <RowGrid
        grid={grid}
        label="Records"
        heads={listHeads(recordKey)}
        class={recordKey === JOURNEY_KEY ? 'unnamed' : ''}
        drawRow={drawRow}
      />
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
    <GridRow index={index} isSelected={isSelected} onSelect={() => onSelect(key)}>
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
    </GridRow>
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
