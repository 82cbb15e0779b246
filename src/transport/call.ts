import type { Problem, Refusal } from '../errors.ts';
import type { SentAddress } from './address.ts';

/** One call as it crosses a boundary. */
export interface Call {
  readonly address: SentAddress;
  /** JSON. */
  readonly options: string;
  /** Milliseconds it has. */
  readonly timeout: number;
}

/** What a call was answered with. */
export type Answered = Delivered | Failed;

export interface Delivered {
  /** JSON. */
  readonly response: string;
  /** Where NaN or Infinity stood, which has become null. Only a handler in this process tells. */
  readonly becomesNull?: string | undefined;
}

export interface Failed {
  readonly errors: readonly Problem[];
  /** Where the response was refused, and what was found there. Only a handler on this machine tells. */
  readonly refused?: Refusal | undefined;
  /** Of what the function threw. */
  readonly stack?: string | undefined;
}

/** A way to functions, wherever they are. Any number of calls may be under way at once. */
export interface Transport {
  /** @throws TransportError where the call does not get as far as the function */
  readonly call: (call: Call) => Promise<Answered>;
  readonly close: () => Promise<void>;
}
