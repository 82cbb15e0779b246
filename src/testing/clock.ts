// Read at load: test runners replace the global timers.
import { setImmediate } from 'node:timers';
import type { Clock } from '../core/clock.ts';

/** A clock that stands still until it is advanced. */
export interface FakeClock extends Clock {
  /**
   * Advances the clock by some milliseconds. Resolves when everything due has happened, with its immediate
   * consequences.
   */
  readonly advance: (ms: number) => Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export function createFakeClock(): FakeClock {
  let now = 0;
  const timers = new Set<Timer>();
  const runNext = (until: number): boolean => {
    const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
    if (!next) return false;
    timers.delete(next);
    now = Math.max(now, next.at);
    next.run();
    return true;
  };
  return {
    now: () => now,
    setTimeout: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.add(timer);
      // A deadline before its call began is due without another step of the clock.
      if (ms <= 0) setImmediate(() => runNext(now));
      return timer;
    },
    clearTimeout: (timer) => void timers.delete(timer as Timer),
    advance: async (ms) => {
      const until = now + ms;
      // Calls that were just made must first set their timers.
      await turn();
      while (runNext(until)) await turn();
      now = until;
      await turn();
    },
  };
}

/** Lets all pending microtasks and immediates run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
