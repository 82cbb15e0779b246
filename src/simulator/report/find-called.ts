import { contracts } from '../../contracts/registry.ts';
import { listPlannedSteps } from '../engine/list-planned-steps.ts';
import type { Plan, PlannedFunction, PlannedHook } from '../engine/plan.ts';
import type { CalledAs, RunStack, StageName } from './types.ts';

/** Finds how the function of each stage is called, by the stage's name. */
export function findCalled(plan: Plan, stacks: readonly RunStack[]): ReadonlyMap<StageName, CalledAs> {
  const older = new Set(stacks.filter(({ generation }) => generation === '1.0').map(({ id }) => id));
  const toEntry = ({ stage, fn }: PlannedHook): [StageName, CalledAs] => {
    const { kind, host } = fn;
    const { type } = contracts[kind];
    const isOlder = 'stack' in host && older.has(host.stack) && type !== undefined;
    return [stage, { kind, ...(isOlder && { type }), isScript: 'script' in host }];
  };
  return new Map(listHooks(plan).map(toEntry));
}

function listHooks(plan: Plan): readonly PlannedHook[] {
  const { pings, generators } = plan;
  const ofSteps = listPlannedSteps(plan).flatMap((step) => {
    const own =
      step.kind === 'import' ? [step.preMap, step.postMap, step.postSubmit, step.postAggregate] : [step.preSavePage];
    return [toHook(step), ...own, step.postResponseMap];
  });
  const all = [...pings, ...generators.flatMap((one) => [toHook(one), one.preSavePage]), ...ofSteps];
  return all.filter((hook) => hook !== undefined);
}

/** The call of a step itself. */
function toHook({ stage, wrapper }: { readonly stage: StageName; readonly wrapper?: PlannedFunction | undefined }) {
  return wrapper && { stage, fn: wrapper };
}
