import type * as z from 'zod';
import { contracts } from '../contracts/registry.ts';

/** The parts of an app that depend on each other. */
interface CheckedApp {
  readonly generation: '1.0' | '2.0';
  readonly _connectorId?: string | undefined;
  readonly functions: Readonly<Record<string, string | undefined>>;
  readonly installSteps: readonly CheckedStep[];
  readonly uninstallSteps: readonly CheckedStep[];
  readonly settingsForm?: unknown;
  readonly refresh: readonly unknown[];
  readonly children?: readonly unknown[] | undefined;
  readonly editions: readonly string[];
  readonly version: string;
  readonly versions: readonly string[];
}

interface CheckedStep {
  readonly name: string;
  readonly type: string;
  readonly form?: unknown;
  readonly submit?: unknown;
  readonly connection?: unknown;
  readonly function?: string | undefined;
  readonly installerFunction?: string | undefined;
  readonly uninstallerFunction?: string | undefined;
}

type Add = (path: readonly (string | number)[], message: string) => void;

/** Refuses what the generation of an app does not have, and parts that contradict each other. */
export function checkApp(app: CheckedApp, context: z.RefinementCtx): void {
  const add: Add = (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
  checkFunctions(app, add);
  for (const [at, step] of app.installSteps.entries()) checkInstallStep(app, step, ['installSteps', at], add);
  for (const [at, step] of app.uninstallSteps.entries()) checkPart(step, ['uninstallSteps', at], add);
  if (app.generation === '1.0') checkOlder(app, add);
  else if (app.refresh.length > 0) add(['refresh'], 'found fields to refresh, which 2.0 does not have; expected none');
  if (app._connectorId === undefined) checkLicensed(app, add);
  checkRepeated(['editions'], app.editions, add);
  checkRepeated(['versions'], [app.version, ...app.versions], add);
}

function checkFunctions({ generation, functions }: CheckedApp, add: Add): void {
  for (const kind of Object.keys(functions)) {
    const found = contracts[kind as keyof typeof contracts].generation;
    if (found === generation) continue;
    add(['functions', kind], `found a kind of ${found}, expected one of ${generation}, the generation of the app`);
  }
}

function checkInstallStep({ generation }: CheckedApp, step: CheckedStep, path: (string | number)[], add: Add): void {
  const wrong =
    generation === '1.0' ? (['function'] as const) : (['installerFunction', 'uninstallerFunction'] as const);
  const right = generation === '1.0' ? 'installerFunction' : 'function';
  for (const key of wrong) {
    if (step[key] !== undefined) add([...path, key], `found ${key} in an app of ${generation}, expected ${right}`);
  }
  if (generation === '1.0' && step.installerFunction === undefined) {
    add(path, 'found no installerFunction, expected one: the steps of 1.0 are known by it');
  }
  checkPart(step, path, add);
}

/** Refuses what only another type of step has. */
function checkPart(step: CheckedStep, path: (string | number)[], add: Add): void {
  const { type, name } = step;
  const parts = { form: 'form', submit: 'form', connection: 'connection' } as const;
  for (const [part, owner] of Object.entries(parts)) {
    if (step[part as keyof typeof parts] !== undefined && type !== owner) {
      add([...path, part], `found ${part} in the ${type} step "${name}", expected a step with type: ${owner}`);
    }
  }
}

function checkOlder({ uninstallSteps, settingsForm, children, installSteps }: CheckedApp, add: Add): void {
  const absent = { settingsForm: settingsForm !== undefined, children: children !== undefined };
  for (const [key, isThere] of Object.entries({ ...absent, uninstallSteps: uninstallSteps.length > 0 })) {
    if (isThere) add([key], `found ${key}, which 1.0 does not have; expected none`);
  }
  checkRepeated(
    ['installSteps'],
    installSteps.flatMap(({ installerFunction }) => installerFunction ?? []),
    add,
  );
}

/** What a license decides, an integration without one does not have. */
function checkLicensed({ editions, versions, generation }: CheckedApp, add: Add): void {
  const needs = { editions: editions.length > 0, versions: versions.length > 0 };
  for (const [key, isThere] of Object.entries(needs)) {
    if (isThere) add([key], `found ${key} of an app without _connectorId, expected _connectorId: only apps have them`);
  }
  if (generation === '1.0')
    add(['_connectorId'], 'found none, expected the id of the connector: 1.0 has only connectors');
}

function checkRepeated(path: readonly string[], names: readonly string[], add: Add): void {
  const repeated = names.find((one, at) => names.indexOf(one) !== at);
  if (repeated !== undefined) add(path, `found "${repeated}" twice, expected each once`);
}
