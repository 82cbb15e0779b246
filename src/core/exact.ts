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
    else if (typeof value === 'number') bytes -= NUMBER - lengthOf(value);
    else if (isArray(value)) for (let i = 0; i < value.length && bytes > limit; i++) weigh(value[i]);
    else if (typeof value === 'object') weighMembers(value as object);
  };
  const weighMembers = (value: object): void => {
    for (const key in value) {
      if (bytes <= limit) return;
      const item = (value as Record<string, unknown>)[key];
      if (item === undefined) bytes -= 6 * key.length + 9;
      else {
        weigh(key);
        weigh(item);
      }
    }
  };
  weigh(response);
  return bytes;
}

/** Integers as they are; amounts of money, which pages are full of, to within a few bytes; the rest at its longest. */
function lengthOf(value: number): number {
  if (Number.isInteger(value)) return `${value}`.length;
  return Math.round(value * 100) / 100 === value ? `${Math.trunc(value)}`.length + '-.00'.length : NUMBER;
}

const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;
/** How many bytes each character of ASCII has in JSON beyond one. */
const ASCII = Uint8Array.from({ length: 128 }, (_, unit) => stringify(String.fromCharCode(unit)).length - 3);

/** The bytes of a string as JSON, its quotes included. */
function bytesOf(text: string): number {
  const { length } = text;
  let bytes = length + 2;
  // The regular expression is faster at what is long and needs no escapes, the loop at all else.
  if (length > 64 && NEEDS_NO_ESCAPE.test(text)) return bytes;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 128) bytes += ASCII[unit] as number;
    // A surrogate, whose length depends on its neighbours.
    else if (unit >> 11 === 27) return Buffer.byteLength(stringify(text));
    else bytes += unit < 0x800 ? 1 : 2;
  }
  return bytes;
}
