import type { Problem, Refusal } from '../shared/errors.ts';

/** One call as it crosses a boundary. */
export interface Call {
  readonly address: SentAddress;
  /** JSON. */
  readonly options: string;
  /** Milliseconds it has. */
  readonly timeout: number;
}

/** What a call was answered with. */
export type CallResult = CallSuccess | CallFailure;

export interface CallSuccess {
  /** JSON. */
  readonly response: string;
  /** Where NaN or Infinity stood, which has become null. Only a handler in this process tells. */
  readonly becomesNull?: string | undefined;
}

export interface CallFailure {
  readonly errors: readonly Problem[];
  /** Where the response was refused, and what was found there. Only a handler on this machine tells. */
  readonly refused?: Refusal | undefined;
  /** Of what the function threw. */
  readonly stack?: string | undefined;
}

/** A way to functions, wherever they are. Any number of calls may be under way at once. */
export interface Transport {
  /** @throws TransportError where the call does not get as far as the function */
  readonly call: (call: Call) => Promise<CallResult>;
  readonly close: () => Promise<void>;
}

/** A call did not get as far as the function: there is no such module, the network failed, the SDK is missing. */
export class TransportError extends Error {
  readonly code: string;
  /** Whether what was asked for is at fault, and not what happened on the way. */
  readonly isMisuse: boolean;

  constructor(code: string, message: string, isMisuse = false) {
    super(message);
    this.name = 'TransportError';
    this.code = code;
    this.isMisuse = isMisuse;
  }
}

/** How a call is addressed: the extension options on the wire, which Lambda carries as the client context. */
export interface SentAddress {
  readonly type?: string;
  readonly function: string;
  readonly diy?: true;
  readonly _connectorId?: string;
  readonly maxResponseSize?: number;
}

/** An address in which what isn't said isn't there. */
export function addressTo(
  name: string,
  type: string | undefined,
  host: { readonly diy: true } | { readonly _connectorId: string },
  maxResponseSize?: number,
): SentAddress {
  return { ...(type && { type }), function: name, ...host, ...(maxResponseSize && { maxResponseSize }) };
}

/** An address as Lambda's ClientContext. */
export function toBase64(address: SentAddress): string {
  return Buffer.from(JSON.stringify(address)).toString('base64');
}
