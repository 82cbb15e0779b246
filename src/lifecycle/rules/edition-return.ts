import type { AccountSnapshot, EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import type { DocumentChange, FieldChange } from '../life-report.ts';
import { listDocumentChanges } from '../list-document-changes.ts';
import { nameDocument } from './name-document.ts';

/** Changing to another edition and back again leaves the account as it was. */
export const editionReturn: LifeRule = {
  id: 'edition-return',
  says: 'Edition changes there and back again end where they began.',
  why: 'A customer who tries a larger edition keeps parts of it, or has lost parts of the own one.',
  source:
    'assumed: an edition says what an integration has. A document that is made anew counts as the old one of its name.',
  afterEvent: findRest,
};

/** The events that leave the account as it is. */
const LOOKING = ['open settings', 'open mappings', 'change edition'];

function* findRest(event: EventFacts, { events, makerOf }: LifeFacts): Iterable<RuleFinding> {
  if (event.event.name !== 'change edition' || event.outcome !== 'done') return;
  const before = findSameEdition(event, events);
  if (!before) return;
  const call = event.calls.at(-1);
  const at = call && { call: call.number, function: call.function };
  const began = `expected it as before the change from edition ${event.license?.edition}`;
  const changes = listDocumentChanges(before, event.after, makerOf);
  const isReplaced = (one: DocumentChange) =>
    one.what !== 'changed' && changes.some((other) => other.what !== one.what && isAlike(one, other));
  for (const change of changes.filter((one) => !isReplaced(one))) {
    const { kind, _id, what } = change;
    const document = nameDocument(kind, { ...change });
    const path = `${kind}/${_id}`;
    if (what === 'made') yield { message: `found the new ${document}, expected none`, path, ...at };
    else if (what === 'deleted') yield { message: `the ${document} is gone, ${began}`, path, ...at };
    for (const one of change.differences ?? []) {
      if (isReference(one, before, event.after)) continue;
      const message = `found ${show(one.after)} in the ${document}, expected ${show(one.before)}, as before the change from edition ${event.license?.edition}`;
      yield { message, path: `${path}.${one.path}`, ...at };
    }
  }
}

/** Finds the account before an earlier change from the edition that the license has now, if nothing else came between. */
function findSameEdition({ number, license }: EventFacts, events: readonly EventFacts[]): AccountSnapshot | undefined {
  const changed = events.findLastIndex((one) => one.number < number && !LOOKING.includes(one.event.name));
  const from = events.findLast(
    ({ event, number: own }, at) =>
      at > changed &&
      own < number &&
      event.name === 'change edition' &&
      events[at - 1]?.license?.edition === license?.edition,
  );
  return from?.before;
}

function isAlike(one: DocumentChange, other: DocumentChange): boolean {
  return one.kind === other.kind && one.name === other.name;
}

/** Whether a value names a document that was made anew. */
function isReference({ before: old, after: present }: FieldChange, before: AccountSnapshot, after: AccountSnapshot) {
  const isId = (snapshot: AccountSnapshot, value: unknown) =>
    Object.values(snapshot).some((documents) => documents.has(String(value)));
  return isId(before, old) && !isId(after, old) && isId(after, present) && !isId(before, present);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
