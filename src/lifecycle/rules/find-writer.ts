import type { CallFacts, EventFacts } from '../life-facts.ts';
import type { AccountKind } from '../life-report.ts';

/** A call with the event that made it. */
export interface PlacedCall {
  readonly event: EventFacts;
  readonly call: CallFacts;
}

/** Finds the call that made a document; undefined if no function did. */
export function findMaker(events: readonly EventFacts[], kind: AccountKind, _id: string): PlacedCall | undefined {
  return findCall(events, ({ before, after }) => after[kind].has(_id) && !before[kind].has(_id));
}

/** Finds the last call that made or changed a document; undefined if no function did. */
export function findWriter(events: readonly EventFacts[], kind: AccountKind, _id: string): PlacedCall | undefined {
  return findCall(events, ({ before, after }) => after[kind].get(_id) !== before[kind].get(_id));
}

function findCall(events: readonly EventFacts[], test: (call: CallFacts) => boolean): PlacedCall | undefined {
  for (const event of events.toReversed()) {
    const call = event.calls.findLast(test);
    if (call) return { event, call };
  }
  return undefined;
}

/** Formats the call that made or changed a document for messages: `chooseSettings in event 2, submit form`. */
export function describeCall({ event, call }: PlacedCall): string {
  return `${call.function} in event ${event.number}, ${event.event.name}`;
}
