import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compiledRules, field } from './compiled-filter.ts';

const names = fc.constantFrom('a', 'b', 'c');
const values = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: -2, max: 2 }), fc.boolean(), fc.constant(null));
const records = fc.record({ a: values, b: values, c: values }, { requiredKeys: [] });
const comparisons = fc.oneof(
  fc.tuple(
    fc.constantFrom('equals', 'notequals', 'greaterthan', 'lessthanequals', 'contains', 'doesnotcontain', 'startswith'),
    names.map((name) => field('string', name)),
    fc.oneof(
      fc.string({ maxLength: 3 }),
      names.map((name) => field('string', name)),
    ),
  ),
  fc.tuple(
    fc.constantFrom('equals', 'notequals', 'greaterthan', 'lessthanequals'),
    names.map((name) => field('number', name)),
    fc.integer({ min: -2, max: 2 }),
  ),
  fc.tuple(
    fc.constantFrom('empty', 'notempty'),
    names.map((name) => field('string', name)),
  ),
);
const { rule: anyRule } = fc.letrec<{ rule: unknown }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    comparisons,
    fc.tuple(fc.constant('not'), tie('rule')),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('rule'), { minLength: 1, maxLength: 3 }))
      .map(([operator, inner]) => [operator, ...inner]),
  ),
}));

/** Whether a record passes, or the message with which it fails, without the place of the rule. */
function outcome(rule: unknown, record: unknown): unknown {
  try {
    return compiledRules(rule).test(record);
  } catch (thrown) {
    return (thrown as Error).message.replace(/^rules[^:]*: /, '');
  }
}

describe('the logic of rules', () => {
  it('a rule that is negated twice is itself', () => {
    fc.assert(
      fc.property(anyRule, records, (rule, record) => {
        expect(outcome(['not', ['not', rule]], record)).toEqual(outcome(rule, record));
      }),
    );
  });

  it.each([
    ['and', 'or'],
    ['or', 'and'],
  ])('the negation of %s is %s of the negations', (operator, other) => {
    fc.assert(
      fc.property(fc.array(anyRule, { minLength: 1, maxLength: 4 }), records, (inner, record) => {
        const negations = inner.map((rule) => ['not', rule]);
        expect(outcome(['not', [operator, ...inner]], record)).toEqual(outcome([other, ...negations], record));
      }),
    );
  });

  it('texts are compared with their letter case', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (x, y) => {
        expect(outcome(['equals', field('string', 'x'), field('string', 'y')], { x, y })).toBe(x === y);
        expect(outcome(['contains', field('string', 'x'), y], { x })).toBe(x.includes(y));
        expect(outcome(['lessthan', field('string', 'x'), y], { x })).toBe(x < y);
      }),
    );
  });

  it('a record is never changed, and the answer stays the same', () => {
    fc.assert(
      fc.property(anyRule, records, (rule, record) => {
        const before = JSON.stringify(record);
        expect(outcome(rule, Object.freeze(record))).toEqual(outcome(rule, record));
        expect(JSON.stringify(record)).toBe(before);
      }),
    );
  });
});
