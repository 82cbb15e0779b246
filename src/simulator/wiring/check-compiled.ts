import { randomUUID } from 'node:crypto';
import { eachRecord } from '../engine/compile/record-operation.ts';
import { prepareFlow } from '../engine/prepare.ts';
import type { FlowFolder } from '../flow/flow-folder.ts';
import type { NamedFunction } from '../flow/match-module.ts';
import { type DocumentFinding, Findings } from '../scope/findings.ts';
import { wiringRules } from './rules.ts';
import { splitMessage } from './split-message.ts';
import type { WiringContext, WiringLog } from './wiring-place.ts';

/** The functions of stacks that a flow names, and where their kinds are refused. */
export interface CompiledFunctions {
  readonly functions: readonly NamedFunction[];
  readonly findings: Findings;
}

/** Compiles a flow without running it, as a simulation does, and finds the functions that it names. */
export async function compileUnrun(folder: FlowFolder, base: string): Promise<CompiledFunctions> {
  const findings = new Findings();
  const { functions } = await prepareFlow(folder, {
    findings,
    base,
    said: { connections: new Map() },
    startedAt: new Date(),
    // None of these is called: no record comes.
    issueToken: randomUUID,
    openModule: () => eachRecord(String),
  });
  return { functions, findings };
}

/** Adds what compiling has found and the other rules have not. */
export function addCompiled({ folder, placeOf }: WiringContext, log: WiringLog, findings: Findings): void {
  const scripts = new Set(Object.keys(folder.scripts).map((id) => placeOf('scripts', id).document));
  // The texts of scripts are checked by themselves.
  const isSaid = ({ document }: DocumentFinding) => scripts.has(document);
  const add = (rule: 'refused' | 'warning', one: DocumentFinding) => {
    if (!isSaid(one) && !log.isCovered(one, wiringRules[rule].level)) log.add(rule, one, ...splitMessage(one.message));
  };
  for (const one of findings.refusals) add('refused', one);
  for (const one of findings.warnings()) add('warning', one);
}
