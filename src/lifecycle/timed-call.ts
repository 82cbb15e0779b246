import type { CallFacts } from './life-facts.ts';

/** A call with what only the report shows of it. */
export interface TimedCall {
  readonly facts: CallFacts;
  /** The group in the address of a call of 1.0. */
  readonly type?: string;
  readonly stack?: string;
  readonly ms: number;
}
