import { expect, it } from 'vitest';
import { countChanges, describeLife, groupBroken, isGoodLife } from '../../../src/lifecycle/report/describe-life.ts';

it('describes each ending of a life, with the reason of a failure', () => {
  expect(describeLife({ ending: 'done' })).toBe('ran its whole script');
  expect(describeLife({ ending: 'failed', reason: 'install: no room.' })).toBe('has failed: install: no room');
  expect(describeLife({ ending: 'interrupted', reason: 'install: ended' })).toBe('was interrupted');
});

it('calls a life good that ran its whole script and broke no rule, listed or left out', () => {
  const leftOut = { events: 0, broken: 0 };
  const broken = [{ rule: 'leftover', says: 'x', message: 'y' }];
  expect(isGoodLife({ ending: 'done', broken: [], leftOut })).toBe(true);
  expect(isGoodLife({ ending: 'failed', broken: [], leftOut })).toBe(false);
  expect(isGoodLife({ ending: 'done', broken, leftOut })).toBe(false);
  expect(isGoodLife({ ending: 'done', broken: [], leftOut: { events: 0, broken: 1 } })).toBe(false);
});

it('counts documents by what was done to them', () => {
  const change = { kind: 'flows', _id: '1', by: 'app' } as const;
  const changes = [{ ...change, what: 'made' } as const, { ...change, what: 'deleted' } as const];
  expect(countChanges([...changes, ...changes])).toEqual({ made: 2, changed: 0, deleted: 2 });
});

it('groups broken rules by their event, and those of the whole life', () => {
  const rule = { rule: 'leftover', says: 'x', message: 'y' };
  const groups = groupBroken([rule, { ...rule, event: 2 }]);
  expect([groups.get(0), groups.get(2), groups.get(1)]).toEqual([[rule], [{ ...rule, event: 2 }], undefined]);
});
