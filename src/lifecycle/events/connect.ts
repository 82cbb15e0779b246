import { findWritten } from '../integration-steps.ts';
import type { Life } from '../life.ts';
import type { EventArgument } from '../life-event.ts';
import type { LifeDocument } from '../life-facts.ts';

/** What the API shows of an encrypted value. */
const MASK = '******';

/**
 * Chooses the connection of a step: the named one, the step's own, or a new one that the customer makes.
 * @throws EventFailed for a name that is no connection of the account
 */
export function chooseConnection(
  life: Life,
  step: LifeDocument,
  _integrationId: string,
  { text: named, path }: EventArgument = {},
): string {
  const { connections } = life.parts.platform;
  if (named !== undefined) {
    if (connections.has(named)) return named;
    const known = [...connections.keys()].join(', ') || 'none';
    throw life.refuse(`found no connection "${named}" in the account, expected one of its connections: ${known}`, path);
  }
  if (typeof step._connectionId === 'string' && connections.has(step._connectionId)) return step._connectionId;
  const { connection } = findWritten(life.parts.app, step) ?? {};
  const { type = 'http', name = String(step.name), encrypted, unencrypted } = connection ?? {};
  // An unused value that is missing in the environment is found all the same.
  const masked = Object.fromEntries(Object.keys(life.parts.resolve(encrypted ?? {})).map((key) => [key, MASK]));
  const own = { encrypted: masked, unencrypted: life.parts.resolve(unencrypted ?? {}) };
  const _id = life.make('connections', { name, type, _integrationId, [type]: own }, 'customer');
  life.ownConnections.push(_id);
  return _id;
}
