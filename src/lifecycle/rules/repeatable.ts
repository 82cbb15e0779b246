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
    for (const found of [...listHarm(again, facts), ...listCounted(first, again, facts)]) yield { ...found, ...at };
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

/** Finds values to which both calls have added the same: a number, or a text at the beginning or end. */
function* listCounted(first: CallFacts, again: CallFacts, { makerOf }: LifeFacts): Iterable<RuleFinding> {
  const earlier = listDocumentChanges(first.before, first.after, makerOf);
  for (const changed of listDocumentChanges(again.before, again.after, makerOf)) {
    const before = earlier.find(({ kind, _id }) => kind === changed.kind && _id === changed._id);
    for (const { path, before: value, after } of before ? (changed.differences ?? []) : []) {
      const known = before?.differences?.find((one) => one.path === path);
      // A value that the first call has not touched was not counted by it.
      if (!known && before?.what === 'changed') continue;
      if (!isCounted(known?.before, value, after)) continue;
      const document = nameDocument(changed.kind, { ...changed });
      const message = `${again.function} ran again and added the same to ${path} of the ${document} once more`;
      yield { message, path: `${changed.kind}/${changed._id}.${path}` };
    }
  }
}

/** Larger numbers are times, which may lie as far apart by chance. */
const LARGEST = 1e9;

function isCounted(first: unknown, second: unknown, third: unknown): boolean {
  if (typeof second === 'number' && typeof third === 'number') {
    return Math.abs(third) < LARGEST && third - second === second - Number(first ?? 0);
  }
  if (typeof second !== 'string' || typeof third !== 'string') return false;
  const start = String(first ?? '');
  const isAppended = third === second + second.slice(start.length) && second.startsWith(start);
  const isPrefixed = third === second.slice(0, second.length - start.length) + second && second.endsWith(start);
  return isAppended || isPrefixed;
}

function at({ kind, _id }: DocumentChange) {
  return { path: `${kind}/${_id}` };
}
