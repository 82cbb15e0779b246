import type { ValueKind } from './value-kind.ts';

/** What a run does with the fields of an object in a document. Names are separated by spaces. */
export interface FieldTable {
  /** Fields that a run reads, or that another part of it reports, and those that say nothing about a run. */
  readonly known: string;
  /** Fields that a run does not simulate, each with the end of the sentence that says so. */
  readonly unsimulated?: Readonly<Record<string, string>>;
  /** Values of such fields that say what a run does anyway. */
  readonly ordinary?: Readonly<Record<string, readonly unknown[]>>;
  /** What fields may hold: anything else is refused. */
  readonly values?: Readonly<Record<string, ValueKind>>;
  /** What stands in fields that are objects, or lists of objects. */
  readonly inside?: Readonly<Record<string, FieldTable>>;
  /** Whether other fields are reported elsewhere, or are of no interest. */
  readonly isOpen?: boolean;
}

/** Lists the names of all fields of a table. */
export function listNames({ known, unsimulated = {}, inside = {} }: FieldTable): string[] {
  return [...new Set([...known.split(/\s+/), ...Object.keys(unsimulated), ...Object.keys(inside)])].filter(Boolean);
}

/** Makes the sentences of fields that have the same reason. */
export function allWith(reason: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, reason]));
}
