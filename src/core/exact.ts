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
    if (typeof value === 'string') bytes -= 6 * value.length + 2 - bytesOf(value);
    else if (Number.isInteger(value)) bytes -= NUMBER - `${value}`.length;
    else if (isArray(value)) for (let i = 0; i < value.length && bytes > limit; i++) weigh(value[i]);
    else if (typeof value === 'object') {
      for (const key in value) {
        weigh(key);
        weigh((value as Record<string, unknown>)[key]);
      }
    }
  };
  weigh(response);
  return bytes;
}

/** The bytes of a string as JSON, its quotes included. */
function bytesOf(text: string): number {
  const { length } = text;
  let escapes = false;
  // The regular expression is faster at what is long, the loop at all else.
  if (length > 64) escapes = !/^[ !#-[\]-~]*$/.test(text);
  else {
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      escapes ||= unit < 32 || unit > 126 || unit === 34 || unit === 92;
    }
  }
  return escapes ? Buffer.byteLength(stringify(text)) : length + 2;
}
