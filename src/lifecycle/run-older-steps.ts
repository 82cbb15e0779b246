import type { Kind } from '../contracts/define.ts';
import { callFunction } from './call-function.ts';
import { describeStep, findCurrent, listSteps, type PlacedStep, readType } from './integration-steps.ts';
import { EventFailed, type Life } from './life.ts';
import type { LifeDocument } from './life-facts.ts';
import type { StepAnswer } from './run-steps.ts';

/** The field by which steps are known in each direction, with the kind of its functions. */
export const directions = {
  installerFunction: 'integrationInstaller',
  uninstallerFunction: 'integrationUninstaller',
} as const satisfies Readonly<Record<string, Kind>>;

/** The name of such a field. */
export type OlderDirection = keyof typeof directions;

/** What functions of 1.0 are told about the installation. */
export function describeInstallation(life: Life, more: LifeDocument = {}) {
  return { _integrationId: life.demandIntegration()._id, opts: { connectorLicense: life.license, ...more } };
}

/**
 * Runs one install step of 1.0.
 * @throws EventFailed if its function fails, answers that it did not succeed, or leaves the step open
 */
export async function runOlderStep(life: Life, { step }: PlacedStep, { values, connectionId }: StepAnswer) {
  const name = String(step.installerFunction);
  if (connectionId !== undefined && step._connectionId !== connectionId) {
    updateSteps(life, 'installerFunction', [{ installerFunction: name, _connectionId: connectionId }]);
  }
  if (values) life.rely('formInOpts');
  await callStep(life, 'installerFunction', step, values && { formVal: values });
  const after = listSteps(life.demandIntegration(), 'install').find((one) => one.installerFunction === name);
  life.rely('completedByAnswer');
  if (after?.completed === true) return;
  const found = `${name} succeeded and ${describeStep(life.parts.app, step)} is not completed`;
  throw new EventFailed(`${found}, expected stepsToUpdate with { installerFunction: "${name}", completed: true }`);
}

/** Runs the function of a step, and updates the steps as its answer says. @throws EventFailed if it did not succeed */
export async function callStep(life: Life, direction: OlderDirection, step: LifeDocument, more?: LifeDocument) {
  const name = String(step[direction]);
  await callFunction(life, {
    kind: directions[direction],
    name,
    step,
    ...(life.integrationId !== undefined && { _integrationId: life.integrationId }),
    createOptions: () => describeInstallation(life, more),
    apply: (response) => applyProgress(life, name, direction, response),
  });
}

/** Does with `{ success, stepsToUpdate }` what the platform does. @throws EventFailed if it says no success */
export function applyProgress(life: Life, name: string, direction: OlderDirection, response: unknown): void {
  const { success, stepsToUpdate, message } = Object(response);
  if (success !== true) {
    const why = typeof message === 'string' ? `: ${message}` : '';
    throw new EventFailed(`${name} answered success: ${JSON.stringify(success)}${why}; expected success: true`);
  }
  if (Array.isArray(stepsToUpdate)) updateSteps(life, direction, stepsToUpdate);
}

function updateSteps(life: Life, direction: OlderDirection, updates: readonly unknown[]): void {
  const integration = life.demandIntegration();
  life.rely('stepsByFunction');
  const install = listSteps(integration, 'install').map((step) => {
    const update = updates.findLast(
      (one) => step[direction] !== undefined && Object(one)[direction] === step[direction],
    );
    return update === undefined ? step : { ...step, ...(update as object) };
  });
  life.change(integration._id, { install });
}

/** Runs the steps that wait for nobody, up to the first that does. Returns that step, or undefined at the end. */
export async function runFreeOlderSteps(life: Life): Promise<PlacedStep | undefined> {
  for (;;) {
    const current = findCurrent(life.demandIntegration(), 'install');
    if (!current || readType(life.parts.app, current.step) !== 'function') return current;
    life.rely('functionSteps');
    await runOlderStep(life, current, {});
  }
}
