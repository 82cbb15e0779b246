import { callFunction } from '../call-function.ts';
import { EventFailed, type Life } from '../life.ts';
import type { LifeEvent } from '../life-event.ts';
import { describeInstallation } from '../run-older-steps.ts';
import { demandNamed } from './demand-named.ts';
import { demandInstalled } from './install.ts';

/** `update to`: the owner of the app brings a new version to the integration and its children. */
export async function update(life: Life, event: LifeEvent): Promise<void> {
  const { text: version = '', path } = event;
  const { _id } = demandInstalled(life);
  if (!life.license) {
    throw life.refuse('found no license, expected one: an app without _connectorId has no owner who updates it', path);
  }
  const { versions, version: first } = life.parts.app;
  demandNamed(life, event, 'version', versions.length > 0 ? [first, ...versions] : []);
  if (life.parts.app.generation === '1.0') return updateOlder(life, _id, version);
  life.rely('versionSet');
  const all = [_id, ...life.children];
  if (all.length > 1) life.rely('childrenToo');
  for (const one of all) {
    const { update: name } = life.parts.app.functions;
    if (name !== undefined) {
      await callFunction(life, {
        kind: 'update',
        name,
        _integrationId: one,
        createOptions: () => ({ resource: life.read(one), license: life.licenses.get(one) }),
      });
    }
    life.change(one, { version });
  }
}

/** The function itself writes the version, and ends the update. */
async function updateOlder(life: Life, _id: string, version: string): Promise<void> {
  const { connectorUpdate: name } = life.parts.app.functions;
  if (name === undefined) throw life.refuse('found no connectorUpdate in functions, expected its name');
  life.rely('ownVersion');
  life.change(_id, { updateInProgress: true });
  await callFunction(life, {
    kind: 'connectorUpdate',
    name,
    _integrationId: _id,
    createOptions: () => describeInstallation(life),
  });
  const after = life.read(_id);
  if (after.updateInProgress === true) {
    throw new EventFailed(`${name} left updateInProgress true in the integration, expected false at its end`);
  }
  if (after.version !== version) {
    throw new EventFailed(
      `${name} left version ${JSON.stringify(after.version)} in the integration, expected "${version}"`,
    );
  }
}
