import { isDeepStrictEqual } from 'node:util';
import { formatPath } from '../../shared/path.ts';
import type { EventFacts, LifeFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import { findWriter } from './find-writer.ts';
import { readSettings } from './read-settings.ts';

/** A new version leaves what the customer has chosen as it is. */
export const settingsKept: LifeRule = {
  id: 'settings-kept',
  says: "An update keeps the customer's own settings.",
  why: 'The owner updates all customers at once, and none of them knows that a choice of theirs is gone.',
  source:
    'assumed: a setting is the customer’s own if a form or saved settings had a value of its name since the installation.',
  afterEvent: findChanged,
};

function* findChanged(update: EventFacts, { events }: LifeFacts): Iterable<RuleFinding> {
  if (update.event.name !== 'update to') return;
  const earlier = events.filter(({ number }) => number < update.number);
  const begun = earlier.findLastIndex(({ event }) => event.name === 'uninstall');
  const chosen = new Set(earlier.slice(begun + 1).flatMap(({ values = {} }) => Object.keys(values)));
  for (const [_id, before] of update.before.integrations) {
    const after = update.after.integrations.get(_id);
    if (!after) continue;
    const [was, is] = [readSettings(before), readSettings(after)];
    for (const [name, value] of was) {
      if (!chosen.has(name) || isDeepStrictEqual(is.get(name), value)) continue;
      const writer = findWriter([update], 'integrations', _id);
      const found = is.has(name) ? JSON.stringify(is.get(name)) : 'nothing';
      yield {
        message: `found ${found} in ${name}, expected ${JSON.stringify(value)}, which the customer has chosen`,
        path: formatPath(`integrations/${_id}`, ['settings', name]),
        ...(writer && { call: writer.call.number, function: writer.call.function }),
      };
    }
  }
}
