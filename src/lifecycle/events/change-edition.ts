import { callFunction } from '../call-function.ts';
import { setEdition } from '../create-integration.ts';
import type { License, Life } from '../life.ts';
import type { LifeEvent } from '../life-event.ts';
import { describeInstallation } from '../run-older-steps.ts';
import { demandNamed } from './demand-named.ts';
import { demandInstalled } from './install.ts';

/** `change edition`: the license changes, and with it the integration and its children. */
export async function changeEdition(life: Life, event: LifeEvent): Promise<void> {
  const { _id } = demandInstalled(life);
  const { license } = life;
  if (!license)
    throw life.refuse('found no license, expected one: an app without _connectorId has no editions', event.path);
  const edition = chooseEdition(life, license, event);
  const before = [...life.licenses];
  for (const [one, own] of before) life.licenses.set(one, setEdition(own, edition));
  try {
    if (life.parts.app.generation === '1.0') await changeOlder(life, _id);
    else await changeAll(life, _id, license.edition);
  } catch (thrown) {
    life.rely('editionKept');
    for (const [one, own] of before) life.licenses.set(one, own);
    throw thrown;
  }
}

function chooseEdition(life: Life, { edition }: License, event: LifeEvent): string {
  const { editions } = life.parts.app;
  if (event.text !== undefined) {
    demandNamed(life, event, 'edition', editions);
    return event.text;
  }
  const next = editions[(editions.indexOf(String(edition)) + 1) % editions.length];
  if (next === undefined || next === edition) {
    throw life.refuse(
      'found no other edition in editions, expected at least two, or an edition in the event',
      event.path,
    );
  }
  return next;
}

async function changeAll(life: Life, _id: string, fromEdition: string | undefined): Promise<void> {
  const { changeEdition: name } = life.parts.app.functions;
  if (name === undefined) return;
  const all = [_id, ...life.children];
  if (all.length > 1) life.rely('childrenToo');
  for (const one of all) {
    await callFunction(life, {
      kind: 'changeEdition',
      name,
      _integrationId: one,
      createOptions: () => ({
        fromEdition,
        toEdition: life.license?.edition,
        integration: life.read(one),
        license: life.licenses.get(one),
      }),
    });
  }
}

async function changeOlder(life: Life, _id: string): Promise<void> {
  const { connectorChangeEdition: name } = life.parts.app.functions;
  if (name === undefined) return;
  await callFunction(life, {
    kind: 'connectorChangeEdition',
    name,
    _integrationId: _id,
    createOptions: () => describeInstallation(life),
  });
}
