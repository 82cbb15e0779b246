import type { CallLog, CallRecord } from './record.ts';

/** The third argument of every call: what the host knows that the options don't say. */
export interface Context {
  /** Aborted when the call's time is up; its reason is the error that the call is answered with, `function_timeout`. */
  readonly signal: AbortSignal;
  /** Milliseconds left until then; Infinity where there is no deadline. */
  readonly remainingTime: () => number;
  /** The call's own logger: its lines carry the call's ids and none of its secrets. */
  readonly log: CallLog;
}

/** The longest that a timer of the language can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** The time that one call has: for ever, unless it is given milliseconds. */
export class CallDeadline {
  readonly #until: number;
  readonly #timer: NodeJS.Timeout | undefined;
  #abort: AbortController | undefined;
  #reason: unknown;

  /** @param reached is called once the time is up; what it returns is the reason that the signal is aborted with */
  constructor(ms: number | undefined, reached: (ms: number) => unknown) {
    this.#until = performance.now() + (ms ?? Infinity);
    if (ms === undefined || ms > LONGEST) return;
    this.#timer = setTimeout(() => {
      this.#reason = reached(ms);
      this.#abort?.abort(this.#reason);
    }, ms);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }

  /** What the function is told of it. Its members can be taken out: none of them needs its `this`. */
  contextOf(record: CallRecord): Context {
    const signal = () => this.#signal();
    return {
      get signal() {
        return signal();
      },
      get log() {
        return record.log;
      },
      remainingTime: () => Math.max(0, this.#until - performance.now()),
    };
  }

  /** Made when it is first asked for: most functions never do. */
  #signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      if (this.#reason) this.#abort.abort(this.#reason);
    }
    return this.#abort.signal;
  }
}
