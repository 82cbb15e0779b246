import type { CallFacts, EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import type { DocumentChange } from '../life-report.ts';
import { listDocumentChanges } from '../list-document-changes.ts';
import { describeErrors } from './describe-errors.ts';
import { findMissing } from './find-missing.ts';
import { type CallPair, listLaterTries, listRetries } from './list-retries.ts';
import { nameDocument } from './name-document.ts';

/** A call that was ended half way, or has failed there, goes on with what it has done. */
export const resumable: LifeRule = {
  id: 'resumable',
  says: 'An installation that failed half way can be resumed.',
  why: 'A step that cannot go on from its half locks the customer out; one that begins anew leaves the half behind.',
  source: 'assumed: a failed step stays the current one, nothing that it did is undone, and the customer tries again.',
  afterEvent: findStuck,
  atEnd: findMissing,
};

function* findStuck(event: EventFacts, facts: LifeFacts): Iterable<RuleFinding> {
  const ended = listRetries(event).filter(({ first }) => first.fault === 'aborted');
  for (const { again } of ended) {
    // The script expects the failure: it would have come without the fault.
    if (!again.errors || again.fault === 'aborted' || event.outcome === 'refused') continue;
    const message = `${again.function} failed when it was tried again after it was ended half way (${describeErrors(again)}), expected it to go on`;
    yield { message, ...at(again), ...(again.place !== undefined && { place: again.place }) };
  }
  for (const retry of [...ended, ...listLaterTries(event, facts.events)]) yield* findTwice(retry, facts);
}

function* findTwice({ first, again }: CallPair, { makerOf }: LifeFacts): Iterable<RuleFinding> {
  const listMade = ({ before, after }: CallFacts) =>
    listDocumentChanges(before, after, makerOf).filter(({ what }) => what === 'made');
  const halves = listMade(first).filter(({ kind, _id }) => again.after[kind].has(_id));
  for (const made of listMade(again)) {
    const half = halves.find((one) => isAlike(one, made));
    if (!half) continue;
    const message = `${again.function} made another ${nameDocument(made.kind, { ...made })} when it was tried again, expected it to go on with ${made.kind}/${half._id}, which its failed call has made`;
    yield { message, ...at(again), path: `${made.kind}/${made._id}` };
  }
}

function isAlike(one: DocumentChange, other: DocumentChange): boolean {
  return one.kind === other.kind && one.name === other.name && readOwner(one) === readOwner(other);
}

function readOwner({ document }: DocumentChange): unknown {
  return Object(document)._integrationId;
}

function at({ number: call, function: name }: CallFacts) {
  return { call, function: name };
}
