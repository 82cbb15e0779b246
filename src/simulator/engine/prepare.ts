import { resolve } from 'node:path';
import { FlowError, type FlowProblem } from '../flow/error.ts';
import type { FlowFolder } from '../flow/flow-folder.ts';
import type { Resolved } from '../flow/secrets.ts';
import type { Findings } from '../scope/findings.ts';
import type { ScriptHost } from '../scripts/script-host.ts';
import type { CompileContext } from './compile/compile-context.ts';
import { compileFlow } from './compile/compile-flow.ts';
import { loadLibraries } from './compile/libraries.ts';
import { StageList } from './compile/stage-list.ts';
import type { Plan, PlannedOperation } from './plan.ts';

/** What a flow is compiled with, beside its documents. */
export interface Preparation {
  readonly findings: Findings;
  readonly said: Pick<Resolved, 'connections'>;
  readonly base: string;
  readonly startedAt: Date;
  readonly issueToken: () => string;
  readonly scripts?: ScriptHost | undefined;
  readonly openModule: (path: string) => PlannedOperation<unknown>['apply'];
}

/** A compiled flow, with the functions of stacks that it names. */
export interface Prepared {
  readonly plan: Plan;
  readonly functions: CompileContext['functions'];
}

/** Compiles a flow. What can't be run is in the findings: `throwRefusals` ends with it. */
export async function prepareFlow(folder: FlowFolder, preparation: Preparation): Promise<Prepared> {
  const { said, openModule, base } = preparation;
  const context: CompileContext = {
    ...preparation,
    folder,
    scripts: preparation.scripts,
    libraries: await loadLibraries(folder),
    openModule: (path) => openModule(resolve(base, path)),
    valuesOf: (id) => said.connections.get(id) ?? { encrypted: {}, unencrypted: {} },
    stages: new StageList(folder.isShort),
    functions: [],
  };
  return { plan: compileFlow(context), functions: context.functions };
}

/**
 * @param before problems that were found earlier
 * @throws FlowError with these, and with everything that was refused
 */
export function throwRefusals({ refusals }: Findings, before: readonly FlowProblem[]): void {
  const refused = refusals.map(
    ({ document, path, message }): FlowProblem => ({ path, message, ...(document && { file: document }) }),
  );
  const problems = [...before, ...refused];
  if (problems.length > 0) throw new FlowError(problems);
}
