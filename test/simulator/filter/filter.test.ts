import { describe, expect, it } from 'vitest';
import { type FilterDocument, isScriptFilter } from '../../../src/simulator/filter/filter.ts';
import { readings } from '../../../src/simulator/filter/readings.ts';
import { compiledFilter, compiledRules, field } from './compiled-filter.ts';

const rules = ['equals', field('string', 'x'), 'a'];
const script = { _scriptId: 's1', function: 'f' };

describe('the document of a filter', () => {
  it.each<[document: FilterDocument | undefined]>([
    [undefined],
    [{}],
    [{ rules: [] }],
    [{ rules: {} }],
    [{ rules: [[]] }],
    [{ rules: null }],
    [{ type: 'expression' }],
    [{ type: 'expression', expression: {} }],
    [{ type: 'expression', expression: { version: '1', rules: [] }, rules: [], version: '1' }],
    [{ type: 'script', script }],
  ])('%j has no rules: everything passes', (document) => {
    const { filter, refusals } = compiledFilter(document);
    expect(filter).toBeUndefined();
    expect(refusals).toEqual([]);
  });

  it.each<[document: unknown, isScript: boolean]>([
    [undefined, false],
    [{ type: 'script', script }, true],
    [{ type: 'script' }, false],
    [{ type: 'script', script: { _scriptId: '' } }, false],
    [{ type: 'expression', script }, false],
    [{ script }, false],
  ])('%j: whether it is of a script is %j', (document, isScript) => {
    expect(isScriptFilter(document as FilterDocument)).toBe(isScript);
  });

  it.each<[document: FilterDocument]>([
    [{ type: 'expression', expression: { version: '1', rules }, rules, version: '1' }],
    [{ expression: { rules } }],
    [{ rules, version: '1' }],
    [{ rules }],
    [{ rules, script: {} }],
    [JSON.parse(JSON.stringify({ type: null, rules }))],
  ])('%j has rules', (document) => {
    const { test, refusals, warnings, readings: relied } = compiledFilter(document);
    expect([test({ x: 'a' }), test({ x: 'b' })]).toEqual([true, false]);
    expect([refusals, warnings(), relied()]).toEqual([[], [], []]);
  });

  it('rules of the expression count before those beside it', () => {
    const other = ['equals', field('string', 'x'), 'b'];
    const { test, warnings } = compiledFilter({ type: 'expression', expression: { rules }, rules: other });
    expect(test({ x: 'a' })).toBe(true);
    expect(warnings()).toEqual([
      'filter.rules: found rules that differ from those of the expression, which alone count',
    ]);
  });

  it.each<[document: FilterDocument]>([[{ type: 'expression', rules }], [{ expression: { version: '1' }, rules }]])(
    '%j: rules beside an expression without any count, by a reading',
    (document) => {
      const { test, readings: relied } = compiledFilter(document);
      expect(test({ x: 'b' })).toBe(false);
      expect(relied()).toEqual([readings.rulesBesideExpression]);
    },
  );

  it.each<[document: FilterDocument, warning: string]>([
    [{ type: 'script', script, rules }, 'filter: found rules, which have no effect: the type is script'],
    [
      { type: 'script', script, expression: { rules } },
      'filter: found rules, which have no effect: the type is script',
    ],
    [{ type: 'expression', script }, 'filter: found a script, which has no effect: the type is not script'],
    [{ rules, script }, 'filter: found a script, which has no effect: the type is not script'],
  ])('%j is warned of: its other half has no effect', (document, warning) => {
    const { refusals, warnings } = compiledFilter(document);
    expect(refusals).toEqual([]);
    expect(warnings()).toContain(warning);
  });

  it.each<[document: unknown, refusal: string]>([
    [
      { type: 'expresion', rules },
      'filter.type: found "expresion", expected expression or script; did you mean expression?',
    ],
    [{ type: 5, rules }, 'filter.type: found 5, expected expression or script'],
    [{ type: 'script' }, 'filter.script: found no _scriptId, expected that of a script: the type is script'],
    [{ script }, 'filter: found a script and no type, expected the type script'],
    [{ rules, version: '2' }, 'filter.version: found version "2", expected "1"'],
    [{ expression: { rules, version: 2 } }, 'filter.expression.version: found version 2, expected "1"'],
    [{ rules: 'a' }, 'filter.rules: found "a", expected a list such as ["and", RULE, RULE]'],
    [{ rules: { a: 1 } }, 'filter.rules: found {"a":1}, expected a list such as ["and", RULE, RULE]'],
    [{ expression: { rules: 5 } }, 'filter.expression.rules: found 5, expected a list such as ["and", RULE, RULE]'],
  ])('%j is refused', (document, refusal) => {
    expect(compiledFilter(document as FilterDocument).refusals).toEqual([refusal]);
  });
});

describe('the grammar of rules', () => {
  it('a list around the rules is warned of, and they count', () => {
    const { test, warnings } = compiledRules([['and', ['equals', field('number', 'x'), 1]]]);
    expect([test({ x: 1 }), test({ x: 2 })]).toEqual([true, false]);
    expect(warnings()[0]).toContain('filter.rules: found a list around the rules, expected them alone: ["and",');
    expect(() => test({ x: 'a' })).toThrow('rules[0][1]: found "a" at x');
  });

  it.each(['GREATERTHAN', 'greaterThan', 'GreaterThan'])(
    'the operator %s is lower case, with a warning',
    (operator) => {
      const { test, warnings } = compiledRules([operator, field('number', 'x'), 1]);
      expect([test({ x: 2 }), test({ x: 1 })]).toEqual([true, false]);
      expect(warnings()).toEqual([`filter.rules: found ${operator}, expected greaterthan: operators are lower case`]);
    },
  );

  it.each<[rule: unknown, refusal: string]>([
    [
      [rules, rules],
      'filter.rules: found [["equals",["string",["extract","x"]],"a"],["equals",["strin…, expected a rule',
    ],
    [['and', [rules]], 'filter.rules[1]: found [["equals",["string",["extract","x"]],"a"]], expected a rule such as'],
    [
      ['and', 'a'],
      'filter.rules[1]: found "a", expected a rule such as ["equals", ["string", ["extract", "NAME"]], "A"]',
    ],
    [['and', []], 'filter.rules[1]: found [], expected a rule'],
    [['and'], 'filter.rules: found 0 operands of and, expected 1'],
    [['or'], 'filter.rules: found 0 operands of or, expected 1'],
    [['not'], 'filter.rules: found 0 operands of not, expected 1'],
    [['not', rules, rules], 'filter.rules: found 2 operands of not, expected 1'],
    [['equals', field('string', 'x')], 'filter.rules: found 1 operand of equals, expected 2'],
    [['equals', 1, 2, 3], 'filter.rules: found 3 operands of equals, expected 2'],
    [['empty', field('string', 'x'), ''], 'filter.rules: found 2 operands of empty, expected 1'],
    [['isempty'], 'filter.rules: found 0 operands of isempty, expected 1'],
    [['equal', field('string', 'x'), 'a'], 'filter.rules: found the operator "equal", expected one of and, or, not'],
    [['equal', field('string', 'x'), 'a'], '; did you mean equals?'],
    [['exists', ['get', 'x']], 'found the operator "exists"'],
    [['exists', ['get', 'x']], '; did you mean notempty?'],
    [['in', field('string', 'x'), ['a']], '; did you mean anyof?'],
    [['get', 'x'], 'found the operator "get", expected one of'],
    [['add', 1, 2], 'found the operator "add", expected one of'],
    [['string', ['extract', 'x']], 'found the operator "string", expected one of'],
    [['constructor', 1], 'found the operator "constructor", expected one of'],
  ])('%j is refused: %s', (rule, refusal) => {
    const { refusals, test } = compiledRules(rule);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]).toContain(refusal);
    expect(test({ x: 'a' })).toBe(false);
  });

  it('all refusals are reported together', () => {
    const { refusals } = compiledRules([
      'and',
      ['equals', null, ['strng', 1]],
      ['like', 1, 2],
      ['not', ['matches', 'a', '*']],
    ]);
    expect(refusals.map((refusal) => refusal.split(':')[0])).toEqual([
      'filter.rules[1][1]',
      'filter.rules[1][2]',
      'filter.rules[2]',
      'filter.rules[3][1]',
    ]);
  });
});
