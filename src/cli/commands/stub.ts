import type { Contract } from '../../contracts/contract.ts';
import { skeletonOf } from '../../contracts/render/skeleton.ts';
import type { Run } from '../command.ts';
import { contractOf } from '../kind.ts';

/** `stub KIND`: the code of a new function. */
export const run: Run = async ([kind = ''], _options, io) => {
  const contract = contractOf(kind);
  const code = commented(skeletonOf(kind, contract), contract);
  io.out(io.json ? JSON.stringify({ kind, summary: contract.summary, code }) : code.trimEnd());
  return 0;
};

/** Above what is exported stands what an author has to know. */
function commented(code: string, { summary, rules = [], failure }: Contract): string {
  const lines = [summary, ...rules, failure].map((line) => ` * ${line}\n`);
  return code.replace(/^export /m, (found) => `/**\n${lines.join('')} */\n${found}`);
}
