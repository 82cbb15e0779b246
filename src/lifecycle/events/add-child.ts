import { callFunction } from '../call-function.ts';
import { createLicense } from '../create-integration.ts';
import { listFormFields, readFieldName } from '../find-wrong-values.ts';
import { describeStep, listSteps, readType } from '../integration-steps.ts';
import { EventFailed, type Life } from '../life.ts';
import type { LifeEvent } from '../life-event.ts';
import type { LifeDocument } from '../life-facts.ts';
import { runFreeSteps, runStep } from '../run-steps.ts';
import { chooseConnection } from './connect.ts';
import { demandOffered, fillOwnFields, type GivenValues } from './fill-form.ts';
import { demandInstalled } from './install.ts';

/** `add child`: creates a child integration by initChild, and installs it with the same values in each of its forms. */
export async function addChild(life: Life, event: LifeEvent): Promise<void> {
  const { _id: parentId } = demandInstalled(life);
  const { initChild } = life.parts.app.functions;
  if (initChild === undefined) throw life.refuse('found no initChild in functions, expected its name', event.path);
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
  const given = { values, path: event.path, isRefused: event.fails !== undefined };
  await installChild(life, childId, given);
  demandKnown(life, given);
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

/** @throws EventFailed for a value that none of the child's forms has had a field for */
function demandKnown(life: Life, given: GivenValues): void {
  const lists = life.forms.map(listFormFields);
  const named = lists.filter((fields) => fields !== undefined);
  if (named.length < lists.length) return;
  const known = named.flat();
  const names = known.map(readFieldName);
  const unknown = Object.entries(given.values).filter(([name]) => !names.includes(name));
  demandOffered(life, known, { ...given, values: Object.fromEntries(unknown) }, 'the forms of the child');
}

function openSteps(described: LifeDocument, list: 'installSteps' | 'uninstallSteps'): LifeDocument[] {
  return listSteps(described, list).map((step) => ({ ...step, completed: false }));
}

async function installChild(life: Life, _id: string, given: GivenValues): Promise<void> {
  for (;;) {
    const current = await runFreeSteps(life, _id, 'installSteps');
    if (!current) return life.change(_id, { mode: 'settings' });
    const { app } = life.parts;
    const answer =
      readType(app, current.step) === 'form'
        ? { values: fillOwnFields(life, current.step.form, given, describeStep(app, current.step)) }
        : { connectionId: chooseConnection(life, current.step, _id) };
    await runStep(life, _id, 'installSteps', current, answer);
  }
}
