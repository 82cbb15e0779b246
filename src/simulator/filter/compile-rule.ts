import { findNearest } from '../../shared/nearest.ts';
import { COMPARISONS, compileComparison, type Rule, type TestRecord } from './compile-comparison.ts';
import { compileOperand } from './compile-operand.ts';
import { readings } from './readings.ts';
import { placeAt, quoteValue, type RulePlace, ruleAt } from './rule-place.ts';

const CONDITIONS = ['and', 'or', 'not'];
const EMPTINESS = ['empty', 'notempty'];
/** Operators that the platform takes, and that are true of no record. */
const NEVER_TRUE = new Map([
  ['isempty', 'empty'],
  ['isnotempty', 'notempty'],
]);
const OPERATORS = [...CONDITIONS, ...EMPTINESS, ...COMPARISONS];
/** Names of other languages, with what filters have for them. */
const FOREIGN = new Map([
  ['exists', 'notempty'],
  ['in', 'anyof'],
  ['eq', 'equals'],
  ['ne', 'notequals'],
  ['gt', 'greaterthan'],
  ['gte', 'greaterthanequals'],
  ['lt', 'lessthan'],
  ['lte', 'lessthanequals'],
  ['notcontains', 'doesnotcontain'],
]);

const NEVER: Rule = { test: () => false, check: undefined };

/**
 * Compiles a rule of the platform's filters: `[operator, one, other]`, `["and", rule, …]` or `["not", rule]`. After a
 * refusal the rule is true of no record.
 */
export function compileRule(written: unknown, place: RulePlace): Rule {
  const { scope } = place;
  if (!Array.isArray(written) || typeof written[0] !== 'string') {
    scope.refuse(
      `found ${quoteValue(written)}, expected a rule such as ["equals", ["string", ["extract", "NAME"]], "A"]`,
    );
    return NEVER;
  }
  const operator = readOperator(written[0], place);
  if (operator === undefined) return NEVER;
  const count = written.length - 1;
  const expected =
    operator === 'and' || operator === 'or' ? Math.max(1, count) : COMPARISONS.includes(operator) ? 2 : 1;
  if (count !== expected) {
    scope.refuse(`found ${count} operand${count === 1 ? '' : 's'} of ${operator}, expected ${expected}`);
    return NEVER;
  }
  if (CONDITIONS.includes(operator)) {
    const rules = written.slice(1).map((rule, index) => compileRule(rule, ruleAt(place, index + 1)));
    return operator === 'not' ? negate(rules[0] as Rule) : combine(rules, operator === 'and', place);
  }
  if (COMPARISONS.includes(operator)) return compileComparison(operator, written, place) ?? NEVER;
  return compileEmptiness(operator, written[1], place) ?? NEVER;
}

/** Reads an operator in any letter case, as the editor does. */
function readOperator(written: string, { scope }: RulePlace): string | undefined {
  const operator = written.toLowerCase();
  const instead = NEVER_TRUE.get(operator);
  if (!instead && !OPERATORS.includes(operator)) {
    const nearest = FOREIGN.get(operator) ?? findNearest(operator, OPERATORS);
    const question = nearest === undefined ? '' : `; did you mean ${nearest}?`;
    scope.refuse(`found the operator ${JSON.stringify(written)}, expected one of ${OPERATORS.join(', ')}${question}`);
    return undefined;
  }
  if (instead) scope.warn(`found ${written}, which is true of no record; expected ${instead}`);
  else if (operator !== written) scope.warn(`found ${written}, expected ${operator}: operators are lower case`);
  return operator;
}

function negate({ test, check }: Rule): Rule {
  return { test: (record, page) => !test(record, page), check };
}

/** Combines rules by `and` or `or`. The values of rules after the one that decides are converted, and may fail. */
function combine(rules: readonly Rule[], isAnd: boolean, { scope }: RulePlace): Rule {
  const checks = rules.flatMap(({ check }) => check ?? []);
  const checkAll: Rule['check'] = (record, page) => {
    for (const check of checks) check(record, page);
  };
  const test: TestRecord = (record, page) => {
    for (let index = 0; index < rules.length; index++) {
      if ((rules[index] as Rule).test(record, page) === isAnd) continue;
      if (checks.length > 0) checkRest(index + 1, record, page);
      return !isAnd;
    }
    return isAnd;
  };
  const checkRest = (start: number, ...[record, page]: Parameters<TestRecord>): void => {
    try {
      for (let index = start; index < rules.length; index++) rules[index]?.check?.(record, page);
    } catch (thrown) {
      scope.rely(readings.allRules);
      throw thrown;
    }
  };
  return { test, check: checks.length > 0 ? checkAll : undefined };
}

/** Compiles `empty`, `notempty` and those that are true of no record. */
function compileEmptiness(operator: string, written: unknown, place: RulePlace): Rule | undefined {
  const operand = compileOperand(written, placeAt(place, 1));
  if (!operand) return undefined;
  if (NEVER_TRUE.has(operator)) return NEVER;
  const { read, readRaw = read, type, kind } = operand;
  const isConverted = kind === 'field' && type !== undefined && type !== 'string';
  const { rely } = place.scope;
  const isEmpty: TestRecord = (record, page) => {
    const value = readRaw(record, page);
    if (value === undefined || value === null || value === '') return true;
    if (typeof value === 'object' && Object.keys(value).length === 0) rely(readings.emptyContainer);
    if (typeof value === 'string' && value.trim() === '') rely(readings.whitespace);
    else if (isConverted) read(record, page);
    return false;
  };
  const rule: Rule = { test: isEmpty, check: isConverted ? isEmpty : undefined };
  return operator === 'empty' ? rule : negate(rule);
}
