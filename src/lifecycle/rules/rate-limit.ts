import { isDeepStrictEqual } from 'node:util';
import type { FakeRequest } from '../../fake-platform/gate.ts';
import type { EventFacts, LifeRule, RuleFinding } from '../life-facts.ts';

/** A request that was refused with 429 is made again. */
export const rateLimit: LifeRule = {
  id: 'rate-limit',
  says: 'A function makes a request again that the rate limit has refused.',
  why: 'What the refused request was to do is missing, and a busy account cannot install the app at all.',
  source: 'documented: the API answers 429 with Retry-After when an account makes too many requests.',
  afterEvent: findGivenUp,
};

function* findGivenUp({ calls }: EventFacts): Iterable<RuleFinding> {
  for (const { number: call, function: name, requests, fault } of calls) {
    // A call that was ended had no time to try again.
    if (fault === 'aborted') continue;
    for (const [at, request] of requests.entries()) {
      const { method, path, status } = request;
      if (status !== 429 || requests.slice(at + 1).some((later) => asksTheSame(later, request))) continue;
      const message = `found ${method} ${path} refused with 429 and not made again, expected it after Retry-After`;
      yield { message, call, function: name, path };
    }
  }
}

function asksTheSame(one: FakeRequest, other: FakeRequest): boolean {
  const [asked, otherAsked] = [one, other].map(({ method, path, query, body }) => ({ method, path, query, body }));
  return isDeepStrictEqual(asked, otherAsked);
}
