import { findNearest, suggest } from '../../shared/nearest.ts';
import { CAPTURED } from '../wiring/captured.ts';
import { isSet } from '../wiring/is-set.ts';
import { type FieldTable, listNames } from './field-table.ts';
import { findWrongKind } from './value-kind.ts';

/** A field that a run does not read as it is written. */
export interface ForeignField {
  readonly keys: readonly PropertyKey[];
  /**
   * Whether it is a documented name in other letters, one that is near a documented name, a field that is not
   * simulated, no documented name, or a documented one with a value of another kind.
   */
  readonly kind: 'misspelt' | 'near' | 'unsimulated' | 'unknown' | 'wrong';
  /** What a run says of it. */
  readonly message: string;
  /** The documented name, for one in other letters or near it. */
  readonly meant?: string;
}

/** Finds the fields of a document that a run does not read as they are written. */
export function* inspectFields(
  value: unknown,
  table: FieldTable,
  keys: readonly PropertyKey[] = [],
): Generator<ForeignField> {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* inspectFields(one, table, [...keys, index]);
    return;
  }
  const names = listNames(table);
  for (const [key, inner] of Object.entries(value)) {
    // Fields of the platform's own begin so.
    if (key.startsWith('__') || CAPTURED.has(key)) continue;
    const path = [...keys, key];
    const reason = table.unsimulated?.[key];
    const nested = table.inside?.[key];
    const isOrdinary = inner === false || !isSet(inner) || table.ordinary?.[key]?.includes(inner);
    if (reason !== undefined && !isOrdinary)
      yield { keys: path, kind: 'unsimulated', message: `found ${key}; ${reason}` };
    const expected = findWrongKind(inner, table.values?.[key] ?? (nested && !table.isOpen ? 'part' : undefined));
    if (expected !== undefined) yield { keys: path, kind: 'wrong', message: describeWrong(key, inner, expected) };
    if (nested) yield* inspectFields(inner, nested, path);
    else if (!names.includes(key)) yield* inspectName(path, inner, names, table.isOpen === true);
  }
}

function* inspectName(
  keys: readonly PropertyKey[],
  value: unknown,
  names: readonly string[],
  isOpen: boolean,
): Generator<ForeignField> {
  const key = String(keys.at(-1));
  const meant = names.find((name) => lettersOf(name) === lettersOf(key));
  // A wrong name is one whatever its value: null and false say something under the right one.
  if (meant !== undefined) {
    const message = `found ${key}, expected ${meant}: the platform does not know it`;
    yield { keys, kind: 'misspelt', message, meant };
    return;
  }
  if (isOpen) return;
  const found = `found ${key}, which is not documented here; it has no effect in a simulated run`;
  const nearest = findNearest(key, names);
  if (nearest !== undefined) {
    yield { keys, kind: 'near', message: `${found}; did you mean ${nearest}?`, meant: nearest };
  } else if (value !== false && isSet(value)) {
    yield { keys, kind: 'unknown', message: found };
  }
}

/** The nearest word is named, and what is too long to read is not repeated. */
function describeWrong(key: string, value: unknown, expected: string): string {
  const found = JSON.stringify(value);
  const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found;
  const nearest = typeof value === 'string' ? suggest(value, expected.replace(/^one of /, '').split(', ')) : '';
  return `found ${shown} for ${key}, expected ${expected}${nearest}`;
}

/** Names differ that have other letters, whatever their case and number. */
function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/s$/, '');
}
