import { enforce } from '../contracts/enforce.ts';
import type { CallResult } from '../transport/transport.ts';
import type { CallFacts } from './life-facts.ts';
import type { BrokenRule } from './life-report.ts';

const SAYS = 'A response keeps the contract of its kind.';
const FINITE = 'JSON has no NaN and no Infinity: they become null on the way.';

/** Finds where a call breaks the contract of its kind. */
export function findBreaks(event: number, call: CallFacts, result: CallResult): BrokenRule[] {
  if ('errors' in result) return [];
  const { number, kind, function: name, options, response } = call;
  const at = { event, call: number, function: name };
  const checked = enforce.open(kind, options);
  const broken = checked
    .checkResponse(response)
    .map(({ path, message }): BrokenRule => ({ rule: 'contract', says: SAYS, ...at, path, message }));
  const { becomesNull: path } = result;
  if (path === undefined) return broken;
  return [
    ...broken,
    { rule: 'finite', says: FINITE, ...at, path, message: 'found NaN or Infinity, expected a number' },
  ];
}
