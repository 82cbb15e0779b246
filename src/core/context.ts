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
 * @param timeUp is called once the time is up; what it returns is the reason that the signal is aborted with
 */
export function createContext(log: CallLog, ms: number, timeUp: () => unknown, clock: Clock = globalThis) {
  const until = clock.performance.now() + ms;
  const abort = new AbortController();
  // A timer can wait no longer: it would fire at once.
  const timer = ms < 2 ** 31 ? clock.setTimeout(() => abort.abort(timeUp()), ms) : undefined;
  const remainingTime = () => Math.max(0, until - clock.performance.now());
  const context: Context = { signal: abort.signal, log, remainingTime };
  return { context, stop: () => clock.clearTimeout(timer) };
}
