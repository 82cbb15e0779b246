import type { CallFacts, EventFacts } from '../life-facts.ts';

/** Two calls of the same function for the same purpose, one after the other. */
export interface CallPair {
  readonly first: CallFacts;
  readonly again: CallFacts;
}

/** Lists the calls of an event that were made again because of a fault. */
export function listRetries({ calls }: EventFacts): CallPair[] {
  return calls.flatMap((again, at) => {
    const first = calls[at - 1];
    return first && again.attempt > 1 ? [{ first, again }] : [];
  });
}

/** Lists the calls of an event that were made because the same call had failed in an earlier event. */
export function listLaterTries(event: EventFacts, events: readonly EventFacts[]): CallPair[] {
  return event.calls.flatMap((again) => {
    if (again.attempt > 1) return [];
    const earlier = events.filter(({ number }) => number < event.number).flatMap(({ calls }) => calls);
    const first = earlier.findLast((one) => isSame(one, again));
    return first?.errors ? [{ first, again }] : [];
  });
}

function isSame(one: CallFacts, other: CallFacts): boolean {
  return (
    one.function === other.function &&
    one.kind === other.kind &&
    one._integrationId === other._integrationId &&
    one.step?.name === other.step?.name
  );
}
