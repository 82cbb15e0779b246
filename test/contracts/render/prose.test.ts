import { expect, it } from 'vitest';
import { contracts } from '../../../src/contracts/registry.ts';
import { listRules, ONE_PER_RECORD } from '../../../src/contracts/render/prose.ts';

it('the rules of a kind that answers record by record begin with that rule', () => {
  expect(listRules({ ...contracts.preMap, rules: ['Another rule.'] })).toEqual([ONE_PER_RECORD, 'Another rule.']);
  expect(listRules(contracts.preMap)[0]).toBe(ONE_PER_RECORD);
  expect(listRules({ ...contracts.preSavePage, rules: ['Another rule.'] })).toEqual(['Another rule.']);
});
