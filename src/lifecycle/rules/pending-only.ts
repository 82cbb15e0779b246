import { isDeepStrictEqual } from 'node:util';
import { formatPath } from '../../shared/path.ts';
import type { CallFacts, LifeRule, RuleFinding } from '../life-facts.ts';
import { readSettings } from './read-settings.ts';

/** What persistSettings saves was pending. */
export const pendingOnly: LifeRule = {
  id: 'pending-only',
  says: 'persistSettings changes only the settings that were pending.',
  why: 'A setting changes that the customer has not touched, and nobody sees it happen.',
  source: 'documented: pending holds the changed settings, and the answer their updated values.',
  afterEvent: ({ calls }) => calls.filter(({ kind }) => kind === 'persistSettings').flatMap(findOthers),
};

function findOthers(call: CallFacts): RuleFinding[] {
  const { options, response, number, function: name } = call;
  const pending = Object.keys(Object(options.pending));
  const at = { call: number, function: name };
  const expected = `which was not pending; expected ${pending.length > 0 ? `${pending.join(', ')} alone` : 'no change'}`;
  const answered = Object.keys(Object(Object(response).pending)).filter((key) => !pending.includes(key));
  return [
    ...answered.map((key) => {
      const path = formatPath('response', ['pending', key]);
      return { message: `found ${key} in the answer, ${expected}`, path, ...at };
    }),
    ...listWritten(call)
      .filter((key) => !pending.includes(key))
      .map((key) => {
        const path = formatPath(`integrations/${call._integrationId}`, ['settings', key]);
        return { message: `found ${key} changed in the integration, ${expected}`, path, ...at };
      }),
  ];
}

/** Lists the settings that the function itself has changed through the API. */
function listWritten({ before, after, _integrationId }: CallFacts): string[] {
  const [old, present] = [before, after].map(({ integrations }) => integrations.get(String(_integrationId)));
  if (!old || !present) return [];
  const [was, is] = [readSettings(old), readSettings(present)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((key) => !isDeepStrictEqual(was.get(key), is.get(key)));
}
