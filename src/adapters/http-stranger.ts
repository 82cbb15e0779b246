import { serverBusy } from '../failures.ts';
import { HttpFailure } from './http-answer.ts';
import type { CallRequest } from './http-call.ts';

/** How many of the largest bodies may be read at once. */
const BODIES = 4;

/**
 * Makes what reads the body of a request that doesn't say in its head who sends it: all that are read at once may hold
 * no more than a few of the largest bodies would.
 * @param limit the most bytes that one body may have
 */
export function createStrangerReader(limit: number): (request: CallRequest) => Promise<unknown> {
  let free = BODIES * limit;
  return async (request) => {
    const declared = Number(request.header('content-length') ?? limit);
    const size = declared >= 0 && declared < limit ? declared : limit;
    if (size > free) throw new HttpFailure(503, serverBusy(), { headers: { 'retry-after': '1' } });
    free -= size;
    try {
      return await request.json(limit);
    } finally {
      free += size;
    }
  };
}
