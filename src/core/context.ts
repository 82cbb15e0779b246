import type { FunctionLogger } from './call-log.ts';
import { type Clock, now } from './clock.ts';

/**
 * The third argument of every call: the host's knowledge beyond the options. Its members work without it, but a spread
 * copy has no `signal`. A class, because TypeScript then knows that too; at run time there is none of this name.
 */
export declare abstract class Context {
  /**
   * Aborted when the call has been answered. Its reason is an AbortError, or the `function_timeout` error if the time
   * was up.
   */
  abstract get signal(): AbortSignal;
  /** Milliseconds until then; Infinity without a deadline. */
  readonly remainingTime: () => number;
  /** The call's own logger: its lines carry the call's ids and none of its secrets. */
  readonly log: FunctionLogger;
}

/** A class: to define the getter on each object would take 4 µs of a call. */
class CallContext implements Context {
  declare readonly log: FunctionLogger;
  declare readonly remainingTime: () => number;
  readonly #readSignal: () => AbortSignal;

  constructor(log: FunctionLogger, remainingTime: () => number, readSignal: () => AbortSignal) {
    this.log = log;
    this.remainingTime = remainingTime;
    this.#readSignal = readSignal;
  }

  get signal(): AbortSignal {
    return this.#readSignal();
  }
}

/**
 * Makes the context of a call that has `ms` milliseconds. `startTimer` takes the function to call when the time is up;
 * `end` stops the timer and aborts the signal.
 */
export function createContext(log: FunctionLogger, ms: number, clock?: Clock) {
  const timers = clock ?? globalThis;
  const time = clock?.now ?? now;
  // Most calls over HTTP have no deadline.
  const until = ms < Infinity ? time() + ms : ms;
  let timer: unknown;
  // Created lazily: most functions never read `signal`, and aborting one takes longer than most calls.
  let controller: AbortController | undefined;
  let endReason: unknown;
  const abortIfEnded = () => {
    if (endReason)
      controller?.abort(endReason === true ? new DOMException('The call has been answered.', 'AbortError') : endReason);
  };
  const end = (reason: unknown = true) => {
    timers.clearTimeout(timer as undefined);
    endReason ??= reason;
    abortIfEnded();
  };
  const remainingTime = () => Math.max(0, until - time());
  const context: Context = new CallContext(log, remainingTime, () => {
    controller ??= new AbortController();
    abortIfEnded();
    return controller.signal;
  });
  const startTimer = (onTimeout: () => void) => {
    // A longer timer would fire at once.
    if (ms < 2 ** 31) timer = timers.setTimeout(onTimeout, remainingTime());
  };
  return { context, startTimer, end };
}
