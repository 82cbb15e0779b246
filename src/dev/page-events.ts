import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { BuildFeed, BuildState } from './build-state.ts';
import type { CallStore } from './call-store.ts';
import type { CallSummary } from './call-summary.ts';

/** What the page shows. */
export interface PageFeed {
  /** The module that is developed, as its author names it. */
  readonly module: string;
  readonly store: CallStore;
  readonly builds: BuildFeed;
}

/** The first event: what the page is about. */
export interface HelloEvent {
  readonly module: string;
  /** The process that sends: numbers of calls of another one mean nothing. */
  readonly run: string;
}

/** Calls that were added since the event before. */
export interface CallsEvent {
  /** Oldest first. */
  readonly calls: readonly CallSummary[];
  /** The number of the oldest call that is still kept: older ones are gone. */
  readonly oldest: number;
}

/** The events of the page by their names. */
export interface PageEvents {
  readonly hello: HelloEvent;
  readonly calls: CallsEvent;
  readonly build: BuildState;
}

/**
 * Streams what happens to a page. The id of an event says which calls the page has: a page that sends it as
 * `Last-Event-ID` gets the calls since then, and loses none.
 */
export function streamEvents(c: Context, { module, store, builds }: PageFeed): Response {
  let seen = readLastNumber(c.req.header('last-event-id'), store.run);
  return streamSSE(c, async (stream) => {
    const send = <N extends keyof PageEvents>(event: N, data: PageEvents[N]) =>
      stream.writeSSE({ event, id: `${store.run}:${seen}`, data: JSON.stringify(data) });
    const changes = new ChangeSignal();
    const ends = [store.subscribe(changes.raise), builds.subscribe(changes.raise)];
    stream.onAbort(changes.raise);
    let build = '';
    await send('hello', { module, run: store.run });
    while (!stream.aborted) {
      const calls = store.list(seen);
      const newest = calls.at(-1);
      if (newest) {
        seen = newest.number;
        await send('calls', { calls, oldest: store.oldest });
      }
      const now = builds.current();
      if (build !== JSON.stringify(now)) {
        build = JSON.stringify(now);
        await send('build', now);
      }
      await changes.wait();
    }
    for (const end of ends) end();
  });
}

/** Ends the current wait, or the next one if nobody is waiting now. */
class ChangeSignal {
  #raised = Promise.withResolvers<void>();

  readonly raise = (): void => this.#raised.resolve();

  async wait(): Promise<void> {
    await this.#raised.promise;
    this.#raised = Promise.withResolvers();
  }
}

/** Reads the number of the last call that a page has; 0 if it has none of this process. */
function readLastNumber(id: string | undefined, run: string): number {
  const [named, number] = id?.split(':') ?? [];
  return named === run && /^\d{1,15}$/.test(number ?? '') ? Number(number) : 0;
}
