import { NUMBER } from './bound.ts';

/** What `JSON.stringify` would write, to within what fractions leave open. */
export interface Measure {
  readonly least: number;
  readonly most: number;
}

/**
 * Replaces the bounds of a first walk by true lengths, one leaf after the other, until the whole fits the limit or
 * everything has been measured. Only for what that walk found to be plain data of a finite bound.
 */
export function exactly(value: unknown, bound: number, limit: number): Measure {
  const scale = new Scale(bound, limit);
  scale.weigh(value);
  return { least: scale.most - scale.open, most: scale.most };
}

class Scale {
  most: number;
  /** How much shorter the fractions may be than they were taken for. */
  open = 0;
  readonly #limit: number;

  constructor(bound: number, limit: number) {
    this.most = bound;
    this.#limit = limit;
  }

  weigh(value: unknown): void {
    if (typeof value === 'string') this.#weighString(value);
    else if (typeof value === 'number') this.#weighNumber(value);
    else if (value === true) this.most -= 1;
    else if (Array.isArray(value)) this.#weighArray(value);
    else if (typeof value === 'object' && value !== null) this.#weighObject(value);
  }

  #weighArray(list: readonly unknown[]): void {
    if (list.length > 0) this.most -= 1;
    for (let i = 0; i < list.length && this.most > this.#limit; i++) this.weigh(list[i]);
  }

  #weighObject(value: object): void {
    let members = 0;
    for (const key in value) {
      if (this.most <= this.#limit) return;
      const item = (value as Record<string, unknown>)[key];
      if (item === undefined) {
        this.most -= 6 * key.length + 4;
        continue;
      }
      members++;
      this.#weighString(key);
      this.weigh(item);
    }
    if (members > 0) this.most -= 1;
  }

  #weighString(text: string): void {
    this.most -= 6 * text.length + 2 - bytesOf(text);
  }

  #weighNumber(value: number): void {
    if (Number.isInteger(value)) this.most -= NUMBER - `${value}`.length;
    else if (Number.isFinite(value)) this.open += NUMBER - SHORTEST_FRACTION;
    else this.most -= NUMBER - 'null'.length;
  }
}

/** As long as 0.5. */
const SHORTEST_FRACTION = 3;

/** Strings up to here are measured by a loop, longer ones by a regular expression: what each is faster at. */
const SHORT = 64;
const NEEDS_NO_ESCAPE = /^[ !#-[\]-~]*$/;

/** The bytes of a string as JSON, its quotes included. */
function bytesOf(text: string): number {
  const { length } = text;
  if (length > SHORT) {
    return NEEDS_NO_ESCAPE.test(text) ? length + 2 : Buffer.byteLength(JSON.stringify(text));
  }
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return Buffer.byteLength(JSON.stringify(text));
  }
  return length + 2;
}
