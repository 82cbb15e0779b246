import type { Contract } from '../../contracts/contract.ts';
import { describeError, listRules } from '../../contracts/render/prose.ts';
import { renderSkeleton } from '../../contracts/render/skeleton.ts';
import type { RunCommand } from '../command.ts';
import { findContract } from '../kind.ts';

/** `stub KIND`: prints the code of a new function. */
export const run: RunCommand = async ([kind = ''], _options, io) => {
  const contract = findContract(kind);
  const code = commented(renderSkeleton(kind, contract), contract);
  io.out(io.json ? JSON.stringify({ kind, summary: contract.summary, code }) : code.trimEnd());
  return 0;
};

/** The comment above the function has its rules. */
function commented(code: string, contract: Contract): string {
  const lines = [contract.summary, ...listRules(contract), describeError(contract)].map((line) => ` * ${line}\n`);
  return code.replace(/^export /m, (found) => `/**\n${lines.join('')} */\n${found}`);
}
