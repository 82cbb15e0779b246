import type { RefObject } from 'preact';
import { useMemo } from 'preact/hooks';
import { Choice } from '../../simulator/report/page/choice.tsx';
import { formatCount } from '../../simulator/report/words.ts';
import { type CallFilter, OUTCOMES } from './call-filter.ts';
import type { CallSelection } from './call-selection.ts';

interface Props extends CallSelection {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Moves the focus on to the list. */
  readonly onLeave: () => void;
}

/** The description of the selection, with its number of calls. */
export function CallSearch({ calls, shown, filter, isFollowing, input, onFilter, onFollow, onLeave }: Props) {
  const functions = useMemo(() => [...new Set(calls.map((call) => call.function))].sort(), [calls]);
  const change = (changed: { readonly [K in keyof CallFilter]: CallFilter[K] | undefined }) => {
    const merged = Object.entries({ ...filter, ...changed }).filter(([, value]) => value !== undefined && value !== '');
    onFilter(Object.fromEntries(merged));
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && filter.text) return change({ text: undefined });
    if (!['Escape', 'ArrowDown', 'Enter'].includes(event.key)) return;
    event.preventDefault();
    onLeave();
  };
  return (
    <search>
      <input
        ref={input}
        type="search"
        aria-label="Search the calls"
        aria-keyshortcuts="/"
        placeholder="Search all that was sent and logged   /"
        value={filter.text ?? ''}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        onKeyDown={leave}
      />
      <Choice
        label="Function"
        all="any function"
        chosen={filter.function}
        options={functions}
        onChoose={(one) => change({ function: one })}
      />
      <Choice
        label="Outcome"
        all="any outcome"
        chosen={filter.outcome}
        options={OUTCOMES}
        onChoose={(one) => change({ outcome: one })}
      />
      <p class="dim">
        <span role="status">
          {shown.length === calls.length ? '' : `${shown.length.toLocaleString('en')} of `}
          {formatCount(calls.length, 'call')}
        </span>
        {!isFollowing && (
          <button type="button" onClick={onFollow}>
            Follow the newest
          </button>
        )}
      </p>
    </search>
  );
}
