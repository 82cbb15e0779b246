import type { Kind } from '../contracts/define.ts';
import { suggest } from '../shared/nearest.ts';
import type { FlowProblem } from '../simulator/flow/error.ts';
import { demandFunction } from '../simulator/flow/match-module.ts';
import type { FunctionName } from '../transport/load-module.ts';
import type { AppDescription, AppFile } from './app-file.ts';
import { AppFileError } from './app-file-error.ts';
import type { LifeFaults } from './life-faults.ts';

/** A function that an app names. */
export interface NamedByApp {
  /** `app.installSteps[0].function`. */
  readonly path: string;
  readonly name: string;
  readonly kind: Kind;
}

/**
 * Demands each function that an app file names of its module: those of the app in their places and of their kinds, and
 * those of its faults.
 * @throws AppFileError with every function that is missing, and the nearest right one
 */
export function demandFunctions(
  { app, faults }: Pick<AppFile, 'app' | 'faults'>,
  functions: readonly FunctionName[],
): void {
  const problems = [...findMissingFunctions(app, functions), ...findUnknownFaults(faults, functions)];
  if (problems.length > 0) throw new AppFileError(problems);
}

/** Finds the functions of an app that its module lacks, or has elsewhere or of another kind. */
export function findMissingFunctions(app: AppDescription, functions: readonly FunctionName[]): FlowProblem[] {
  const problems: FlowProblem[] = [];
  for (const { path, name, kind } of listNamed(app)) {
    const refuse = (message: string) => void problems.push({ path, message });
    demandFunction({ scope: { refuse }, name, kind }, functions, app.generation);
  }
  return problems;
}

/** Finds the functions of faults that a module lacks: such a fault would meet nobody. */
export function findUnknownFaults(faults: LifeFaults, functions: readonly FunctionName[]): FlowProblem[] {
  const known = [...new Set(functions.map(({ name }) => name))];
  return (['repeatStep', 'loseAnswer'] as const).flatMap((fault) => {
    const named = faults[fault];
    if (!Array.isArray(named)) return [];
    return named.flatMap((name, at): FlowProblem[] => {
      if (known.includes(name)) return [];
      const message = `found "${name}", expected a function of the module: ${known.join(', ')}${suggest(name, known)}`;
      return [{ path: `faults.${fault}[${at}]`, message }];
    });
  });
}

/** Lists the functions that an app names, with their places in its file. */
export function listNamed({ functions, installSteps, uninstallSteps }: AppDescription): NamedByApp[] {
  const kinds = {
    function: 'step',
    installerFunction: 'integrationInstaller',
    uninstallerFunction: 'integrationUninstaller',
  } as const;
  const listSteps = (
    list: string,
    steps: readonly Readonly<Partial<Record<keyof typeof kinds, string | undefined>>>[],
  ) =>
    steps.flatMap((step, at) =>
      Object.entries(kinds).flatMap(([key, kind]): NamedByApp[] => {
        const name = step[key as keyof typeof kinds];
        return name === undefined ? [] : [{ path: `app.${list}[${at}].${key}`, name, kind }];
      }),
    );
  return [
    ...Object.entries(functions).flatMap(([kind, name]): NamedByApp[] =>
      name === undefined ? [] : [{ path: `app.functions.${kind}`, name, kind: kind as Kind }],
    ),
    ...listSteps('installSteps', installSteps),
    ...listSteps('uninstallSteps', uninstallSteps),
  ];
}
