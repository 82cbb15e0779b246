import type { FunctionLogger } from './call-log.ts';
import { type Clock, now } from './clock.ts';

/** The third argument of every call: what the host knows that the options don't say. */
export interface Context {
  /**
   * Aborted when the call has been answered: its reason is an AbortError, or, where the call's time was up, the error that
   * it is answered with, `function_timeout`.
   */
  readonly signal: AbortSignal;
  /** Milliseconds left until then; Infinity where there is no deadline. */
  readonly remainingTime: () => number;
  /** The call's own logger: its lines carry the call's ids and none of its secrets. */
  readonly log: FunctionLogger;
}

/** A class, because a literal with a getter takes longer to make than all the rest of a context. */
class LazyContext implements Context {
  declare readonly log: FunctionLogger;
  declare readonly remainingTime: () => number;
  readonly #signal: () => AbortSignal;

  constructor(log: FunctionLogger, remainingTime: () => number, signal: () => AbortSignal) {
    this.log = log;
    this.remainingTime = remainingTime;
    this.#signal = signal;
  }

  get signal() {
    return this.#signal();
  }
}

/**
 * The context of a call that has `ms` milliseconds from now. Its members can be taken out of it: none needs its `this`.
 * `watch` has something called when the time is up; `end` stops the clock, and with the signal all that goes by it.
 */
export function createContext(log: FunctionLogger, ms: number, clock?: Clock) {
  const timers = clock ?? globalThis;
  const time = clock?.now ?? now;
  const until = time() + ms;
  let timer: unknown;
  // Made for who asks for it, and its reason with it: to abort one takes longer than most calls.
  let controller: AbortController | undefined;
  let over: unknown;
  const settle = () => {
    if (over) controller?.abort(over === true ? new DOMException('The call has been answered.', 'AbortError') : over);
  };
  const end = (reason: unknown = true) => {
    timers.clearTimeout(timer as undefined);
    over ??= reason;
    settle();
  };
  const remainingTime = () => Math.max(0, until - time());
  const context: Context = new LazyContext(log, remainingTime, () => {
    controller ??= new AbortController();
    settle();
    return controller.signal;
  });
  const watch = (timeUp: () => void) => {
    // A timer can wait no longer: it would fire at once.
    if (ms < 2 ** 31) timer = timers.setTimeout(timeUp, remainingTime());
  };
  return { context, watch, end };
}
