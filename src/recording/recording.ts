import type { LevelledLine } from '../core/logger.ts';
import type { Problem } from '../shared/errors.ts';

/** What a call was sent to: the fields of the wire's address. */
export interface RecordedAddress {
  readonly function: string;
  readonly type?: string;
  readonly diy?: boolean;
  readonly _connectorId?: string;
  readonly maxResponseSize?: number;
}

/** One HTTP request that a function sent, with its answer or the error that it ended with. */
export interface HttpExchange {
  readonly method: string;
  /** The whole URL, with its query. */
  readonly url: string;
  /** Names are in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** The body as text; as base64 if `requestEncoding` says so. Absent: none. */
  readonly requestBody?: string;
  readonly requestEncoding?: 'base64';
  /** Bytes that are left out at the end of a body that was too long to keep. */
  readonly requestCut?: number;
  /** Absent: no answer came. */
  readonly status?: number;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** The body as text; as base64 if `responseEncoding` says so. Absent: none. */
  readonly responseBody?: string;
  readonly responseEncoding?: 'base64';
  /** Bytes that are left out at the end of a body that was too long to keep. */
  readonly responseCut?: number;
  /** Why no answer came, or not all of it: `connect ECONNREFUSED 127.0.0.1:9`. */
  readonly error?: string;
  /** Milliseconds from the request to the end of its answer. */
  readonly ms: number;
}

/** One call of a function, with all that is needed to repeat it. It holds no secret: placeholders stand for them. */
export interface Recording {
  readonly version: 1;
  /** The time and a random part, and the name of its file: `2026-11-30T16-05-12-345Z-3f9a`. */
  readonly id: string;
  /** The time of the call: ISO 8601 in UTC. */
  readonly when: string;
  /** What recorded it. */
  readonly source: 'dev' | 'invoke' | 'deployed';
  /** The build that answered: a hash of its code, or the version of a deployed function. */
  readonly build?: string;
  readonly address: RecordedAddress;
  /** The kind of the function, if it has one. */
  readonly kind?: string;
  readonly options: unknown;
  /** The response, as JSON carries it; absent for a failed call. */
  readonly response?: unknown;
  /** The errors of a failed call, as the wire carries them. */
  readonly problems?: readonly Problem[];
  /** The stack of a failed call's error. */
  readonly stack?: string;
  /** The lines of its logger and of the console, oldest first. */
  readonly logs: readonly LevelledLine[];
  /** The broken rules of the function's contract, a sentence each. */
  readonly findings: readonly string[];
  readonly ms: number;
  /** Bytes of the JSON of options and response, in UTF-8, as they crossed the wire. */
  readonly bytes: { readonly options: number; readonly response: number };
  /** The requests that the function sent, in the order in which they began. */
  readonly http: readonly HttpExchange[];
}
