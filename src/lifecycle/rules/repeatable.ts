import type { CallFacts, EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import type { DocumentChange } from '../life-report.ts';
import { listDocumentChanges } from '../list-document-changes.ts';
import { describeErrors } from './describe-errors.ts';
import { listRetries } from './list-retries.ts';
import { nameDocument } from './name-document.ts';

/** A call that runs again after it has succeeded changes nothing more. */
export const repeatable: LifeRule = {
  id: 'repeatable',
  says: 'A step that is repeated, or whose answer was lost, does no harm.',
  why: 'Customers click again when an answer does not come, and then have everything twice.',
  source: 'assumed: the platform cannot know whether a call without an answer was done, so the customer runs it again.',
  afterEvent: findHarm,
};

function* findHarm(event: EventFacts, facts: LifeFacts): Iterable<RuleFinding> {
  for (const { first, again } of listRetries(event)) {
    if (first.errors) continue;
    const at = { call: again.number, function: again.function };
    if (again.errors && again.fault !== 'aborted') {
      const message = `${again.function} failed when it ran again (${describeErrors(again)}), expected it to succeed as before`;
      yield { message, ...at, ...(again.place !== undefined && { place: again.place }) };
      continue;
    }
    for (const found of listHarm(again, facts)) yield { ...found, ...at };
  }
}

function* listHarm({ function: name, before, after }: CallFacts, { makerOf }: LifeFacts): Iterable<RuleFinding> {
  const changes = listDocumentChanges(before, after, makerOf);
  // A function may replace what it has made: then nothing is there twice.
  const deleted = changes.filter(({ what }) => what === 'deleted');
  for (const made of changes.filter(({ what }) => what === 'made')) {
    const replaced = deleted.findIndex((one) => one.kind === made.kind && one.name === made.name);
    if (replaced >= 0) deleted.splice(replaced, 1);
    else yield { message: `${name} ran again and made another ${nameDocument(made.kind, { ...made })}`, ...at(made) };
  }
  for (const lost of deleted) {
    yield { message: `${name} ran again and deleted the ${nameDocument(lost.kind, { ...lost })}`, ...at(lost) };
  }
  for (const changed of changes) {
    const grown = changed.differences?.find((one) => !('before' in one) && one.path.endsWith(']'));
    if (!grown) continue;
    const document = nameDocument(changed.kind, { ...changed });
    const message = `${name} ran again and added another element to the ${document}, at ${grown.path}`;
    yield { message, path: `${changed.kind}/${changed._id}.${grown.path}` };
  }
}

function at({ kind, _id }: DocumentChange) {
  return { path: `${kind}/${_id}` };
}
