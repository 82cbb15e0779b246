import { NUMBER } from './bound.ts';

/**
 * Replaces the bounds of a first walk by true lengths, one leaf after the other, until the whole fits the limit or
 * everything has been measured. Only for what that walk found to be plain data of a finite bound.
 * @returns an upper bound within the limit; or a lower bound beyond it; or Infinity, where fractions leave it open.
 */
export function exactly(response: unknown, bound: number, limit: number): number {
  let most = bound;
  /** How much shorter the fractions may be than they were taken for. */
  let open = 0;

  const weigh = (value: unknown): void => {
    if (typeof value === 'string') most -= 6 * value.length + 2 - bytesOf(value);
    else if (typeof value === 'number') weighNumber(value);
    else if (value === true) most -= 1;
    else if (Array.isArray(value)) weighArray(value);
    else if (value) weighObject(value);
  };
  const weighNumber = (value: number): void => {
    if (Number.isInteger(value)) most -= NUMBER - `${value}`.length;
    else if (Number.isFinite(value)) open += NUMBER - SHORTEST_FRACTION;
    else most -= NUMBER - 'null'.length;
  };
  const weighArray = (list: readonly unknown[]): void => {
    if (list.length > 0) most -= 1;
    for (let i = 0; i < list.length && most > limit; i++) weigh(list[i]);
  };
  const weighObject = (value: object): void => {
    let members = 0;
    for (const key in value) {
      if (most <= limit) return;
      const item = (value as Record<string, unknown>)[key];
      if (item === undefined || typeof item === 'function') most -= 6 * key.length + (item ? 4 : 9);
      else {
        members++;
        weigh(key);
        weigh(item);
      }
    }
    if (members > 0) most -= 1;
  };

  weigh(response);
  if (most <= limit) return most;
  return most - open > limit ? most - open : Infinity;
}

/** As long as 0.5. */
const SHORTEST_FRACTION = 3;

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
