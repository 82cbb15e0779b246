import type { AppDescription } from './app-file.ts';
import type { LifeDocument } from './life-facts.ts';
import type { InstallStep } from './step-schema.ts';

/** The fields of an integration that hold steps: 1.0 has one list, 2.0 one for each direction. */
export type StepList = 'install' | 'installSteps' | 'uninstallSteps';

/** Who acts in a step. */
export type StepType = 'form' | 'connection' | 'function';

/** A step in its list. */
export interface PlacedStep {
  readonly at: number;
  readonly step: LifeDocument;
}

/** Lists the steps of an integration; a function may have written anything there. */
export function listSteps(integration: LifeDocument, list: StepList): LifeDocument[] {
  const steps: unknown = integration[list];
  return Array.isArray(steps) ? steps.filter((step) => typeof step === 'object' && step !== null) : [];
}

/** Finds the first step that is not completed; undefined if there is none. */
export function findCurrent(integration: LifeDocument, list: StepList): PlacedStep | undefined {
  const steps = listSteps(integration, list);
  const at = steps.findIndex(({ completed }) => completed !== true);
  const step = steps[at];
  return step && { at, step };
}

/**
 * Finds the step of the app file that a step of an integration was made of: by its function in 1.0, else by its name.
 * @param steps the steps of the app file; default: those of the installation
 */
export function findWritten(
  { installSteps }: AppDescription,
  { installerFunction, name }: LifeDocument,
  steps: readonly Readonly<Partial<InstallStep>>[] = installSteps,
): Readonly<Partial<InstallStep>> | undefined {
  const byFunction = steps.find(
    (one) => one.installerFunction !== undefined && one.installerFunction === installerFunction,
  );
  return byFunction ?? steps.find((one) => one.name === name);
}

/** Reads who acts in a step: the platform's own types beside form and connection ask for nothing but a click. */
export function readType(app: AppDescription, step: LifeDocument): StepType {
  const written = typeof step.type === 'string' ? step.type : findWritten(app, step)?.type;
  const type = written?.toLowerCase();
  if (type === 'form' || type === 'connection') return type;
  return typeof step._connectionId === 'string' && type === undefined ? 'connection' : 'function';
}

/** Formats a step for messages: `the form step "Choose a currency"`. */
export function describeStep(app: AppDescription, step: LifeDocument): string {
  return `the ${readType(app, step)} step "${step.name ?? step.installerFunction}"`;
}

/** Copies a list of steps with some fields of one of them changed. */
export function changeStep(steps: readonly LifeDocument[], at: number, fields: LifeDocument): LifeDocument[] {
  return steps.map((step, index) => (index === at ? { ...step, ...fields } : step));
}
