import { describe, expect, it } from 'vitest';
import { readings } from '../../../src/simulator/filter/readings.ts';
import { compiledRules, field } from './compiled-filter.ts';

type Row = readonly [operator: string, type: string, value: unknown, other: unknown, isTrue: boolean];

describe('the operators of a filter', () => {
  it.each<Row>([
    ['equals', 'string', 'EU', 'EU', true],
    ['equals', 'string', 'EU', 'eu', false],
    ['equals', 'number', '5.0', 5, true],
    ['equals', 'number', 5, 6, false],
    ['equals', 'boolean', 'T', true, true],
    ['equals', 'boolean', 0, true, false],
    ['equals', 'epochtime', '1970-01-01T00:00:01Z', 1000, true],
    ['notequals', 'string', 'EU', 'eu', true],
    ['notequals', 'string', 'EU', 'EU', false],
    ['notequals', 'number', '5', 5, false],
    ['notequals', 'boolean', false, true, true],
    ['greaterthan', 'number', '10', 9, true],
    ['greaterthan', 'number', 9, 9, false],
    ['greaterthan', 'string', '10', '9', false],
    ['greaterthan', 'string', 'b', 'a', true],
    ['greaterthan', 'epochtime', '2024-01-02', ['epochtime', '2024-01-01'], true],
    ['greaterthanequals', 'number', 9, 9, true],
    ['greaterthanequals', 'number', 8, 9, false],
    ['greaterthanequals', 'string', 'a', 'a', true],
    ['lessthan', 'number', 8, 9, true],
    ['lessthan', 'number', 9, 9, false],
    ['lessthan', 'string', 'A', 'a', true],
    ['lessthanequals', 'number', 9, 9, true],
    ['lessthanequals', 'number', 10, 9, false],
    ['lessthanequals', 'epochtime', 1000, ['epochtime', 999], false],
    ['startswith', 'string', 'HC-1', 'HC', true],
    ['startswith', 'string', 'hc-1', 'HC', false],
    ['endswith', 'string', 'a.csv', '.csv', true],
    ['endswith', 'string', 'a.CSV', '.csv', false],
    ['contains', 'string', 'urgent order', 'gent o', true],
    ['contains', 'string', 'urgent', 'URGENT', false],
    ['doesnotcontain', 'string', 'urgent', 'URGENT', true],
    ['doesnotcontain', 'string', 'urgent', 'gent', false],
  ])('%s of a %s: %j and %j give %j %j', (operator, type, value, other, isTrue) => {
    const { test, refusals, warnings, readings: relied } = compiledRules([operator, field(type, 'x'), other]);
    expect(refusals).toEqual([]);
    expect(test({ x: value })).toBe(isTrue);
    expect(warnings()).toEqual([]);
    expect(relied()).toEqual([]);
  });

  it.each([
    ['number', 5],
    ['boolean', true],
  ])('the text operators take the text of a %s', (type, value) => {
    const text = String(value);
    const { test, readings: relied } = compiledRules(['contains', field(type, 'x'), text]);
    expect(test({ x: text })).toBe(true);
    expect(test({})).toBe(false);
    expect(relied()).toContain(readings.textOfValue);
  });

  it.each(['greaterthan', 'greaterthanequals', 'lessthan', 'lessthanequals'])(
    '%s of a boolean is refused',
    (operator) => {
      expect(compiledRules([operator, field('boolean', 'x'), true]).refusals).toEqual([
        `filter.rules: found ${operator} of a boolean, expected equals or notequals`,
      ]);
    },
  );
});

describe('empty and notempty', () => {
  it.each<[value: unknown, type: string, isEmpty: boolean]>([
    [undefined, 'string', true],
    [null, 'string', true],
    ['', 'string', true],
    ['', 'number', true],
    ['', 'boolean', true],
    [null, 'epochtime', true],
    ['a', 'string', false],
    [0, 'number', false],
    [0, 'string', false],
    [false, 'boolean', false],
    [[1], 'string', false],
    [{ a: 1 }, 'string', false],
  ])('empty: %j as a %s is %j', (x, type, isEmpty) => {
    expect(compiledRules(['empty', field(type, 'x')]).test({ x })).toBe(isEmpty);
    expect(compiledRules(['notempty', field(type, 'x')]).test({ x })).toBe(!isEmpty);
    expect(compiledRules(['empty', ['extract', 'x']]).test({ x })).toBe(isEmpty);
  });

  it.each<[what: string, value: unknown, reading: keyof typeof readings]>([
    ['white space', ' \t', 'whitespace'],
    ['an empty list', [], 'emptyContainer'],
    ['an empty object', {}, 'emptyContainer'],
  ])('%s is not empty, by a reading', (_what, x, reading) => {
    const { test, readings: relied } = compiledRules(['empty', field('string', 'x')]);
    expect(test({ x: 'a' })).toBe(false);
    expect(relied()).toEqual([]);
    expect(test({ x })).toBe(false);
    expect(relied()).toEqual([readings[reading]]);
  });

  it('a value that has not the type fails the record', () => {
    const { test } = compiledRules(['notempty', field('number', 'x')]);
    expect(() => test({ x: 'abc' })).toThrow('rules: found "abc" at x, expected a number');
  });

  it.each([
    ['isempty', 'empty'],
    ['isnotempty', 'notempty'],
  ])('%s is true of no record, and a warning names %s', (operator, instead) => {
    const { test, warnings } = compiledRules([operator, field('string', 'x')]);
    expect([test({ x: '' }), test({ x: 'a' }), test({})]).toEqual([false, false, false]);
    expect(warnings()).toContain(`filter.rules: found ${operator}, which is true of no record; expected ${instead}`);
  });
});

describe('and, or and not', () => {
  const yes = ['equals', 'a', 'a'];
  const no = ['equals', 'a', 'b'];

  it.each<[rule: unknown, isTrue: boolean]>([
    [['and', yes], true],
    [['and', yes, yes, yes], true],
    [['and', yes, no, yes], false],
    [['or', no], false],
    [['or', no, no, yes], true],
    [['or', no, no], false],
    [['not', yes], false],
    [['not', no], true],
    [['and', yes, ['or', no, ['not', no]]], true],
  ])('%j is %j', (rule, isTrue) => {
    expect(compiledRules(rule).test({})).toBe(isTrue);
  });

  it.each([
    [['and', no, ['equals', field('number', 'x'), 1]]],
    [['or', yes, ['equals', field('string', 'y'), 'a'], ['not', ['and', yes, ['equals', 1, field('number', 'x')]]]]],
    [['and', no, ['equals', field('number', 'y'), field('number', 'x')]]],
    [['or', yes, ['equals', field('string', 'y'), field('number', 'x')]]],
    [['or', yes, ['notempty', field('number', 'x')]]],
  ])('%j: a value that has not the type fails the record behind the rule that decides', (rule) => {
    const { test, readings: relied } = compiledRules(rule);
    test({ x: 1 });
    expect(relied()).not.toContain(readings.allRules);
    expect(() => test({ x: 'abc' })).toThrow('found "abc" at x, expected a number');
    expect(relied()).toContain(readings.allRules);
  });
});

describe('matches', () => {
  it('a pattern without signs is true of itself and false of texts without it', () => {
    const { test, refusals } = compiledRules(['matches', ['lowercase', field('string', 'x')], 'netsuite']);
    expect(refusals).toEqual([]);
    expect(test({ x: 'NetSuite' })).toBe(true);
    expect(test({ x: 'shopify' })).toBe(false);
    expect(test({})).toBe(false);
  });

  it('a text of which the pattern is a part fails the record', () => {
    const { test } = compiledRules(['and', ['matches', field('string', 'x'), 'suite']]);
    expect(() => test({ x: 'netsuite' })).toThrow(
      'rules[1]: found "netsuite", of which "suite" is a part; matches is not known to be true of it: use equals or contains',
    );
  });

  it.each(['a*', 'a?', '^a', 'a$', 'a.b', 'a|b', '[ab]', '(a)', 'a{2}', 'a+', '\\d', '/a/', ''])(
    'the pattern %j is refused: it is a regular expression or a pattern with * and ?',
    (pattern) => {
      const [refusal] = compiledRules(['matches', field('string', 'x'), pattern]).refusals;
      expect(refusal).toContain(`found matches ${JSON.stringify(pattern)}, which is read as a regular expression`);
      expect(refusal).toContain('or a filter of type script');
    },
  );

  it('a pattern that is a field is refused', () => {
    expect(compiledRules(['matches', field('string', 'x'), field('string', 'y')]).refusals[0]).toContain(
      'found matches y',
    );
  });
});

describe('anyof', () => {
  it('is true where the value equals one of the list, by a reading', () => {
    const { test, readings: relied } = compiledRules(['anyof', field('number', 'x'), [1, 2]]);
    expect(relied()).toEqual([]);
    expect([test({ x: '2' }), test({ x: 3 }), test({})]).toEqual([true, false, false]);
    expect(relied()).toContain(readings.anyOf);
  });

  it('takes a missing text as an empty one', () => {
    expect(compiledRules(['anyof', field('string', 'x'), ['', 'a']]).test({})).toBe(true);
  });

  it('compares a bare accessor as it is', () => {
    const { test } = compiledRules(['anyof', ['extract', 'x'], ['Urgent', 1]]);
    expect([test({ x: 'Urgent' }), test({ x: 1 }), test({ x: '1' })]).toEqual([true, true, false]);
  });

  it.each<[list: unknown, refusal: string]>([
    ['a', 'filter.rules[2]: found "a", expected a list of literals such as ["A", "B"]'],
    [[], 'filter.rules[2]: found [], expected a list of literals such as ["A", "B"]'],
    [[['extract', 'y']], 'filter.rules[2][0]: found ["extract","y"], expected a literal'],
    [['abc'], 'filter.rules[2][0]: found the literal "abc", expected one that is a number'],
    [[null], 'filter.rules[2][0]: found null, expected a literal or ["string", ["extract", "NAME"]], or the operators'],
  ])('the list %j is refused', (list, refusal) => {
    expect(compiledRules(['anyof', field('number', 'x'), list]).refusals[0]).toContain(refusal);
  });
});
