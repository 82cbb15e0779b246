import { suggest } from '../../shared/nearest.ts';
import { listSteps } from '../integration-steps.ts';
import type { CallFacts, LifeRule, RuleFinding } from '../life-facts.ts';

/** The field by which the answer of each kind names its steps. */
const NAMED_BY: Readonly<Record<string, string>> = {
  integrationInstaller: 'installerFunction',
  preUninstall: 'uninstallerFunction',
  integrationUninstaller: 'uninstallerFunction',
};

/** An answer updates steps that the integration has. */
export const stepsExist: LifeRule = {
  id: 'steps-exist',
  says: 'Each step in stepsToUpdate exists in the integration.',
  why: 'The platform finds no step to update, and the step that was meant stays open or closed.',
  source:
    'documented: stepsToUpdate holds install steps of the integration; observed: a step is found by its installerFunction, or by its uninstallerFunction in the uninstallation.',
  afterEvent: ({ calls }) => calls.flatMap(findUnknown),
};

function findUnknown({ kind, response, after, _integrationId, number, function: name }: CallFacts): RuleFinding[] {
  const field = NAMED_BY[kind];
  const { stepsToUpdate } = Object(response);
  const integration = after.integrations.get(String(_integrationId));
  if (field === undefined || !Array.isArray(stepsToUpdate) || !integration) return [];
  const known = listSteps(integration, 'install').flatMap((step) => {
    const own = step[field];
    return typeof own === 'string' ? [own] : [];
  });
  return stepsToUpdate.flatMap((step: unknown, at): RuleFinding[] => {
    const named: unknown = Object(step)[field];
    if (known.some((one) => one === named)) return [];
    const found = named === undefined ? 'nothing' : JSON.stringify(named);
    const message = `found ${found}, expected the ${field} of a step: ${known.join(', ') || 'there is none'}${suggest(String(named), known)}`;
    return [{ message, path: `response.stepsToUpdate[${at}].${field}`, call: number, function: name }];
  });
}
