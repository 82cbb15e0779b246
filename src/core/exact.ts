import { isArray, stringify } from '../intrinsics.ts';
import { NUMBER } from './bound.ts';

/**
 * Replaces the bounds of texts and numbers by true lengths, one after the other, until the whole fits the limit or
 * everything has been measured. Only for what was found to be plain data of a finite bound.
 * @returns an upper bound still: writing out long fractions would take longer than all the rest
 */
export function exactly(value: unknown, bound: number, limit: number): number {
  // No function is made here: one that is new with each call is compiled anew with each call.
  if (typeof value === 'string') return bound - slackOf(value);
  if (Number.isInteger(value)) return bound - NUMBER + digitsOf(value as number);
  let bytes = bound;
  if (isArray(value)) for (let i = 0; i < value.length && bytes > limit; i++) bytes = exactly(value[i], bytes, limit);
  else if (typeof value === 'object') {
    for (const key in value) {
      const item = (value as Record<string, unknown>)[key];
      bytes -= slackOf(key);
      // In place: most values are texts.
      if (typeof item === 'string') bytes -= slackOf(item);
      else bytes = exactly(item, bytes, limit);
    }
  }
  return bytes;
}

/** The characters of an integer: small ones are counted, because writing them out takes longer. */
function digitsOf(integer: number): number {
  if (integer < 0 || integer > 1e9) return `${integer}`.length;
  let digits = 1;
  for (let next = 10; next <= integer; next *= 10) digits++;
  return digits;
}

/** By how much the bytes of a text as JSON are less than its bound. */
function slackOf(text: string): number {
  const { length } = text;
  return isBare(text, length) ? 5 * length : 6 * length + 2 - Buffer.byteLength(stringify(text));
}

/** Not where it is used: there each use would make an object. */
const BARE = /^[ !#-[\]-~]*$/;

/** Whether every character of a text is one byte of JSON. */
function isBare(text: string, length: number): boolean {
  // The regular expression is faster at what is long, the loop at all else.
  // Stryker disable next-line ConditionalExpression,EqualityOperator: whichever is taken, they say the same
  if (length > 32) return BARE.test(text);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}
