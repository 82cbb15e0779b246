import { suggest } from '../../shared/nearest.ts';
import { compileAccessor, isAccessor, type ReadValue } from './compile-accessor.ts';
import { type ConversionReport, convertValue, VALUE_TYPES, type ValueType } from './convert-value.ts';
import { createFilterFailure, placeAt, quoteValue, type RulePlace } from './rule-place.ts';

/** One side of a comparison. */
export interface Operand {
  /** Undefined for an accessor without a type: its values are compared as they are. */
  readonly type: ValueType | undefined;
  readonly kind: 'literal' | 'field';
  /**
   * Gives the value, undefined where it is missing.
   * @throws RecordFailure for a value that cannot be converted to the type
   */
  readonly read: ReadValue;
  /** Gives the value before its conversion; undefined where there is none. */
  readonly readRaw?: ReadValue;
  /** Its name in messages. */
  readonly name: string;
}

/** A function of a filter, with the type of its operand and of its result. */
interface FilterFunction {
  readonly type: ValueType;
  readonly apply: (value: never) => unknown;
}

const FUNCTIONS = new Map<string, FilterFunction>([
  ['lowercase', { type: 'string', apply: (text: string) => text.toLowerCase() }],
  ['uppercase', { type: 'string', apply: (text: string) => text.toUpperCase() }],
  ['abs', { type: 'number', apply: Math.abs }],
  ['ceiling', { type: 'number', apply: Math.ceil }],
  ['floor', { type: 'number', apply: Math.floor }],
]);
const ARITHMETIC = ['add', 'subtract', 'multiply', 'divide', 'modulo'];
const NAMES = [...VALUE_TYPES, ...FUNCTIONS.keys(), 'extract', 'settings', 'context'];

/**
 * Compiles an operand of the platform's filters: a literal, `[type, [accessor, name]]`, a function of one, a bare
 * accessor, or `["epochtime", literal]`. Undefined after a refusal.
 */
export function compileOperand(written: unknown, place: RulePlace): Operand | undefined {
  if (isLiteral(written)) return createLiteral(written);
  if (!Array.isArray(written) || typeof written[0] !== 'string') {
    const insteadOfNull = written === null ? ', or the operators empty and notempty' : '';
    place.scope.refuse(
      `found ${quoteValue(written)}, expected a literal or ["string", ["extract", "NAME"]]${insteadOfNull}`,
    );
    return undefined;
  }
  const name = readName(written[0], place);
  if (name === undefined) return undefined;
  if (written.length !== 2) {
    place.scope.refuse(`found ${written.length - 1} values after ${name}, expected one`);
    return undefined;
  }
  const inner = placeAt(place, 1);
  const applied = FUNCTIONS.get(name);
  if (applied) return compileFunction(name, applied, written[1], inner);
  return isValueType(name) ? compileTyped(name, written[1], inner) : compileField(written, undefined, place);
}

/** Converts an operand to a type. Undefined after a refusal: a literal is converted when it is compiled. */
export function convertOperand(operand: Operand, type: ValueType, place: RulePlace): Operand | undefined {
  if (operand.type === type) return operand;
  const convert = convertValue[type];
  const report = createReport(operand.name, place);
  if (operand.kind === 'field') {
    const { read } = operand;
    return { ...operand, type, readRaw: read, read: (record, page) => convert(read(record, page), report) };
  }
  const literal = operand.read(undefined, { pageIndex: 0 });
  try {
    const value = convert(literal, report);
    if (value !== undefined) return { ...operand, type, read: () => value };
  } catch {
    // The refusal says more than an error of each record would.
  }
  place.scope.refuse(`found the literal ${quoteValue(literal)}, expected one that is a ${type}`);
  return undefined;
}

/** Makes the operand of a literal. */
function createLiteral(value: string | number | boolean): Operand {
  const name = quoteValue(value);
  return { type: typeof value as 'string' | 'number' | 'boolean', kind: 'literal', read: () => value, name };
}

function isLiteral(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isValueType(name: string): name is ValueType {
  return (VALUE_TYPES as readonly string[]).includes(name);
}

/** Makes where the conversions of an operand report. */
export function createReport(name: string, place: RulePlace): ConversionReport {
  return {
    rely: place.scope.rely,
    fail: (found, expected) => {
      throw createFilterFailure(place, `found ${quoteValue(found)} at ${name}, expected ${expected}`);
    },
  };
}

/** Reads the name that begins an operand. Types and functions have any case; accessors are lower case. */
function readName(written: string, { scope }: RulePlace): string | undefined {
  const name = written.toLowerCase();
  if (NAMES.includes(name) && (name === written || !isAccessor(name))) {
    if (name !== written) scope.warn(`found ${written}, expected ${name}: the names of filters are lower case`);
    return name;
  }
  const found = ARITHMETIC.includes(name) ? `the arithmetic of ${written}` : quoteValue(written);
  const way = ARITHMETIC.includes(name)
    ? '; compute the value in a transformation, or use a filter of type script'
    : '';
  const instead = name === 'get' ? '; did you mean extract?' : suggest(name, NAMES);
  scope.refuse(`found ${found}, expected one of ${NAMES.join(', ')}${way || instead}`);
  return undefined;
}

function compileTyped(type: ValueType, written: unknown, place: RulePlace): Operand | undefined {
  if (!isLiteral(written)) return compileField(written, type, place);
  if (type === 'epochtime') return convertOperand(createLiteral(written), type, place);
  place.scope.refuse(`found ${quoteValue(written)} in ${type}, expected an accessor; write the literal alone`);
  return undefined;
}

/** Compiles an accessor, converted to the type if there is one. */
function compileField(written: unknown, type: ValueType | undefined, place: RulePlace): Operand | undefined {
  const [accessor, name] = Array.isArray(written) ? written : [];
  if (!Array.isArray(written) || !isAccessor(accessor) || typeof name !== 'string' || written.length !== 2) {
    const near = typeof accessor === 'string' ? suggest(accessor, ['extract', 'settings', 'context']) : '';
    place.scope.refuse(`found ${quoteValue(written)}, expected an accessor such as ["extract", "NAME"]${near}`);
    return undefined;
  }
  const read = compileAccessor(accessor, name, place);
  const label = accessor === 'extract' ? name : `${accessor} ${name}`;
  const field: Operand = { type: undefined, kind: 'field', read, name: label };
  return type === undefined ? field : convertOperand(field, type, place);
}

function compileFunction(
  name: string,
  applied: FilterFunction,
  written: unknown,
  place: RulePlace,
): Operand | undefined {
  const operand = isLiteral(written) ? undefined : compileOperand(written, place);
  if (operand?.type === applied.type) {
    const { read } = operand;
    const apply = applied.apply as (value: unknown) => unknown;
    return {
      ...operand,
      name: `${name} of ${operand.name}`,
      read: (record, page) => {
        const value = read(record, page);
        return value === undefined ? undefined : apply(value);
      },
    };
  }
  if (operand || isLiteral(written)) {
    const form = `["${applied.type}", ["extract", "NAME"]]`;
    place.scope.refuse(`found ${quoteValue(written)} in ${name}, expected a ${applied.type} such as ${form}`);
  }
  return undefined;
}
