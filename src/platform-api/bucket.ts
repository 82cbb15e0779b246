import { setTimeout } from 'node:timers/promises';

/** The rate limit of requests. */
export interface Rate {
  /** Requests that may be sent at once, after a pause. */
  readonly burst: number;
  /** Requests per second in the long run. */
  readonly perSecond: number;
}

/** A token bucket: requests take from it before they are sent. */
export interface Bucket {
  /** Resolves once a request may be sent, in the order of asking. Rejects when the signal aborts. */
  take(signal: AbortSignal): Promise<void>;
  /** Lets no request pass for some milliseconds, waiting ones included. */
  pause(ms: number): void;
}

export function createBucket({ burst, perSecond }: Rate): Bucket {
  const interval = 1000 / perSecond;
  const slack = burst * interval;
  /** The time at which the bucket will be full again. */
  let full = 0;
  let pauses = 0;
  return {
    take: async (signal) => {
      // A pause cancels the times that were given out before it.
      for (let given = -1; given !== pauses; ) {
        given = pauses;
        const now = performance.now();
        full = Math.max(full, now) + interval;
        const wait = full - slack - now;
        if (wait > 0) await setTimeout(wait, undefined, { signal });
      }
    },
    pause: (ms) => {
      pauses += 1;
      full = performance.now() + ms + slack;
    },
  };
}
