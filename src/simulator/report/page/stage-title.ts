import type { StageReport } from '../types.ts';

/** The name of a stage within its step: `preMap` of `Put orders: preMap`; a step's own call has that of its kind. */
export function nameInStep({ name, step, kind }: Pick<StageReport, 'name' | 'step' | 'kind'>): string {
  if (name === step) return kind === 'router' ? 'routing' : kind === 'connection' ? 'ping' : kind;
  return name.startsWith(`${step}: `) ? name.slice(step.length + 2) : name;
}

/** Words a stage with its step: `preMap of Put orders (import)`. */
export function describeStage(stage: Pick<StageReport, 'name' | 'step' | 'kind'>): string {
  const { name, step, kind } = stage;
  const ofStep = step === kind ? `the ${kind}` : `${step} (${kind})`;
  return name === step ? ofStep : `${nameInStep(stage)} of ${ofStep}`;
}
