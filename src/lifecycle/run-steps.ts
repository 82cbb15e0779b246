import { callFunction } from './call-function.ts';
import { changeStep, findCurrent, listSteps, type PlacedStep, readType } from './integration-steps.ts';
import type { Life } from './life.ts';
import type { LifeDocument } from './life-facts.ts';

/** What the customer gives to a step. */
export interface StepAnswer {
  readonly values?: LifeDocument;
  readonly connectionId?: string;
}

type Direction = 'installSteps' | 'uninstallSteps';

/** Runs one step of 2.0. @throws EventFailed if its function fails: the step is then still the current one */
export async function runStep(life: Life, _id: string, list: Direction, { at }: PlacedStep, answer: StepAnswer) {
  const { values: formSubmission, connectionId: _connectionId } = answer;
  const mark = (fields: LifeDocument) =>
    life.change(_id, { [list]: changeStep(listSteps(life.read(_id), list), at, fields) });
  if (_connectionId !== undefined) {
    mark({ _connectionId });
    life.rely('connectionFirst');
  }
  const step = listSteps(life.read(_id), list)[at] as LifeDocument;
  if (typeof step.function === 'string') {
    await callFunction(life, {
      kind: 'step',
      name: step.function,
      step,
      _integrationId: _id,
      createOptions: () => ({
        ...(formSubmission && { formSubmission }),
        ...(_connectionId !== undefined && { _connectionId }),
        ...describeResource(life, _id),
      }),
      apply: () => mark({ completed: true }),
    });
  } else mark({ completed: true });
}

/** Runs the steps that wait for nobody, up to the first that does. Returns that step, or undefined at the end. */
export async function runFreeSteps(life: Life, _id: string, list: Direction): Promise<PlacedStep | undefined> {
  for (;;) {
    const current = findCurrent(life.read(_id), list);
    if (!current || readType(life.parts.app, current.step) !== 'function') return current;
    life.rely('functionSteps');
    await runStep(life, _id, list, current, {});
  }
}

/** The options that tell a function of 2.0 about the integration: with its parent, if it is a child. */
export function describeResource(life: Life, _id: string) {
  const resource = life.read(_id);
  const { _parentId } = resource;
  const license = life.licenses.get(_id);
  if (typeof _parentId !== 'string') return { resource, ...(license && { license }) };
  return {
    resource,
    parentResource: life.read(_parentId),
    ...(license && { license }),
    ...(life.license && { parentLicense: life.license }),
  };
}
