// Taken when it is loaded: test runners replace the global ones.
import { setImmediate } from 'node:timers';
import type { Clock } from '../core/clock.ts';

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /**
   * Moves the clock by so many milliseconds; what was due by then has happened, and had its immediate consequences, when
   * the promise resolves.
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
      // A deadline that has passed before its call began is due without any further step of the clock.
      if (ms <= 0) setImmediate(() => runNext(now));
      return timer;
    },
    clearTimeout: (timer) => void timers.delete(timer as Timer),
    advance: async (ms) => {
      const until = now + ms;
      // Calls that have just been made must first have got to where they set their timers.
      await turn();
      while (runNext(until)) await turn();
      now = until;
      await turn();
    },
  };
}

/** Lets everything happen that waits for nothing but its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
