import { isArray, stringify } from '../intrinsics.ts';
import { NUMBER } from './bound.ts';

/**
 * Replaces the bounds of texts and numbers by true lengths, one after the other, until the whole fits the limit or
 * everything has been measured. Only for what was found to be plain data of a finite bound.
 * @returns an upper bound still: writing out long fractions would take longer than all the rest
 */
export function exactly(response: unknown, bound: number, limit: number): number {
  let bytes = bound;
  const weigh = (value: unknown): void => {
    if (typeof value === 'string') bytes -= slackOf(value);
    else if (Number.isInteger(value)) bytes -= NUMBER - digitsOf(value as number);
    else if (isArray(value)) for (let i = 0; i < value.length && bytes > limit; i++) weigh(value[i]);
    else if (typeof value === 'object') {
      for (const key in value) {
        const item = (value as Record<string, unknown>)[key];
        bytes -= slackOf(key);
        // In place: most values are texts.
        if (typeof item === 'string') bytes -= slackOf(item);
        else weigh(item);
      }
    }
  };
  weigh(response);
  return bytes;
}

/** The characters of an integer: small ones are counted, because writing them out takes longer. */
function digitsOf(integer: number): number {
  if (integer < 0 || integer > 1e9) return `${integer}`.length;
  let digits = 1;
  for (let rest = integer; rest >= 10; rest /= 10) digits++;
  return digits;
}

/** By how much the bytes of a text as JSON are less than its bound. */
function slackOf(text: string): number {
  const { length } = text;
  return isBare(text, length) ? 5 * length : 6 * length + 2 - Buffer.byteLength(stringify(text));
}

/** Whether every character of a text is one byte of JSON. */
function isBare(text: string, length: number): boolean {
  // The regular expression is faster at what is long, the loop at all else.
  // Stryker disable next-line ConditionalExpression,EqualityOperator: whichever is taken, they say the same
  if (length > 64) return /^[ !#-[\]-~]*$/.test(text);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return false;
  }
  return true;
}
