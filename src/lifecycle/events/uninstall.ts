import { callFunction } from '../call-function.ts';
import { describeStep, findWritten, listSteps, readType } from '../integration-steps.ts';
import type { Life } from '../life.ts';
import type { LifeDocument } from '../life-facts.ts';
import { applyProgress, callStep, describeInstallation } from '../run-older-steps.ts';
import { runFreeSteps, runStep } from '../run-steps.ts';
import { fillForm } from './fill-form.ts';

/** `uninstall`: runs the uninstallation to its end, and deletes what the platform deletes. */
export async function uninstall(life: Life): Promise<void> {
  const { _id } = life.demandIntegration();
  if (life.parts.app.generation === '1.0') await uninstallOlder(life, _id);
  else await uninstallAll(life, _id);
  endInstallation(life, _id);
  life.integrationId = undefined;
  life.settingsForm = undefined;
}

async function uninstallAll(life: Life, _id: string): Promise<void> {
  for (const child of [...life.children]) {
    life.rely('childrenFirst');
    await runUninstallSteps(life, child);
    endInstallation(life, child);
    life.children.delete(child);
  }
  await runUninstallSteps(life, _id);
}

async function runUninstallSteps(life: Life, _id: string): Promise<void> {
  const { app } = life.parts;
  life.change(_id, { mode: 'uninstall' });
  for (;;) {
    const current = await runFreeSteps(life, _id, 'uninstallSteps');
    if (!current) return;
    const written = findWritten(app, current.step, app.uninstallSteps);
    const at = app.uninstallSteps.findIndex(({ name }) => name === written?.name);
    const isForm = readType(app, current.step) === 'form';
    const fill = () => {
      const given = { values: life.fillIn(written?.submit ?? {}), path: ['app', 'uninstallSteps', at, 'submit'] };
      return fillForm(life, current.step.form, given, describeStep(app, current.step));
    };
    await runStep(life, _id, 'uninstallSteps', current, isForm ? { values: fill() } : {});
  }
}

async function uninstallOlder(life: Life, _id: string): Promise<void> {
  const { preUninstall, connectorUninstaller } = life.parts.app.functions;
  const createOptions = () => describeInstallation(life);
  life.change(_id, { mode: 'uninstall' });
  let order: readonly unknown[] = [];
  if (preUninstall !== undefined) {
    const apply = (response: unknown) => applyProgress(life, preUninstall, 'uninstallerFunction', response);
    const answered = await callFunction(life, {
      kind: 'preUninstall',
      name: preUninstall,
      _integrationId: _id,
      createOptions,
      apply,
    });
    const { stepsToUpdate } = Object(answered);
    if (Array.isArray(stepsToUpdate)) order = stepsToUpdate.map((step) => Object(step).uninstallerFunction);
  }
  life.rely('uninstallOrder');
  for (const step of sortSteps(listSteps(life.read(_id), 'install'), order)) {
    if (typeof step.uninstallerFunction === 'string') await callStep(life, 'uninstallerFunction', step);
  }
  if (connectorUninstaller === undefined) return;
  await callFunction(life, {
    kind: 'connectorUninstaller',
    name: connectorUninstaller,
    _integrationId: _id,
    createOptions,
  });
}

/** Sorts steps by a list of their functions; those that it does not name come last, in their own order. */
function sortSteps(steps: readonly LifeDocument[], order: readonly unknown[]): LifeDocument[] {
  const place = ({ uninstallerFunction }: LifeDocument) => {
    const at = order.indexOf(uninstallerFunction);
    return at < 0 ? order.length : at;
  };
  return steps.toSorted((one, other) => place(one) - place(other));
}

/** Deletes an integration and the connections that the customer made in its wizard. */
function endInstallation(life: Life, _id: string): void {
  const { integrations, connections } = life.parts.platform;
  for (const connection of life.ownConnections) {
    if (connections.get(connection)?._integrationId !== _id) continue;
    life.rely('ownConnections');
    connections.delete(connection);
  }
  integrations.delete(_id);
  life.licenses.delete(_id);
}
