import type { CallLog, CallRecord } from './record.ts';

/** The third argument of every call: what the host knows that the options don't say. */
export interface Context {
  /** Aborted when the call's time is up, before it is answered with `function_timeout`. */
  readonly signal: AbortSignal;
  /** Milliseconds left until then; Infinity where there is no deadline. */
  readonly remainingTime: () => number;
  /** The call's own logger: its lines carry the call's ids and none of its secrets. */
  readonly log: CallLog;
}

/** The longest that a timer of the language can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** The time a call has. Without milliseconds it has for ever. */
export class CallDeadline {
  readonly #until: number;
  readonly #timer: NodeJS.Timeout | undefined;
  #abort: AbortController | undefined;
  #reached = false;

  /** @param reached is called once the time is up, with the milliseconds there were */
  constructor(ms: number | undefined, reached: (ms: number) => void) {
    this.#until = ms === undefined ? Number.POSITIVE_INFINITY : performance.now() + ms;
    if (ms === undefined || ms > LONGEST) return;
    this.#timer = setTimeout(() => {
      this.#reached = true;
      this.#abort?.abort(timeUp(ms));
      reached(ms);
    }, ms);
  }

  get remaining(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /** Made when it is first asked for: most functions never do. */
  get signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      if (this.#reached) this.#abort.abort(timeUp(0));
    }
    return this.#abort.signal;
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

function timeUp(ms: number): DOMException {
  return new DOMException(`The function's ${ms} ms are up.`, 'TimeoutError');
}

/** The context of one call. Its members can be taken out of it: none of them needs its `this`. */
export function createContext(deadline: CallDeadline, record: CallRecord): Context {
  return {
    get signal() {
      return deadline.signal;
    },
    get log() {
      return record.log;
    },
    remainingTime: () => deadline.remaining,
  };
}
