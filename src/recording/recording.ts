import type { LevelledLine } from '../core/logger.ts';
import type { Problem } from '../shared/errors.ts';

/** What a call was sent to: the fields of the wire's address. */
export interface RecordedAddress {
  /** The name of the function. */
  readonly function: string;
  /** Its group in a grouped module: `hook`, `wrapper` … */
  readonly type?: string;
  /** Whether the function is in the do-it-yourself module. */
  readonly diy?: boolean;
  /** The connector whose module has the function. */
  readonly _connectorId?: string;
  /** The most bytes of a response that the caller took. */
  readonly maxResponseSize?: number;
}

/** One HTTP request that a function sent, with its answer or the error that it ended with. */
export interface HttpExchange {
  /** The method, in capitals. */
  readonly method: string;
  /** The whole URL, with its query. */
  readonly url: string;
  /** Names are in lower case. */
  readonly requestHeaders: Readonly<Record<string, string>>;
  /** The body as text; as base64 if `requestEncoding` says so. Absent: none. */
  readonly requestBody?: string;
  /** Says that the body is written in base64. */
  readonly requestEncoding?: 'base64';
  /** Bytes that are left out at the end of a body that was too long to keep, with the start of a secret there. */
  readonly requestCut?: number;
  /** Absent: no answer came. */
  readonly status?: number;
  /** Names are in lower case. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** The body as text; as base64 if `responseEncoding` says so. Absent: none. */
  readonly responseBody?: string;
  /** Says that the body is written in base64. */
  readonly responseEncoding?: 'base64';
  /** Bytes that are left out at the end of a body that was too long to keep, with the start of a secret there. */
  readonly responseCut?: number;
  /** Why no answer came, or not all of it: `connect ECONNREFUSED 127.0.0.1:9`. */
  readonly error?: string;
  /** Milliseconds from the request to the end of its answer. */
  readonly ms: number;
}

/** One call of a function, with all that is needed to repeat it. It holds no secret: placeholders stand for them. */
export interface Recording {
  /** The version of this form. */
  readonly version: 1;
  /** The time and a random part, and the name of its file: `2026-11-30T16-05-12-345Z-3f9a`. */
  readonly id: string;
  /** The time of the call: ISO 8601 in UTC. */
  readonly when: string;
  /** What recorded it. */
  readonly source: 'dev' | 'invoke' | 'deployed';
  /** The build that answered: a hash of its code, or the version of a deployed function. */
  readonly build?: string;
  /** What the call was sent to. */
  readonly address: RecordedAddress;
  /** The kind of the function, if it has one. */
  readonly kind?: string;
  /** The options of the call, as JSON carries them. */
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
  /** Milliseconds that the call took. */
  readonly ms: number;
  /** Bytes of the JSON of options and response, in UTF-8, as they crossed the wire. */
  readonly bytes: {
    /** Bytes of the JSON of the options. */
    readonly options: number;
    /** Bytes of the JSON of the response; 0 for a failed call. */
    readonly response: number;
  };
  /** The requests that the function sent, in the order in which they began. */
  readonly http: readonly HttpExchange[];
}
