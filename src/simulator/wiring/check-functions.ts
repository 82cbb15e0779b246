import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Contract } from '../../contracts/contract.ts';
import { contracts } from '../../contracts/registry.ts';
import { openChildProcess } from '../../transport/child-process.ts';
import type { FunctionName } from '../../transport/load-module.ts';
import { demandFunction, type NamedFunction } from '../flow/match-module.ts';
import type { StackEndpoint } from '../flow/simulation-schema.ts';
import type { CompiledFunctions } from './check-compiled.ts';
import type { WiringRule } from './rules.ts';
import { splitMessage } from './split-message.ts';
import type { WiringContext, WiringLog } from './wiring-place.ts';

/** A stack whose functions nobody can list here. */
export interface UncheckedStack {
  readonly stack: string;
  readonly reason: string;
}

/**
 * Checks the functions of stacks that a flow names: each module is loaded in a process of its own, and its functions
 * are listed. None is called.
 * @returns the stacks whose functions were not checked
 */
export async function checkFunctions(
  context: WiringContext,
  log: WiringLog,
  compiled: CompiledFunctions,
  base: string,
): Promise<UncheckedStack[]> {
  const unchecked: UncheckedStack[] = [];
  for (const [stack, settings] of Object.entries(context.folder.simulation.stacks)) {
    const named = compiled.functions.filter((one) => one.stack === stack);
    if (named.length === 0) continue;
    const known = await listFunctionsOf(context, log, stack, settings, base);
    if (typeof known === 'string') unchecked.push({ stack, reason: known });
    else for (const one of named) checkFunction(context, log, compiled, one, known, settings);
  }
  return unchecked;
}

/** Lists the functions of a stack, or says why they cannot be listed. */
async function listFunctionsOf(
  { folder, placeOf }: WiringContext,
  log: WiringLog,
  stack: string,
  { module, lambda, connector }: StackEndpoint,
  base: string,
): Promise<readonly FunctionName[] | string> {
  if (module === undefined) return `they are ${lambda ? 'on Lambda' : 'on a server'}`;
  const path = resolve(base, module);
  if (!existsSync(path)) return `there is no ${module}`;
  try {
    const opened = await openChildProcess({ path, connector, output: 'stderr' });
    await opened.close();
    return opened.functions ?? `${module} is a bundle that shows none of them`;
  } catch (thrown) {
    const keys = folder.isShort ? ['extension', 'module'] : ['stacks', stack, 'module'];
    log.add('module-not-loaded', placeOf('simulation').at(...keys), (thrown as Error).message, '');
    return `${module} was not loaded`;
  }
}

function checkFunction(
  { folder }: WiringContext,
  log: WiringLog,
  { findings }: CompiledFunctions,
  named: NamedFunction,
  known: readonly FunctionName[],
  { generation }: StackEndpoint,
): void {
  const before = findings.refusals.length;
  demandFunction(named, known, generation);
  for (const { document, path, message } of findings.refusals.splice(before)) {
    // The short form has the name where documents have a reference.
    const isName = folder.isShort || path.endsWith('pingFunction');
    const place = { document, path: isName ? path : `${path}.function` };
    const rule = chooseRule(named, known, generation);
    log.add(rule, place, ...splitMessage(message));
  }
}

/** The rule that a function of a stack has broken. */
function chooseRule({ name, kind }: NamedFunction, known: readonly FunctionName[], generation: string): WiringRule {
  const type = generation === '1.0' ? (contracts[kind] as Contract).type : undefined;
  const same = known.filter((one) => one.name === name);
  if (same.some((one) => one.type === type)) return 'function-of-another-kind';
  if (same.length > 0) return 'function-misplaced';
  const hasSameLetters = known.some((one) => one.name.toLowerCase() === name.toLowerCase());
  return hasSameLetters ? 'function-case' : 'function-missing';
}
