import type { ExtensionError } from './errors.ts';

/**
 * One request to run a function, whatever carried it. `address` and `options` are as they arrived: nothing about them
 * is trusted.
 */
export interface Invocation {
  /** The extension options: `{type?, function, diy | _connectorId, maxResponseSize?, _reqId?, traceId?}`. */
  readonly address: unknown;
  /** What the function is to receive. */
  readonly options: unknown;
  /** Milliseconds the function may take from now. Absent: it may take for ever. */
  readonly timeout?: number | undefined;
  /** The most bytes of JSON that the transport can carry back. Absent: no limit but the caller's own. */
  readonly capacity?: number;
  /** The transport's own names for this request, for the log. */
  readonly ids?: Readonly<Record<string, string | undefined>>;
}

/** The answer to an invocation. A failure holds the whole error: `error.problems` is what goes on the wire. */
export type Outcome =
  | { readonly ok: true; readonly response: unknown }
  | { readonly ok: false; readonly error: ExtensionError };

/** The status of every failed call; only a server stack's refused token has another. */
export const FAILED = 422;
