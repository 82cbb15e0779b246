import { compileOperand, convertOperand, createReport, type Operand } from './compile-operand.ts';
import { convertValue } from './convert-value.ts';
import type { FilterPage } from './filter-settings.ts';
import { readings } from './readings.ts';
import { createFilterFailure, placeAt, quoteValue, type RulePlace } from './rule-place.ts';

/** Whether a rule is true of a record. */
export type TestRecord = (record: unknown, page: FilterPage) => boolean;

/** A compiled rule. */
export interface Rule {
  /** @throws RecordFailure for a value that cannot be converted */
  readonly test: TestRecord;
  /** Reads the values that may fail to be converted; undefined if there are none. */
  readonly check: ((record: unknown, page: FilterPage) => void) | undefined;
}

type Compare<T> = (one: T, other: T) => boolean;
type CompareValues = Compare<string | number | boolean>;

const EQUALITY = new Map<string, CompareValues>([
  ['equals', (one, other) => one === other],
  ['notequals', (one, other) => one !== other],
]);
const ORDER = new Map<string, CompareValues>([
  ['greaterthan', (one, other) => one > other],
  ['greaterthanequals', (one, other) => one >= other],
  ['lessthan', (one, other) => one < other],
  ['lessthanequals', (one, other) => one <= other],
]);
const TEXTS = new Map<string, Compare<string>>([
  ['startswith', (text, part) => text.startsWith(part)],
  ['endswith', (text, part) => text.endsWith(part)],
  ['contains', (text, part) => text.includes(part)],
  ['doesnotcontain', (text, part) => !text.includes(part)],
]);
/** Signs of regular expressions, and of patterns with `*` and `?`. */
const SIGNS = /^\/|[\\^$.|?*+()[\]{}]/;

/** The operators that compare two operands. */
export const COMPARISONS: readonly string[] = [
  ...EQUALITY.keys(),
  ...ORDER.keys(),
  ...TEXTS.keys(),
  'matches',
  'anyof',
];

/** Compiles a comparison `[operator, one, other]`. Undefined after a refusal. */
export function compileComparison(operator: string, written: readonly unknown[], place: RulePlace): Rule | undefined {
  const one = compileOperand(written[1], placeAt(place, 1));
  if (operator === 'anyof') return one && compileAnyOf(one, written[2], place);
  const other = compileOperand(written[2], placeAt(place, 2));
  if (!one || !other) return undefined;
  warnOfTypes(one, other, place);
  if (operator === 'matches') return compileMatches(one, other, place);
  const compareTexts = TEXTS.get(operator);
  if (compareTexts) {
    return createRule(compareMissingAsText(compareTexts, toText(one, place), toText(other, place), place), one, other);
  }
  const compare = (EQUALITY.get(operator) ?? ORDER.get(operator)) as CompareValues;
  return compileTyped(operator, compare, one, other, place);
}

function compileTyped(
  operator: string,
  compare: CompareValues,
  one: Operand,
  other: Operand,
  place: RulePlace,
): Rule | undefined {
  const { type } = one;
  if (type === undefined) {
    const compareAsIs = ORDER.has(operator) ? compareOrderAsIs : compareEqualityAsIs;
    return createRule(compareAsIs(compare, one, other, place), one, other);
  }
  if (type === 'boolean' && ORDER.has(operator)) {
    place.scope.refuse(`found ${operator} of a boolean, expected equals or notequals`);
    return undefined;
  }
  const converted = convertOperand(other, type, placeAt(place, 2));
  if (!converted) return undefined;
  if (type === 'string') return createRule(compareMissingAsText(compare, one, converted, place), one, other);
  return createRule(compareUnlessMissing(compare, one, converted, place), one, converted);
}

/** The editor refuses sides of different types. The platform's own example has milliseconds beside a time. */
function warnOfTypes(one: Operand, other: Operand, { scope }: RulePlace): void {
  if (!one.type || !other.type || one.type === other.type) return;
  if (one.type === 'epochtime' && other.type === 'number' && other.kind === 'literal') return;
  scope.warn(`found ${one.name} (${one.type}) beside ${other.name} (${other.type}), expected equal types`);
}

/** A field of a type that not every value has may fail. */
function createRule(test: TestRecord, ...operands: readonly Operand[]): Rule {
  const [first, second] = operands.filter(({ kind, type }) => kind === 'field' && type && type !== 'string');
  if (!first) return { test, check: undefined };
  const check = (record: unknown, page: FilterPage): void => {
    first.read(record, page);
    second?.read(record, page);
  };
  return { test, check };
}

function compareMissingAsText(
  compare: Compare<string>,
  one: Operand,
  other: Operand,
  { scope }: RulePlace,
): TestRecord {
  return (record, page) => {
    const text = one.read(record, page) as string | undefined;
    const part = other.read(record, page) as string | undefined;
    if (text !== undefined && part !== undefined) return compare(text, part);
    const isTrue = compare(text ?? '', part ?? '');
    if (isTrue) scope.rely(readings.missingText);
    return isTrue;
  };
}

function compareUnlessMissing(compare: CompareValues, one: Operand, other: Operand, { scope }: RulePlace): TestRecord {
  return (record, page) => {
    const left = one.read(record, page);
    const right = other.read(record, page);
    if (left !== undefined && right !== undefined) return compare(left as number, right as number);
    scope.rely(readings.missingValue);
    return false;
  };
}

/** Tells of the reading where a conversion to text would have decided otherwise. */
function compareEqualityAsIs(compare: CompareValues, one: Operand, other: Operand, { scope }: RulePlace): TestRecord {
  return (record, page) => {
    const left = (one.read(record, page) ?? undefined) as string;
    const right = (other.read(record, page) ?? undefined) as string;
    const isContested =
      typeof left === 'object' ||
      typeof right === 'object' ||
      (left !== right && String(left ?? '') === String(right ?? ''));
    if (isContested) scope.rely(readings.untyped);
    return compare(left, right);
  };
}

function compareOrderAsIs(compare: CompareValues, one: Operand, other: Operand, { scope }: RulePlace): TestRecord {
  return (record, page) => {
    const left = one.read(record, page);
    const right = other.read(record, page);
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    if (typeof left === 'string' && typeof right === 'string') return compare(left, right);
    scope.rely(readings.untyped);
    return false;
  };
}

/** Reads an operand as text. A missing value stays undefined. */
function toText(operand: Operand, place: RulePlace): Operand {
  if (operand.type === 'string') return operand;
  const report = createReport(operand.name, place);
  return {
    ...operand,
    read: (record, page) => {
      const value = operand.read(record, page) ?? undefined;
      if (value === undefined || typeof value === 'string') return value;
      report.rely(readings.textOfValue);
      return convertValue.string(value, report);
    },
  };
}

/** A pattern without signs is a part of a text, or the whole of it: only a value that is neither or both has an answer. */
function compileMatches(one: Operand, other: Operand, place: RulePlace): Rule | undefined {
  const pattern = other.kind === 'literal' ? other.read(undefined, { pageIndex: 0 }) : undefined;
  if (typeof pattern !== 'string' || pattern === '' || SIGNS.test(pattern)) {
    const found = `found matches ${other.name}, which is read as a regular expression or as a pattern with * and ?`;
    place.scope.refuse(`${found}; expected equals, startswith, endswith or contains, or a filter of type script`);
    return undefined;
  }
  const text = toText(one, place);
  return createRule((record, page) => {
    const value = (text.read(record, page) ?? '') as string;
    if (value === pattern) return true;
    if (!value.includes(pattern)) return false;
    const found = `found ${quoteValue(value)}, of which ${other.name} is a part`;
    throw createFilterFailure(place, `${found}; matches is not known to be true of it: use equals or contains`);
  }, one);
}

function compileAnyOf(one: Operand, list: unknown, place: RulePlace): Rule | undefined {
  const at = placeAt(place, 2);
  if (!Array.isArray(list) || list.length === 0) {
    at.scope.refuse(`found ${quoteValue(list)}, expected a list of literals such as ["A", "B"]`);
    return undefined;
  }
  const { type } = one;
  const values = new Set<unknown>();
  for (const [index, literal] of list.entries()) {
    const inner = placeAt(at, index);
    const operand = compileOperand(literal, inner);
    if (operand?.kind === 'field') inner.scope.refuse(`found ${quoteValue(literal)}, expected a literal`);
    const converted = operand && type ? convertOperand(operand, type, inner) : operand;
    if (operand) warnOfTypes(one, operand, inner);
    values.add(converted?.read(undefined, { pageIndex: 0 }));
  }
  const { rely } = place.scope;
  const missing = type === 'string' ? '' : undefined;
  return createRule((record, page) => {
    rely(readings.anyOf);
    const value = one.read(record, page);
    return values.has(value ?? missing);
  }, one);
}
