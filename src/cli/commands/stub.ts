import type { Contract } from '../../contracts/contract.ts';
import type { Kind } from '../../contracts/define.ts';
import { describeSchema } from '../../contracts/render/describe.ts';
import { describeError, listRules } from '../../contracts/render/prose.ts';
import { renderSkeleton } from '../../contracts/render/skeleton.ts';
import { variants } from '../../contracts/variants.ts';
import type { RunCommand } from '../command.ts';
import { findContract, lackOfKind } from '../kind.ts';

/** `stub KIND`: prints the code of a new function. */
export const run: RunCommand = async ([kind], _options, io) => {
  if (kind === undefined) throw lackOfKind();
  const contract = findContract(kind);
  const code = commented(renderSkeleton(kind, contract), contract);
  io.out(io.json ? JSON.stringify({ ...describeKind(kind, contract), code }) : code.trimEnd());
  return 0;
};

/** The contract of a kind, as data. */
function describeKind(kind: string, contract: Contract): object {
  const { summary, namedIn, generation, type, options, response, onError } = contract;
  return {
    kind,
    summary,
    namedIn,
    generation,
    type,
    options: describeSchema(options).fields,
    response: describeSchema(response),
    rules: listRules(contract),
    onError,
    error: describeError(contract),
    variants: Object.keys(variants[kind as Kind] ?? {}),
  };
}

/** The comment above the function has its rules. */
function commented(code: string, contract: Contract): string {
  const lines = [contract.summary, ...listRules(contract), describeError(contract)].map((line) => ` * ${line}\n`);
  return code.replace(/^export /m, (found) => `/**\n${lines.join('')} */\n${found}`);
}
