import type { Kind } from '../contracts/define.ts';
import type { FlowProblem } from '../simulator/flow/error.ts';
import { demandFunction } from '../simulator/flow/match-module.ts';
import type { FunctionName } from '../transport/load-module.ts';
import type { AppDescription } from './app-file.ts';
import { AppFileError } from './app-file-error.ts';

/** A function that an app names. */
interface NamedByApp {
  readonly path: string;
  readonly name: string;
  readonly kind: Kind;
}

/**
 * Demands each function that an app names of its module, in its place and of its kind.
 * @throws AppFileError with every function that is missing, and the nearest right one
 */
export function demandFunctions(app: AppDescription, functions: readonly FunctionName[]): void {
  const problems: FlowProblem[] = [];
  for (const { path, name, kind } of listNamed(app)) {
    const refuse = (message: string) => void problems.push({ path, message });
    demandFunction({ scope: { refuse }, name, kind }, functions, app.generation);
  }
  if (problems.length > 0) throw new AppFileError(problems);
}

function listNamed({ functions, installSteps, uninstallSteps }: AppDescription): NamedByApp[] {
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
