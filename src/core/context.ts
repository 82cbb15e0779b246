import type { CallLog } from './record.ts';

/** The third argument of every call: what the host knows that the options don't say. */
export interface Context {
  /** Aborted when the call's time is up; its reason is the error that the call is answered with, `function_timeout`. */
  readonly signal: AbortSignal;
  /** Milliseconds left until then; Infinity where there is no deadline. */
  readonly remainingTime: () => number;
  /** The call's own logger: its lines carry the call's ids and none of its secrets. */
  readonly log: CallLog;
}

/** What time is taken from: the process, or a test that lets it pass as it likes. */
export interface Clock {
  readonly performance: { now(): number };
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/**
 * The context of a call that has `ms` milliseconds, and what stops its clock. Its members can be taken out of it: none
 * needs its `this`.
 * @param reached is called once the time is up, with the reason that the signal is aborted with
 */
export function createContext<E>(
  log: CallLog,
  ms: number,
  timeUp: () => E,
  reached: (reason: E) => void,
  clock: Clock = globalThis,
) {
  const until = clock.performance.now() + ms;
  // Made when it is first asked for: most functions never do.
  let abort: AbortController | undefined;
  let reason: E | undefined;
  const expire = () => {
    reason = timeUp();
    reached(reason);
    abort?.abort(reason);
  };
  // A timer can wait no longer: it would fire at once.
  const timer = ms < 2 ** 31 ? clock.setTimeout(expire, ms) : undefined;
  const signal = () => {
    abort ??= new AbortController();
    if (reason) abort.abort(reason);
    return abort.signal;
  };
  const context = new CallContext(log, () => Math.max(0, until - clock.performance.now()), signal);
  return { context, stop: () => clock.clearTimeout(timer) };
}

/** A class and no literal: the accessor of a literal is made anew at every call, at the price of a third of the call. */
class CallContext implements Context {
  readonly log: CallLog;
  readonly remainingTime: () => number;
  readonly #signal: () => AbortSignal;

  constructor(log: CallLog, remainingTime: () => number, signal: () => AbortSignal) {
    this.log = log;
    this.remainingTime = remainingTime;
    this.#signal = signal;
  }

  get signal(): AbortSignal {
    return this.#signal();
  }
}
