import type { EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import { accountKinds } from '../life-report.ts';
import { nameDocument } from './name-document.ts';

/** An app deletes no document that the customer had before. */
export const customerDocument: LifeRule = {
  id: 'customer-document',
  says: 'An app deletes no document that the customer had before.',
  why: 'Customers lose flows and connections of their own, for good.',
  source: 'assumed: a token reaches the whole account, and the platform does not ask whose a document is.',
  afterEvent: findDeleted,
};

function* findDeleted({ calls }: EventFacts, { start }: LifeFacts): Iterable<RuleFinding> {
  for (const { number: call, function: name, before, after } of calls) {
    for (const kind of accountKinds) {
      for (const [_id, document] of start[kind]) {
        if (!before[kind].has(_id) || after[kind].has(_id)) continue;
        const message = `found the customer's own ${nameDocument(kind, document)} deleted, expected it to stay`;
        yield { message, path: `${kind}/${_id}`, call, function: name };
      }
    }
  }
}
