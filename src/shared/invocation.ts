import type { ExtensionError } from './errors.ts';

/**
 * One request to run a function, from any transport. `address` and `options` are as they arrived, and untrusted.
 */
export interface Invocation {
  /** The extension options: `{type?, function, diy | _connectorId, maxResponseSize?, _reqId?, traceId?}`. */
  readonly address: unknown;
  /** The options for the function. */
  readonly options: unknown;
  /** Milliseconds from now that the function may take. Absent: no limit. */
  readonly timeout?: number | undefined;
  /** The most bytes of JSON that the transport can carry back. Absent: only the caller's own limit counts. */
  readonly capacity?: number;
  /** The transport's own ids of this request, for the log. */
  readonly ids?: Readonly<Record<string, string | undefined>>;
}

/** The result of an invocation. A failure holds the whole error: `error.problems` goes on the wire. */
export type Outcome =
  | {
      /** Whether the function has answered. */
      readonly ok: true;
      /** What it has answered: plain JSON data. */
      readonly response: unknown;
    }
  | {
      /** Whether the function has answered. */
      readonly ok: false;
      /** Why it has not, or why its answer was refused. */
      readonly error: ExtensionError;
    };

/** The status of every failed call; only a server stack's refused token has another. */
export const FAILED = 422;
