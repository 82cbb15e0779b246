import { setTimeout } from 'node:timers/promises';
import { functionTimeout } from '../shared/failures.ts';
import type { Transport } from './transport.ts';

/** Delays each call by some milliseconds, which count towards its timeout. */
export function withDelay({ call, close }: Transport, ms: number): Transport {
  return {
    call: async (sent) => {
      await setTimeout(Math.min(ms, sent.timeout));
      const timeout = sent.timeout - ms;
      return timeout > 0
        ? call({ ...sent, timeout })
        : { errors: [functionTimeout(sent.address.function, sent.timeout)] };
    },
    close,
  };
}
