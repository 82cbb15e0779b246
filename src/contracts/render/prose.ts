import type { Contract, ErrorEffect } from '../contract.ts';

/** The rule of kinds that answer record by record. */
export const ONE_PER_RECORD = 'One element for each record, in the same order; any other number fails the whole page.';

const EFFECTS: Readonly<Record<ErrorEffect, string>> = {
  stop: 'A thrown error is fatal: the flow stops.',
  page: 'A thrown error fails the whole page.',
  'page and stop': 'A thrown error is fatal: the whole page fails and the flow stops.',
  fatal: 'An error is fatal.',
  show: 'A thrown error is shown as an error.',
  ignore: 'The platform ignores the error.',
};

/** The consequence of an error, as a sentence. */
export function describeError({ onError }: Contract): string {
  return EFFECTS[onError];
}

/** All rules of a kind, a sentence each: those that follow from the contract's facts, then its own. */
export function listRules({ perRecord, rules = [] }: Contract): readonly string[] {
  return perRecord === undefined ? rules : [ONE_PER_RECORD, ...rules];
}
