import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { ROW, useWindowed, type Windowed } from './windowed.ts';

/** The rows of a grid, and what its keys do. */
interface GridRows {
  /** The number of rows. */
  readonly count: number;
  /** The index of the selected row; below 0 for none. */
  readonly at: number;
  /** The element of the grid, for others to move the focus to. */
  readonly focus: RefObject<HTMLDivElement | null>;
  /** Selects a row by its index. */
  readonly onMove: (index: number) => void;
  /** Opens the selected row. */
  readonly onOpen: () => void;
}

/** A grid of many rows, of which few are drawn. */
export interface Grid extends Windowed, GridRows {
  /** Takes a key: arrows, pages and ends lead to another row, and Enter opens this one. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Keeps a grid of rows. */
export function useGrid(rows: GridRows): Grid {
  const { count, at, focus, onMove, onOpen } = rows;
  const windowed = useWindowed(count);
  useLayoutEffect(() => {
    focus.current = windowed.ref.current;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at >= 0) return onOpen();
    const to = findDestination(event.key, at, count - 1, windowed.fitting);
    if (to === undefined || count === 0) return;
    event.preventDefault();
    onMove(Math.max(0, Math.min(count - 1, to)));
  };
  return { ...rows, ...windowed, onKeyDown };
}

interface Props {
  readonly grid: Grid;
  readonly label: string;
  readonly heads: readonly string[];
  readonly id?: string;
  readonly class?: string;
  /** Draws the row at an index, with its key. */
  readonly drawRow: (index: number) => ComponentChildren;
  /** What stands below the rows. */
  readonly children?: ComponentChildren;
}

/** A table of rows of one height. The focus is on the table, and its keys lead from row to row. */
export function RowGrid({ grid, label, heads, id, class: name = '', drawRow, children }: Props) {
  const { ref, first, end, count, at, onScroll, onKeyDown } = grid;
  const isDrawn = at >= first && at < end;
  return (
    <div
      class={`grid ${name}`.trim()}
      id={id}
      role="grid"
      ref={ref}
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-activedescendant={isDrawn ? `row-${at}` : undefined}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="row" class="row head" aria-rowindex={1}>
        {heads.map((head) => (
          <span key={head} role="columnheader">
            {head}
          </span>
        ))}
      </div>
      <div role="rowgroup" class="body" style={{ height: `${count * ROW}px` }}>
        {Array.from({ length: Math.max(0, end - first) }, (_, position) => drawRow(first + position))}
      </div>
      {children}
    </div>
  );
}

interface GridRowProps {
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
  /** The cells. */
  readonly children: ComponentChildren;
}

/** A row at its place. */
export function GridRow({ index, isSelected, onSelect, children }: GridRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the table's, which the focus is on.
    <div
      role="row"
      id={`row-${index}`}
      class="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${index * ROW}px)` }}
      onClick={onSelect}
    >
      {children}
    </div>
  );
}

function findDestination(key: string, at: number, last: number, fitting: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: fitting, PageUp: -fitting };
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  return step === undefined ? undefined : at + step;
}
