import type { Plan, PlannedStep } from './plan.ts';

/** Lists the steps of all branches of a flow. */
export function listPlannedSteps({ routers }: Plan): PlannedStep[] {
  return [...routers.values()].flatMap(({ branches }) => branches.flatMap(({ steps }) => steps));
}
