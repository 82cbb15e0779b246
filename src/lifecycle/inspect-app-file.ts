import { resolve } from 'node:path';
import type { FlowProblem } from '../simulator/flow/error.ts';
import { openChildProcess } from '../transport/child-process.ts';
import type { FunctionName } from '../transport/load-module.ts';
import type { AppDescription, AppFile } from './app-file.ts';
import { AppFileError } from './app-file-error.ts';
import { findMissingFunctions, findUnknownFaults } from './demand-functions.ts';
import type { LoadedApp } from './load-app.ts';
import { findFormProblems } from './rules/find-form-problems.ts';

/** The result of holding an app file to its module. */
export interface AppInspection {
  /** Every mistake with its position in the file, in the order of the file. */
  readonly problems: readonly FlowProblem[];
  /** Why the functions were not looked for; absent if they were. */
  readonly unchecked?: string;
}

/**
 * Holds an app file to its module, and its forms to what the platform shows. The module is loaded in a process of its
 * own; nothing is called, and no life is lived.
 */
export async function inspectAppFile({ file, base, locate }: LoadedApp): Promise<AppInspection> {
  const forms = listForms(file.app).flatMap(({ path, form }) =>
    findFormProblems(form).map(({ path: at, message }) => ({ path: at.replace('form', path), message })),
  );
  const { problems, unchecked } = await inspectModule(file, base);
  const all = [...problems, ...forms];
  const located = all.length > 0 ? locate(new AppFileError(all)).problems : [];
  return { problems: located.toSorted(comparePlaces), ...(unchecked !== undefined && { unchecked }) };
}

async function inspectModule({ app, faults }: AppFile, base: string): Promise<AppInspection> {
  const { module, _connectorId: connector } = app;
  const path = 'app.module';
  if (module === undefined) return { problems: [{ path, message: 'found nothing, expected the path of the module' }] };
  let functions: readonly FunctionName[] | undefined;
  try {
    const opened = await openChildProcess({ path: resolve(base, module), connector, output: 'stderr' });
    await opened.close();
    functions = opened.functions;
  } catch (thrown) {
    return { problems: [{ path, message: (thrown as Error).message }] };
  }
  if (!functions) return { problems: [], unchecked: `${module} is a bundle that shows none of them` };
  return { problems: [...findMissingFunctions(app, functions), ...findUnknownFaults(faults, functions)] };
}

function listForms({ installSteps, uninstallSteps, settingsForm }: AppDescription) {
  const lists = { installSteps, uninstallSteps };
  const steps = Object.entries(lists).flatMap(([list, all]) =>
    all.flatMap(({ form }, at) => (form ? [{ path: `app.${list}[${at}].form`, form }] : [])),
  );
  const { form } = settingsForm ?? {};
  return form ? [...steps, { path: 'app.settingsForm.form', form }] : steps;
}

function comparePlaces(one: FlowProblem, other: FlowProblem): number {
  return Number(one.line) - Number(other.line) || Number(one.column) - Number(other.column);
}
