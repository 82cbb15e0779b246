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
    else if (typeof value === 'object') weighMembers(value as object);
  };
  const weighMembers = (value: object): void => {
    for (const key in value) {
      if (bytes <= limit) return;
      const item = (value as Record<string, unknown>)[key];
      weigh(key);
      weigh(item);
    }
  };
  weigh(response);
  return bytes;
}

/** The bytes of a string as JSON, its quotes included. */
function bytesOf(text: string): number {
  // The regular expression is faster at what is long and needs no escapes, the loop at all else.
  if (text.length > 64 && /^[ !#-[\]-~]*$/.test(text)) return text.length + 2;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 32 || unit > 126 || unit === 34 || unit === 92) return Buffer.byteLength(stringify(text));
  }
  return text.length + 2;
}
