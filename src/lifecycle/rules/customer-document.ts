import type { EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import { accountKinds } from '../life-report.ts';
import { listDifferences } from '../list-document-changes.ts';
import { nameDocument } from './name-document.ts';

/** An app leaves the documents that the customer had before as they are. */
export const customerDocument: LifeRule = {
  id: 'customer-document',
  says: 'An app deletes and changes no document that the customer had before.',
  why: 'Customers lose flows and connections of their own, or find them changed, for good.',
  source:
    'assumed: a token reaches the whole account, and the platform does not ask whose a document is. A connection may change: the customer may have chosen it.',
  afterEvent: findHarmed,
};

function* findHarmed({ calls }: EventFacts, { start }: LifeFacts): Iterable<RuleFinding> {
  for (const { number: call, function: name, before, after } of calls) {
    for (const kind of accountKinds) {
      for (const [_id, document] of start[kind]) {
        const [was, is] = [before[kind].get(_id), after[kind].get(_id)];
        if (!was || was === is) continue;
        const own = `the customer's own ${nameDocument(kind, document)}`;
        const at = { path: `${kind}/${_id}`, call, function: name };
        if (!is) yield { message: `found ${own} deleted, expected it to stay`, ...at };
        else if (kind !== 'connections') {
          for (const { path } of listDifferences(was, is).slice(0, 1)) {
            yield { message: `found ${own} changed, expected it to stay as it was`, ...at, path: `${at.path}.${path}` };
          }
        }
      }
    }
  }
}
