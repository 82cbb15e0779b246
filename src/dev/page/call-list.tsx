import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { ROW, useWindowed } from '../../simulator/report/page/windowed.ts';
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
  const { ref, first, end, fitting, onScroll, reveal } = useWindowed(shown.length);
  const at = shown.findIndex(({ id }) => id === selected);
  useLayoutEffect(() => {
    focus.current = ref.current;
  });
  useLayoutEffect(() => {
    if (at >= 0 && !isFollowing) reveal(at);
  }, [selected, isFollowing, at >= 0]);
  useSteadyScroll(ref, shown);
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && at >= 0) return onOpen();
    const to = findDestination(event.key, at, shown.length - 1, fitting);
    const next = to === undefined ? undefined : shown[Math.max(0, Math.min(shown.length - 1, to))];
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
  };
  useKeysOfNobody((event) => {
    ref.current?.focus();
    move(event);
  });
  const isDrawn = at >= first && at < end;
  return (
    <div
      class="grid"
      id="calls"
      role="grid"
      ref={ref}
      tabIndex={0}
      aria-label="Calls"
      aria-rowcount={shown.length + 1}
      aria-activedescendant={isDrawn ? `row-${at}` : undefined}
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
      <div role="rowgroup" class="body" style={{ height: `${shown.length * ROW}px` }}>
        {shown.slice(first, end).map((call, index) => (
          <Row
            key={call.id}
            call={call}
            index={first + index}
            isSelected={call.id === selected}
            onSelect={onSelect}
            onOpen={onOpen}
          />
        ))}
      </div>
      {shown.length === 0 && (
        <p class="dim none">
          {calls.length > 0 ? 'No call fits.' : 'No call has come yet. Each is shown as it comes.'}
        </p>
      )}
    </div>
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
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's, which the focus is on.
    <div
      role="row"
      id={`row-${index}`}
      class="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      style={{ transform: `translateY(${index * ROW}px)` }}
      onClick={select}
    >
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
    </div>
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

function findDestination(key: string, at: number, last: number, fitting: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: fitting, PageUp: -fitting };
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const step = steps[key];
  return step === undefined ? undefined : at + step;
}
