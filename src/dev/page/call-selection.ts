import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { CallSummary } from '../call-summary.ts';
import type { CallApi } from './call-api.ts';
import { type CallFilter, filterCalls } from './call-filter.ts';
import { useTextSearch } from './text-search.ts';

/** The calls of a page: those that a filter leaves, and the one that is looked at. */
export interface CallSelection {
  readonly calls: readonly CallSummary[];
  readonly shown: readonly CallSummary[];
  readonly filter: CallFilter;
  /** The id of the call that is looked at. */
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onFilter: (filter: CallFilter) => void;
  /** Whether the newest call is looked at, whichever that is. */
  readonly isFollowing: boolean;
  readonly onFollow: () => void;
  /** Looks at a call, whatever the filter is. */
  readonly reveal: (id: string) => void;
}

/** Keeps the selection of a page. Until a call is chosen, the newest is looked at. */
export function useCallSelection(api: CallApi, calls: readonly CallSummary[]): CallSelection {
  const [chosen, setChosen] = useState(readChosen);
  const [revealed, setRevealed] = useState<string>();
  const [filter, setFilter] = useState<CallFilter>({});
  const found = useTextSearch(api, filter.text?.trim() ?? '', calls[0]?.number ?? 0);
  const shown = useMemo(() => filterCalls(calls, filter, found), [calls, filter, found]);
  const onSelect = useCallback((id: string) => {
    setChosen(id);
    history.replaceState(null, '', `#call=${encodeURIComponent(id)}`);
  }, []);
  const onFollow = useCallback(() => {
    setChosen(undefined);
    history.replaceState(null, '', location.pathname);
  }, []);
  const reveal = useCallback(
    (id: string) => {
      onSelect(id);
      setRevealed(id);
    },
    [onSelect],
  );
  useEffect(() => {
    if (revealed === undefined || !calls.some(({ id }) => id === revealed)) return;
    if (!shown.some(({ id }) => id === revealed)) setFilter({});
    setRevealed(undefined);
  }, [revealed, calls, shown]);
  // A call that the filter leaves out gives way. One that the list does not have is asked of the server.
  const has = (list: readonly CallSummary[]) => list.some(({ id }) => id === chosen);
  const isLeftOut = chosen !== revealed && has(calls) && !has(shown);
  const selected = chosen === undefined || isLeftOut ? shown[0]?.id : chosen;
  const isFollowing = chosen === undefined;
  return { calls, shown, filter, selected, isFollowing, onSelect, onFilter: setFilter, onFollow, reveal };
}

/** Reads the call that the address names. */
function readChosen(): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get('call') ?? undefined;
}
