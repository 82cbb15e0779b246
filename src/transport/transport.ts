import type { LevelledLine } from '../core/logger.ts';
import type { HttpExchange } from '../recording/recording.ts';
import type { Problem, Refusal } from '../shared/errors.ts';
import type { Invocation } from '../shared/invocation.ts';

/** One call as it crosses a process or network boundary. */
export interface Call {
  readonly address: SentAddress;
  /** JSON. */
  readonly options: string;
  /** The call's timeout in milliseconds. */
  readonly timeout: number;
  /** The stack that the call stands for. A server has no limits of Lambda's. Default: Lambda. */
  readonly stack?: 'server';
  /** The ids of the request, for the log: `awsRequestId` on Lambda. */
  readonly ids?: Invocation['ids'];
  /** Whether its result has a trace. Transports to other machines have none. */
  readonly records?: boolean;
  /** Makes the call as it was recorded. Transports to other machines can't. */
  readonly replay?: CallReplay;
}

/** The surroundings of a recorded call, for making it again. */
export interface CallReplay {
  /** Answers the requests of the function; one that is not there fails, and none reaches the network. */
  readonly http: readonly HttpExchange[];
  /** Places in `http` whose differences do not count: `http[*].body.nonce`. */
  readonly ignore?: readonly string[];
  /** The time at which Date stands still: ISO 8601. Default: it goes on. */
  readonly at?: string;
}

/** What a call did beside its result. */
export interface CallTrace {
  /** The kind of the function, if it has one. */
  readonly kind?: string;
  /** The lines of its logger and of the console, oldest first: 1,000 at most. */
  readonly logs: readonly LevelledLine[];
  /** The requests that it sent, in the order in which they began: 1,000 at most. */
  readonly http: readonly HttpExchange[];
  /** The broken rules of the function's contract, a sentence each. They do not fail the call. */
  readonly findings: readonly string[];
  /** Milliseconds of the call itself. */
  readonly ms: number;
}

/** The result of a call. */
export type CallResult = CallSuccess | CallFailure;

export interface CallSuccess {
  /** JSON; empty for `undefined` from a module that is called as on a server. */
  readonly response: string;
  /** The place of a NaN or Infinity that became null. Only a handler in this process reports it. */
  readonly becomesNull?: string | undefined;
  /** Present if it was asked for, on this machine. */
  readonly trace?: CallTrace;
}

export interface CallFailure {
  readonly errors: readonly Problem[];
  /** The place at which the response was refused. Only a handler on this machine reports it. */
  readonly refused?: Refusal | undefined;
  /** The stack of the function's error. */
  readonly stack?: string | undefined;
  /** Whether the function blocked its process beyond the call's timeout: Lambda itself ends the process then. */
  readonly isBlocked?: true;
  /** Present if it was asked for, on this machine. */
  readonly trace?: CallTrace;
}

/** A connection to functions, wherever they run. Any number of calls may be in flight. */
export interface Transport {
  /** @throws TransportError if the call does not reach the function */
  readonly call: (call: Call) => Promise<CallResult>;
  readonly close: () => Promise<void>;
}

/** A call did not reach the function: the module is missing, the network failed, the SDK is missing. */
export class TransportError extends Error {
  readonly code: string;
  /** Whether the request is at fault, and not what happened on its way. */
  readonly isMisuse: boolean;

  constructor(code: string, message: string, isMisuse = false) {
    super(message);
    this.name = 'TransportError';
    this.code = code;
    this.isMisuse = isMisuse;
  }
}

/** The address of a call: the extension options on the wire, which Lambda carries as the client context. */
export interface SentAddress {
  readonly type?: string;
  readonly function: string;
  readonly diy?: true;
  readonly _connectorId?: string;
  readonly maxResponseSize?: number;
}

/** Makes an address without its missing fields. */
export function addressTo(
  name: string,
  type: string | undefined,
  host: { readonly diy: true } | { readonly _connectorId: string },
  maxResponseSize?: number,
): SentAddress {
  return { ...(type && { type }), function: name, ...host, ...(maxResponseSize && { maxResponseSize }) };
}

/** Puts address and options together, as a server stack and the events of tools have them. */
export function toEnvelope(address: SentAddress, options: string): string {
  return `${JSON.stringify(address).slice(0, -1)},"options":${options}}`;
}

/** Encodes an address as Lambda's ClientContext. */
export function toBase64(address: SentAddress): string {
  return Buffer.from(JSON.stringify(address)).toString('base64');
}
