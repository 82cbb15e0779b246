import { callFunction } from '../call-function.ts';
import { createLicense } from '../create-integration.ts';
import { describeStep, listSteps, readType } from '../integration-steps.ts';
import { EventFailed, type Life } from '../life.ts';
import type { LifeEvent } from '../life-event.ts';
import type { LifeDocument } from '../life-facts.ts';
import { runFreeSteps, runStep } from '../run-steps.ts';
import { chooseConnection } from './connect.ts';
import { fillForm } from './fill-form.ts';
import { demandInstalled } from './install.ts';

/** `add child`: creates a child integration by initChild, and installs it with the same values in each of its forms. */
export async function addChild(life: Life, event: LifeEvent): Promise<void> {
  const { _id: parentId } = demandInstalled(life);
  const { initChild } = life.parts.app.functions;
  if (initChild === undefined) throw new EventFailed('found no initChild in functions, expected its name');
  life.rely('childAsked');
  const values = life.fillIn(event.values ?? {});
  const described = await callFunction(life, {
    kind: 'initChild',
    name: initChild,
    _integrationId: parentId,
    createOptions: () => ({
      parentIntegration: life.read(parentId),
      ...(life.license && { parentLicense: life.license }),
    }),
  });
  if (typeof described !== 'object' || described === null) {
    throw new EventFailed(`${initChild} answered ${JSON.stringify(described)}, expected the child integration`);
  }
  const childId = createChild(life, parentId, described as LifeDocument);
  await installChild(life, childId, values);
}

function createChild(life: Life, parentId: string, described: LifeDocument): string {
  const { _connectorId, version, name } = life.read(parentId);
  const child = {
    name: `${name}: child`,
    settings: {},
    ...described,
    installSteps: openSteps(described, 'installSteps'),
    uninstallSteps: openSteps(described, 'uninstallSteps'),
    ...(_connectorId !== undefined && { _connectorId }),
    version,
    _parentId: parentId,
    mode: 'install',
  };
  const _id = life.make('integrations', child, 'platform');
  const { license } = life;
  if (license) life.licenses.set(_id, { ...createLicense(life, _id, license.edition), _parentId: license._id });
  life.children.add(_id);
  return _id;
}

function openSteps(described: LifeDocument, list: 'installSteps' | 'uninstallSteps'): LifeDocument[] {
  return listSteps(described, list).map((step) => ({ ...step, completed: false }));
}

async function installChild(life: Life, _id: string, values: LifeDocument): Promise<void> {
  for (;;) {
    const current = await runFreeSteps(life, _id, 'installSteps');
    if (!current) return life.change(_id, { mode: 'settings' });
    const { app } = life.parts;
    const answer =
      readType(app, current.step) === 'form'
        ? { values: fillForm(life, current.step.form, values, describeStep(app, current.step)) }
        : { connectionId: chooseConnection(life, current.step, _id) };
    await runStep(life, _id, 'installSteps', current, answer);
  }
}
