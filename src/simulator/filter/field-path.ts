import { isArray } from '../../shared/intrinsics.ts';
import { getOwn } from '../../shared/own-property.ts';

/** Stands for each element of a list. */
const EACH = Symbol('[*]');

/** One part of a field's path: a name, an index, or each element of a list. */
type FieldPathPart = string | number | typeof EACH;

const PART = /(?:^|\.)([^.[\]]+)|\.?\[((?:[^\]\\]|\\.)+)\]/y;
const DIGITS = /^\d+$/;

/** A text is not the path of a field. */
export class FieldPathError extends Error {}

/**
 * Parses the path of a field: names with dots, `[0]` or `.0` for an element, `[*]` for each, and `*` for each row.
 * A name with signs stands in brackets, like `[ship to.name]`; `\]` in it is a bracket.
 * @throws FieldPathError with the finding and the expectation
 */
export function parseFieldPath(path: string): readonly FieldPathPart[] {
  const parts: FieldPathPart[] = [];
  const pattern = new RegExp(PART);
  while (pattern.lastIndex < path.length || parts.length === 0) {
    const rest = path.slice(pattern.lastIndex);
    const [found = '.', name, bracketed] = pattern.exec(path) ?? [];
    if (parts.length === 0 && found.startsWith('.')) throw wrongPath(path === '' ? path : rest);
    if (name === undefined && bracketed === undefined) throw wrongPath(rest);
    parts.push(bracketed === undefined ? toNamed(name as string, parts.length) : toBracketed(bracketed));
  }
  return parts;
}

function toNamed(name: string, place: number): FieldPathPart {
  if (name !== '*') return name;
  if (place > 0) throw new FieldPathError('found .*, expected [*] for each element of a list');
  return EACH;
}

function toBracketed(bracketed: string): FieldPathPart {
  if (bracketed === '*') return EACH;
  if (DIGITS.test(bracketed)) return Number(bracketed);
  const [, , quoted] = /^(["'])(.*)\1$/.exec(bracketed) ?? [];
  if (quoted !== undefined) throw new FieldPathError(`found [${bracketed}], expected the name alone: [${quoted}]`);
  return bracketed.replaceAll(/\\(.)/g, '$1');
}

function wrongPath(rest: string): FieldPathError {
  return new FieldPathError(
    `found ${JSON.stringify(rest)}, expected a path like customer.name, lines[0].sku or [a name with dots]`,
  );
}

/**
 * Makes the reader of a parsed path. It gives undefined for a path that leads nowhere, and for one through lists the
 * list of the values found. A single object counts as a list of one.
 * @param onFirstRow is called where a record of rows is read as its first row
 */
export function createFieldReader(
  parts: readonly FieldPathPart[],
  onFirstRow?: () => void,
): (record: unknown) => unknown {
  const [first] = parts;
  const isOfRow = typeof first === 'string' && !DIGITS.test(first);
  const isMany = parts.includes(EACH);
  return (record) => {
    let start = record;
    if (isOfRow && isArray(record)) {
      onFirstRow?.();
      start = record[0];
    }
    if (!isMany) return read(start, parts);
    const found: unknown[] = [];
    collect(start, parts, 0, found);
    return found.length === 0 ? undefined : found;
  };
}

function read(from: unknown, parts: readonly FieldPathPart[]): unknown {
  let value = from;
  for (let at = 0; at < parts.length; at++) value = readPart(value, parts[at] as string | number);
  return value;
}

function readPart(value: unknown, part: string | number): unknown {
  // A list has a length of its own, which is no field of a record.
  return part === 'length' && isArray(value) ? undefined : getOwn(value, part);
}

function collect(value: unknown, parts: readonly FieldPathPart[], at: number, found: unknown[]): void {
  if (value === undefined) return;
  const part = parts[at];
  if (part === undefined) found.push(value);
  else if (part !== EACH) collect(readPart(value, part), parts, at + 1, found);
  else if (isArray(value)) for (const element of value) collect(element, parts, at + 1, found);
  else if (value !== null) collect(value, parts, at + 1, found);
}
