import { callFunction } from '../call-function.ts';
import { createIntegration } from '../create-integration.ts';
import {
  describeStep,
  findCurrent,
  findWritten,
  type PlacedStep,
  readType,
  type StepType,
} from '../integration-steps.ts';
import { EventFailed, type Life } from '../life.ts';
import type { LifeEvent } from '../life-event.ts';
import type { LifeDocument } from '../life-facts.ts';
import { describeInstallation, runFreeOlderSteps, runOlderStep } from '../run-older-steps.ts';
import { runFreeSteps, runStep, type StepAnswer } from '../run-steps.ts';
import { chooseConnection } from './connect.ts';
import { fillForm } from './fill-form.ts';

/** `install`: begins an installation, or goes on with one that has stopped at a failed step. */
export async function install(life: Life): Promise<void> {
  const { app } = life.parts;
  if (life.integrationId === undefined) {
    life.integrationId = createIntegration(life);
    life.isBegun = false;
  } else if (life.demandIntegration().mode !== 'install') {
    throw new EventFailed(`${app.name} is installed already, expected uninstall before it`);
  } else if (life.isBegun) {
    const open = findOpenStep(life, life.demandIntegration());
    if (open && readType(app, open.step) !== 'function') {
      throw new EventFailed(
        `found ${describeStep(app, open.step)} as the current one, expected its event, and not install`,
      );
    }
  }
  const { connectorInstaller } = app.functions;
  if (connectorInstaller !== undefined && !life.isBegun) {
    await callFunction(life, {
      kind: 'connectorInstaller',
      name: connectorInstaller,
      _integrationId: life.integrationId,
      createOptions: () => ({ ...describeInstallation(life), _connectorId: app._connectorId }),
    });
  }
  life.isBegun = true;
  await goOn(life);
}

/** `submit form`: fills the form of the current step, and runs the steps behind it that wait for nobody. */
export async function submitForm(life: Life, event: LifeEvent): Promise<void> {
  const current = demandCurrent(life, 'form');
  const { app } = life.parts;
  const { installSteps } = app;
  const written = findWritten(app, current.step);
  const own = ['app', 'installSteps', installSteps.findIndex(({ name }) => name === written?.name), 'submit'];
  const values = life.fillIn(event.values ?? written?.submit ?? {});
  const path = event.values && event.path ? event.path : own;
  const given = { values, path, isRefused: event.fails !== undefined };
  await answer(life, current, { values: fillForm(life, current.step.form, given, describeStep(app, current.step)) });
}

/** `connect`: chooses or makes the connection of the current step, and runs the steps behind it that wait for nobody. */
export async function connect(life: Life, { text, path }: LifeEvent): Promise<void> {
  const current = demandCurrent(life, 'connection');
  const _integrationId = life.demandIntegration()._id;
  await answer(life, current, { connectionId: chooseConnection(life, current.step, _integrationId, { text, path }) });
}

async function answer(life: Life, current: PlacedStep, given: StepAnswer): Promise<void> {
  if (life.parts.app.generation === '1.0') await runOlderStep(life, current, given);
  else await runStep(life, life.demandIntegration()._id, 'installSteps', current, given);
  await goOn(life);
}

async function goOn(life: Life): Promise<void> {
  const { _id } = life.demandIntegration();
  const isOlder = life.parts.app.generation === '1.0';
  const runFree = isOlder ? runFreeOlderSteps(life) : runFreeSteps(life, _id, 'installSteps');
  if ((await runFree) === undefined) life.change(_id, { mode: 'settings' });
}

function demandCurrent(life: Life, type: StepType): PlacedStep {
  const { app } = life.parts;
  const current = findOpenStep(life, life.demandIntegration());
  if (!current) throw new EventFailed(`found no open step, expected a ${type} step`);
  if (readType(app, current.step) === type) return current;
  throw new EventFailed(`found ${describeStep(app, current.step)} as the current one, expected a ${type} step`);
}

function findOpenStep(life: Life, integration: LifeDocument): PlacedStep | undefined {
  return findCurrent(integration, life.parts.app.generation === '1.0' ? 'install' : 'installSteps');
}

/** The integration, installed. @throws EventFailed while it is not, naming the step that is open */
export function demandInstalled(life: Life) {
  const integration = life.demandIntegration();
  if (integration.mode === 'settings') return integration;
  if (integration.mode === 'uninstall') throw new EventFailed(`${life.parts.app.name} is being uninstalled`);
  const open = findOpenStep(life, integration);
  const step = open ? describeStep(life.parts.app, open.step) : 'the installation';
  throw new EventFailed(`${life.parts.app.name} is not installed yet: ${step} is open`);
}
