import { isArray, isFiniteNumber, stringify } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import { readings } from './readings.ts';

/** The types of single values. */
export const SINGLE_TYPES = ['string', 'number', 'boolean', 'object'] as const;
/** The types of output that are simulated. */
export const OUTPUT_TYPES = [...SINGLE_TYPES, 'stringarray', 'numberarray', 'booleanarray', 'objectarray'] as const;

/** The type of a single value of the output. */
export type SingleType = (typeof SINGLE_TYPES)[number];
/** A type of the output: a single value, or a list of such. */
export type OutputType = (typeof OUTPUT_TYPES)[number];

/** A value cannot be converted to a type; the message says what was expected and found. */
export class ConversionError extends Error {
  /** Its index in the list that was converted. */
  index: number | undefined;
  /** The key of the entry that holds the value, if that is not the extract. */
  key: string | undefined;

  constructor(expected: string, value: unknown) {
    const found = stringify(value);
    super(`expected ${expected}, found ${found.length > 60 ? `${found.slice(0, 60)}…` : found}`);
  }
}

type Convert = (value: unknown, scope: Scope) => unknown;
type SourceType = 'string' | 'number' | 'boolean' | 'object' | 'list';

const keep: Convert = (value) => value;
const toText: Convert = (value) => String(value);
const toJson: Convert = (value) => stringify(value);

function fail(expected: string): Convert {
  return (value) => {
    throw new ConversionError(expected, value);
  };
}

const NUMERIC = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const BOOLEANS = new Map([
  ...['true', 't', '1'].map((text) => [text, true] as const),
  ...['false', 'f', '0'].map((text) => [text, false] as const),
]);

const noNumber = fail('a number');
const noBoolean = fail('a boolean');
const noObject = fail('an object');

const textToNumber: Convert = (value, scope) => {
  const number = NUMERIC.test(value as string) ? Number(value) : undefined;
  return isFiniteNumber(number) ? number : noNumber(value, scope);
};

const textToBoolean: Convert = (value, scope) =>
  BOOLEANS.get((value as string).toLowerCase()) ?? noBoolean(value, scope);

const numberToBoolean: Convert = (value, scope) => {
  scope.rely(readings.numberAsBoolean);
  return value === 0 || value === 1 ? value === 1 : noBoolean(value, scope);
};

const listToText: Convert = (value, scope) => {
  scope.rely(readings.listAsText);
  return (value as unknown[]).map((one) => (typeof one === 'object' ? stringify(one) : String(one))).join(',');
};

/** The platform's table of conversions to single values: to → from. Elements of lists are converted by the same rows. */
const table: Readonly<Record<SingleType, Readonly<Record<SourceType, Convert>>>> = {
  string: { string: keep, number: toText, boolean: toText, list: listToText, object: toJson },
  number: { string: textToNumber, number: keep, boolean: noNumber, list: noNumber, object: noNumber },
  boolean: { string: textToBoolean, number: numberToBoolean, boolean: keep, list: noBoolean, object: noBoolean },
  object: { string: noObject, number: noObject, boolean: noObject, list: noObject, object: keep },
};

function typeOf(value: unknown): SourceType {
  return isArray(value) ? 'list' : (typeof value as SourceType);
}

/**
 * Converts a value to a single type; null stays.
 * @throws ConversionError for a value that the platform does not convert
 */
export function convertSingle(value: unknown, type: SingleType, scope: Scope): unknown {
  return value === null ? null : table[type][typeOf(value)](value, scope);
}

/**
 * Converts an element of a list; null stays, and a list within a list is of no type.
 * @param index its index in the output, for the error
 * @throws ConversionError for a value that the platform does not convert
 */
export function convertElement(value: unknown, type: SingleType, index: number, scope: Scope): unknown {
  try {
    if (isArray(value)) throw new ConversionError(`${type === 'object' ? 'an' : 'a'} ${type}`, value);
    return convertSingle(value, type, scope);
  } catch (thrown) {
    (thrown as ConversionError).index = index;
    throw thrown;
  }
}

/**
 * Converts a value to a list: a list element by element, a single value to a list of one.
 * @throws ConversionError for a value that the platform does not convert
 */
export function convertList(value: unknown, type: SingleType, scope: Scope): unknown[] {
  if (!isArray(value)) return [convertSingle(value, type, scope)];
  return value.map((one, index) => convertElement(one, type, index, scope));
}

/** The type of a list's elements: `numberarray` → `number`. */
export function elementType(type: OutputType): SingleType {
  return type.replace('array', '') as SingleType;
}

/** Whether a type is a list. */
export function isListType(type: OutputType): boolean {
  return type.endsWith('array');
}
