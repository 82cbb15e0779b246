import { isArray } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import {
  type ConversionError,
  convertList,
  convertSingle,
  elementType,
  isListType,
  type OutputType,
} from './conversions.ts';

/** The keys of an entry that hold a value of the document itself. */
export type LiteralKey = 'hardCodedValue' | 'default' | 'extract';

/**
 * Compiles a value that the document holds as text, empty text or null. A list is written with commas; an empty text
 * is an empty list. A value that its type does not take fails each record that uses it, with a ConversionError.
 */
export function compileLiteral(value: unknown, key: LiteralKey, type: OutputType, scope: Scope): () => unknown {
  const place = scope.at(key);
  if (value === null) return () => null;
  if (elementType(type) === 'object') {
    if (isListType(type) && value === '') return () => [];
    const expected = isListType(type) ? 'null or an empty text' : 'null';
    place.refuse(`found ${JSON.stringify(value)}, expected ${expected} for ${type}; use mappings to build objects`);
    return () => undefined;
  }
  try {
    const converted = convertLiteral(value, type, place);
    return isArray(converted) ? () => [...converted] : () => converted;
  } catch (thrown) {
    const failure = thrown as ConversionError;
    failure.key = key;
    place.warn(`${failure.message}; records that use it fail`);
    return () => {
      throw failure;
    };
  }
}

function convertLiteral(value: unknown, type: OutputType, scope: Scope): unknown {
  if (!isListType(type)) return value === '' ? '' : convertSingle(value, elementType(type), scope);
  if (value === '') return [];
  const list = typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value;
  return convertList(list, elementType(type), scope);
}
