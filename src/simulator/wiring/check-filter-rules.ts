import { COMPARISONS } from '../filter/compile-comparison.ts';
import { VALUE_TYPES } from '../filter/convert-value.ts';
import { quoteValue } from '../filter/rule-place.ts';
import type { WiringPlace } from './wiring-place.ts';

const CONDITIONS = ['and', 'or', 'not'];
const OPERATORS: ReadonlySet<string> = new Set([...CONDITIONS, 'empty', 'notempty', ...COMPARISONS]);
/** Operators that are true of no record, and what to write instead. */
const NEVER_TRUE = new Map([
  ['isempty', 'empty'],
  ['isnotempty', 'notempty'],
]);
const RESULTS = new Map([
  ...VALUE_TYPES.map((type) => [type, type] as const),
  ...['lowercase', 'uppercase'].map((name) => [name, 'string'] as const),
  ...['abs', 'ceiling', 'floor'].map((name) => [name, 'number'] as const),
] as readonly (readonly [string, string])[]);

/** Checks the rules of a filter: their operators, the types of their sides, and a list around them. */
export function checkFilterRules(rules: unknown, place: WiringPlace): void {
  const isNested = Array.isArray(rules) && rules.length === 1 && Array.isArray(rules[0]);
  if (isNested) place.note('nested-rules', 'a list around the rules', `them alone: ${quoteValue(rules[0])}`);
  if (isNested) checkRule(rules[0], place.at(0));
  else checkRule(rules, place);
}

function checkRule(rule: unknown, place: WiringPlace): void {
  if (!Array.isArray(rule) || typeof rule[0] !== 'string') return;
  const [written, ...operands] = rule as [string, ...unknown[]];
  const operator = written.toLowerCase();
  const instead = NEVER_TRUE.get(operator);
  if (instead !== undefined) place.note('never-true-operator', `the operator ${written}`, instead);
  else if (operator !== written && OPERATORS.has(operator))
    place.note('operator-case', `the operator ${written}`, operator);
  if (CONDITIONS.includes(operator)) operands.forEach((one, index) => void checkRule(one, place.at(index + 1)));
  else if (operator === 'anyof') checkValues(operands, place);
  else if (operands.length === 2) checkTypes(operands, place);
}

/** Each value of a list is a side of its own. */
function checkValues([one, values]: readonly unknown[], place: WiringPlace): void {
  if (!Array.isArray(values)) return;
  for (const [index, value] of values.entries()) checkTypes([one, value], place.at(2, index));
}

/** The platform's own example has milliseconds beside a time. */
function checkTypes([one, other]: readonly unknown[], place: WiringPlace): void {
  const [type, otherType] = [typeOf(one), typeOf(other)];
  if (!type || !otherType || type === otherType) return;
  if (type === 'epochtime' && typeof other === 'number') return;
  const found = `${quoteValue(one)} (${type}) beside ${quoteValue(other)} (${otherType})`;
  place.note('mixed-types', found, 'sides of the same type');
}

/** The type of a side; undefined for a field without one. */
function typeOf(operand: unknown): string | undefined {
  if (Array.isArray(operand)) return RESULTS.get(String(operand[0]).toLowerCase());
  return ['string', 'number', 'boolean'].find((type) => typeof operand === type);
}
