import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { GridRow, RowGrid, useGrid } from '../../simulator/report/page/row-grid.tsx';
import { ROW } from '../../simulator/report/page/windowed.ts';
import { formatDuration } from '../../simulator/report/words.ts';
import type { CallSummary } from '../call-summary.ts';
import type { CallSelection } from './call-selection.ts';
import { formatBytes, formatTime } from './format-call.ts';

interface Props extends CallSelection {
  /** The element of the list, for others to move the focus to. */
  readonly focus: RefObject<HTMLDivElement | null>;
  readonly onOpen: () => void;
}

const HEADS = ['time', 'outcome', 'function', 'kind', 'took', 'bytes', 'findings'];

/** The calls that the filter leaves, newest first, with arrow key navigation. */
export function CallList({ shown, calls, selected, isFollowing, focus, onSelect, onOpen }: Props) {
  const at = shown.findIndex(({ id }) => id === selected);
  const onMove = (index: number) => onSelect((shown[index] as CallSummary).id);
  const grid = useGrid({ count: shown.length, at, focus, onMove, onOpen });
  useLayoutEffect(() => {
    if (at >= 0 && !isFollowing) grid.reveal(at);
  }, [selected, isFollowing, at >= 0]);
  useSteadyScroll(grid.ref, shown);
  useKeysOfNobody((event) => {
    grid.ref.current?.focus();
    grid.onKeyDown(event);
  });
  const drawRow = (index: number) => {
    const call = shown[index] as CallSummary;
    return (
      <Row key={call.id} call={call} index={index} isSelected={index === at} onSelect={onSelect} onOpen={onOpen} />
    );
  };
  return (
    <RowGrid grid={grid} id="calls" label="Calls" heads={HEADS} drawRow={drawRow}>
      {shown.length === 0 && (
        <p class="dim none">
          {calls.length > 0 ? 'No call fits.' : 'No call has come yet. Each is shown as it comes.'}
        </p>
      )}
    </RowGrid>
  );
}

interface RowProps {
  readonly call: CallSummary;
  readonly index: number;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
  readonly onOpen: () => void;
}

function Row({ call, index, isSelected, onSelect, onOpen }: RowProps) {
  const { id, when, outcome, problem, kind, ms, bytes, findings } = call;
  const select = () => {
    onSelect(id);
    // On a narrow screen the call stands below the list.
    if (matchMedia('(width < 1000px)').matches) requestAnimationFrame(onOpen);
  };
  return (
    <GridRow index={index} isSelected={isSelected} onSelect={select}>
      <span role="gridcell" class="number" title={when}>
        {formatTime(when)}
      </span>
      <span role="gridcell">
        <Outcome outcome={outcome} />
      </span>
      <span role="gridcell" title={[call.function, problem].filter(Boolean).join(' – ')}>
        {call.function} {problem !== undefined && <span class="bad">{problem}</span>}
      </span>
      <span role="gridcell">{kind}</span>
      <span role="gridcell" class="number">
        {formatDuration(ms)}
      </span>
      <span role="gridcell" class="number" title={`${bytes.options} bytes of options, ${bytes.response} of response`}>
        {formatBytes(bytes.options + bytes.response)}
      </span>
      <span role="gridcell" class="number findings">
        {findings > 0 ? findings : ''}
      </span>
    </GridRow>
  );
}

/** The outcome of a call: in words, and as a shape. */
export function Outcome({ outcome }: Pick<CallSummary, 'outcome'>) {
  return <span class={`outcome ${outcome}`}>{outcome}</span>;
}

/** Keeps the visible rows where they are as new ones come above them. At the top, the new ones are shown. */
function useSteadyScroll(ref: RefObject<HTMLDivElement | null>, shown: readonly CallSummary[]): void {
  const newest = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const added = shown.findIndex(({ id }) => id === newest.current);
    newest.current = shown[0]?.id;
    if (added > 0 && ref.current && ref.current.scrollTop > 0) ref.current.scrollTop += added * ROW;
  }, [shown]);
}

/** Takes keys that are pressed while nothing has the focus. */
function useKeysOfNobody(take: (event: KeyboardEvent) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target === document.body && /^(Arrow(Up|Down)|Page(Up|Down)|Home|End|Enter)$/.test(event.key))
        take(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}
