import { isArray, isFiniteNumber, stringify } from '../../shared/intrinsics.ts';

/** The types of a field that the mapper converts to; `json` keeps a value as it is. */
export const DATA_TYPES = [
  'string',
  'number',
  'boolean',
  'object',
  'json',
  'stringarray',
  'numberarray',
  'booleanarray',
  'objectarray',
] as const;

export type Mapper1DataType = (typeof DATA_TYPES)[number];

/** A value cannot be converted to a type. */
export class ConversionMismatch extends Error {
  /** Its indexes in the lists around it, from the outermost. */
  readonly indices: number[] = [];

  constructor(expected: string, value: unknown) {
    const found = stringify(value);
    super(`expected ${expected}, found ${found.length > 60 ? `${found.slice(0, 60)}…` : found}`);
  }
}

type Convert = (value: unknown) => unknown;

const single: Readonly<Record<string, Convert>> = {
  string(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new ConversionMismatch('a string', value);
  },
  number(value) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (isFiniteNumber(number)) return number;
    throw new ConversionMismatch('a number', value);
  },
  boolean(value) {
    const text = typeof value === 'object' ? '' : String(value).toLowerCase();
    if (text === 'true' || text === '1') return true;
    if (text === 'false' || text === '0') return false;
    throw new ConversionMismatch('a boolean', value);
  },
  object(value) {
    if (typeof value === 'object' && !isArray(value)) return value;
    throw new ConversionMismatch('an object', value);
  },
};

/**
 * Makes a converter of values to a type. Undefined and null stay; an empty text becomes undefined, except for a string.
 * A single value counts as a list of one.
 * @returns a function that throws a ConversionMismatch
 */
export function createConverter(dataType: Mapper1DataType): Convert {
  if (dataType === 'json') return (value) => value;
  const type = dataType.replace('array', '') as Mapper1DataType;
  const convert = type === dataType ? (single[type] as Convert) : convertList(createConverter(type));
  return (value) => {
    if (value === undefined || value === null) return value;
    return value === '' && dataType !== 'string' ? undefined : convert(value);
  };
}

function convertList(convert: Convert): Convert {
  return (value) =>
    (isArray(value) ? value : [value]).map((element, index) => {
      try {
        return convert(element);
      } catch (thrown) {
        (thrown as ConversionMismatch).indices.unshift(index);
        throw thrown;
      }
    });
}
