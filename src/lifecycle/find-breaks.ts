import { enforce } from '../contracts/enforce.ts';
import type { CallResult } from '../transport/transport.ts';
import type { CallFacts, LifeRule } from './life-facts.ts';
import type { BrokenRule } from './life-report.ts';

type RuleOfCalls = Pick<LifeRule, 'id' | 'says' | 'why' | 'source'>;

const contract: RuleOfCalls = {
  id: 'contract',
  says: 'A response keeps the contract of its kind.',
  why: 'The platform refuses the answer, or takes something else out of it than was meant.',
  source: 'documented: the response of each kind, as functions.md lists it.',
};

const finite: RuleOfCalls = {
  id: 'finite',
  says: 'JSON has no NaN and no Infinity: they become null on the way.',
  why: 'The platform saves null in the place of a number.',
  source: 'documented: JSON.',
};

/** The rules that each single call of a life is held to. */
export const callRules: readonly RuleOfCalls[] = [contract, finite];

/** Finds where a call breaks the contract of its kind. */
export function findBreaks(event: number, call: CallFacts, result: CallResult): BrokenRule[] {
  if ('errors' in result) return [];
  const { number, kind, function: name, options, response } = call;
  const at = { event, call: number, function: name };
  const checked = enforce.open(kind, options);
  const broken = checked
    .checkResponse(response)
    .map(({ path, message }): BrokenRule => ({ rule: contract.id, says: contract.says, ...at, path, message }));
  const { becomesNull: path } = result;
  if (path === undefined) return broken;
  return [
    ...broken,
    { rule: finite.id, says: finite.says, ...at, path, message: 'found NaN or Infinity, expected a number' },
  ];
}
