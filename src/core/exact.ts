import { NUMBER } from './bound.ts';

/**
 * Replaces the bounds of a first walk by true lengths, one leaf after the other, until the whole fits the limit or
 * everything has been measured. Only for what that walk found to be plain data of a finite bound.
 * @returns an upper bound within the limit, or the very bytes beyond it
 */
export function exactly(response: unknown, bound: number, limit: number): number {
  let bytes = bound;
  const weigh = (value: unknown): void => {
    if (typeof value === 'string') bytes -= 6 * value.length + 2 - bytesOf(value);
    else if (typeof value === 'number') bytes -= NUMBER - (Number.isFinite(value) ? `${value}` : 'null').length;
    else if (value === true) bytes -= 1;
    else if (Array.isArray(value)) weighArray(value);
    else if (value) weighObject(value);
  };
  const weighArray = (list: readonly unknown[]): void => {
    if (list.length > 0) bytes -= 1;
    for (let i = 0; i < list.length && bytes > limit; i++) weigh(list[i]);
  };
  const weighObject = (value: object): void => {
    let members = 0;
    for (const key in value) {
      if (bytes <= limit) return;
      const item = (value as Record<string, unknown>)[key];
      if (item === undefined || typeof item === 'function') bytes -= 6 * key.length + 9;
      else {
        members = 1;
        weigh(key);
        weigh(item);
      }
    }
    bytes -= members;
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
  return plain ? text.length + 2 : Buffer.byteLength(JSON.stringify(text));
}

function isShortPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return false;
  }
  return true;
}
