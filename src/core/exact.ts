import { isArray, isFiniteNumber, stringify } from '../intrinsics.ts';
import { NUMBER } from './bound.ts';

/**
 * Replaces the bounds of texts and numbers by true lengths, one after the other, until the whole fits the limit or
 * everything has been measured. Only for what was found to be plain data of a finite bound.
 * @returns an upper bound within the limit, or the very bytes beyond it
 */
export function exactly(response: unknown, bound: number, limit: number): number {
  let bytes = bound;
  const weigh = (value: unknown): void => {
    if (typeof value === 'string') bytes -= 6 * value.length + 2 - bytesOf(value);
    else if (typeof value === 'number') bytes -= NUMBER - (isFiniteNumber(value) ? `${value}` : 'null').length;
    else if (isArray(value)) for (let i = 0; i < value.length && bytes > limit; i++) weigh(value[i]);
    else if (typeof value === 'object') weighMembers(value as object);
  };
  const weighMembers = (value: object): void => {
    for (const key in value) {
      if (bytes <= limit) return;
      const item = (value as Record<string, unknown>)[key];
      if (item === undefined || typeof item === 'function') continue;
      weigh(key);
      weigh(item);
    }
  };
  weigh(response);
  return bytes;
}

/** Strings up to here are measured by a loop, longer ones by a regular expression: what each is faster at. */
const SHORT = 64;
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

/** The bytes of a string as JSON, its quotes included. */
function bytesOf(text: string): number {
  const plain = text.length > SHORT ? NEEDS_NO_ESCAPE.test(text) : isShortPlain(text);
  return plain ? text.length + 2 : Buffer.byteLength(stringify(text));
}

function isShortPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return false;
  }
  return true;
}
