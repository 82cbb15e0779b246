import { useEffect, useReducer } from 'preact/hooks';
import type { BuildState } from '../build-state.ts';
import type { CallSummary } from '../call-summary.ts';
import type { PageEvents } from '../page-events.ts';
import { ApiError, type CallApi } from './call-api.ts';
import { waitUntilPage } from './page-visibility.ts';
import { readEvents } from './read-events.ts';

/** What a page knows of its server. */
export interface LiveCalls {
  readonly module: string;
  /** The process that the calls are of. */
  readonly run: string;
  /** Newest first. */
  readonly calls: readonly CallSummary[];
  readonly build: BuildState | undefined;
  /** `refused`: the token is not valid, and trying again would not help. */
  readonly connection: 'opening' | 'open' | 'lost' | 'refused';
}

/** One event of the server, or a change of the connection to it. */
export type LiveChange =
  | { readonly [Name in keyof PageEvents]: { readonly name: Name; readonly data: PageEvents[Name] } }[keyof PageEvents]
  | { readonly name: 'connection'; readonly data: LiveCalls['connection'] };

/** What a page knows before its server has sent anything. */
export const NOTHING_YET: LiveCalls = { module: '', run: '', calls: [], build: undefined, connection: 'opening' };

/** Milliseconds from a lost connection to the next try. */
const PAUSE = 1000;

/**
 * Follows the server, and connects again whenever the connection is lost. A hidden page has no connection: browsers allow
 * six to a server, and a seventh tab would wait for ever. It catches up when it is shown.
 */
export function useLiveCalls(api: CallApi): LiveCalls {
  const [live, apply] = useReducer(applyChange, NOTHING_YET);
  useEffect(() => {
    const closing = new AbortController();
    void follow(api, apply, closing.signal);
    return () => closing.abort();
  }, [api]);
  return live;
}

/** Applies a change to what a page knows. */
export function applyChange(live: LiveCalls, { name, data }: LiveChange): LiveCalls {
  if (name === 'connection') return { ...live, connection: data };
  if (name === 'build') return { ...live, build: data };
  if (name === 'calls') {
    const kept = live.calls.filter(({ number }) => number >= data.oldest);
    return { ...live, calls: [...data.calls.toReversed(), ...kept] };
  }
  // Another process begins its own numbers.
  return { ...live, ...data, connection: 'open', calls: live.run === data.run ? live.calls : [] };
}

async function follow(api: CallApi, apply: (change: LiveChange) => void, signal: AbortSignal): Promise<void> {
  let last = '';
  for (;;) {
    await waitUntilPage('visible', signal);
    if (signal.aborted) return;
    const ending = new AbortController();
    const ends = AbortSignal.any([signal, ending.signal]);
    void waitUntilPage('hidden', ends).then(() => ending.abort());
    try {
      for await (const { name, data, id } of readEvents(await api.openEvents(last, ends))) {
        last = id;
        apply({ name, data: JSON.parse(data) } as LiveChange);
      }
    } catch (error) {
      if (error instanceof ApiError && error.status !== undefined && error.status < 500)
        return apply({ name: 'connection', data: 'refused' });
    }
    const isHidden = ending.signal.aborted;
    ending.abort();
    if (signal.aborted) return;
    if (isHidden) continue;
    apply({ name: 'connection', data: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
