import { Hono } from 'hono';
import type { Recording } from '../recording/recording.ts';
import type { BuildFeed } from './build-state.ts';
import type { CallStore } from './call-store.ts';

/** What the page shows, and what its buttons do. */
export interface PageRoutesSettings {
  /** The module that is developed, as its author names it. */
  readonly module: string;
  readonly store: CallStore;
  readonly builds: BuildFeed;
  /** What the page must send to read or do anything. It stands in the fragment of the page's address. */
  readonly token: string;
  /** Lists the names that the listener answers to: `127.0.0.1:4711`. It is asked for each request. */
  readonly hosts: () => readonly string[];
  /**
   * Calls the function of a recording again, with its own options or edited ones, and adds the call to the store.
   * Placeholders in options become the secrets of that call. It rejects with a sentence for the author.
   */
  readonly repeatCall: (id: string, edited?: { readonly options: unknown }) => Promise<Recording>;
  /** Saves the call as an event. Resolves with the path of its file. */
  readonly saveEvent: (id: string) => Promise<string>;
  /** Saves the call as a test. Resolves with the path of its file. */
  readonly saveTest: (id: string) => Promise<string>;
}

/** Makes the routes of the page: mount them at `/` of a listener on the loopback address. */
export function createPageRoutes(_settings: PageRoutesSettings): Hono {
  return new Hono();
}
