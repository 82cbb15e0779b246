import { isArray, isFiniteNumber, stringify } from '../../shared/intrinsics.ts';

export const DATA_TYPES = [
  'string',
  'number',
  'boolean',
  'object',
  'stringarray',
  'numberarray',
  'booleanarray',
  'objectarray',
] as const;

export type DataType = (typeof DATA_TYPES)[number];

/** A value cannot be converted to a type. */
export class Mismatch extends Error {
  /** Its indexes in the lists around it, from the outermost. */
  readonly indices: number[] = [];

  constructor(expected: string, value: unknown) {
    const found = stringify(value);
    super(`expected ${expected}, found ${found.length > 60 ? `${found.slice(0, 60)}…` : found}`);
  }
}

type Convert = (value: unknown) => unknown;

const single: Record<string, Convert> = {
  string(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new Mismatch('a string', value);
  },
  number(value) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (isFiniteNumber(number)) return number;
    throw new Mismatch('a number', value);
  },
  boolean(value) {
    const text = String(value).toLowerCase();
    if (typeof value !== 'object' && (text === 'true' || text === '1')) return true;
    if (typeof value !== 'object' && (text === 'false' || text === '0')) return false;
    throw new Mismatch('a boolean', value);
  },
  object(value) {
    if (typeof value === 'object' && !isArray(value)) return value;
    throw new Mismatch('an object', value);
  },
};

/**
 * Makes a converter of values to a type. Undefined and null stay; an empty text becomes undefined, except for a string.
 * A single value counts as a list of one.
 * @returns a function that throws the mismatch
 */
export function createConverter(dataType: DataType): Convert {
  const type = dataType.replace('array', '') as DataType;
  const convert = type === dataType ? (single[type] as Convert) : convertList(createConverter(type));
  return (value) => {
    if (value === undefined || value === null) return value;
    return value === '' && dataType !== 'string' ? undefined : convert(value);
  };
}

function convertList(convert: Convert): Convert {
  return (value) => convertEach(isArray(value) ? value : [value], convert);
}

/** Converts each element of a list; a mismatch gets its index. */
export function convertEach(list: readonly unknown[], convert: Convert): unknown[] {
  return list.map((element, index) => {
    try {
      return convert(element);
    } catch (thrown) {
      (thrown as Mismatch).indices.unshift(index);
      throw thrown;
    }
  });
}
