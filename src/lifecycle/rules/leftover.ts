import type { EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import { accountKinds } from '../life-report.ts';
import { describeCall, findMaker } from './find-writer.ts';
import { nameDocument } from './name-document.ts';

/** An uninstallation leaves nothing that was not in the account before. */
export const leftover: LifeRule = {
  id: 'leftover',
  says: 'An uninstallation leaves nothing that the installation has made.',
  why: 'Flows that are left go on running, and nobody knows later whose documents they are.',
  source: 'documented: uninstaller functions remove the components of an integration; the rest is left to no one.',
  afterEvent: findLeftovers,
};

function* findLeftovers(uninstallation: EventFacts, { events, start }: LifeFacts): Iterable<RuleFinding> {
  if (!hasUninstalled(uninstallation)) return;
  const { after, number } = uninstallation;
  // What an earlier uninstallation has left was found there.
  const earlier = events.findLast((one) => one.number < number && hasUninstalled(one))?.after ?? start;
  for (const kind of accountKinds) {
    for (const [_id, document] of after[kind]) {
      if (earlier[kind].has(_id)) continue;
      const maker = findMaker(events, kind, _id);
      const by = maker ? `, which was made by ${describeCall(maker)}` : '';
      yield {
        message: `found the ${nameDocument(kind, document)}${by}; expected it to be deleted`,
        path: `${kind}/${_id}`,
        ...(maker && { function: maker.call.function }),
      };
    }
  }
}

function hasUninstalled({ event, outcome }: EventFacts): boolean {
  return event.name === 'uninstall' && outcome === 'done';
}
