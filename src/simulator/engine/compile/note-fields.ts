import type { FieldTable } from '../../fields/field-table.ts';
import { inspectFields } from '../../fields/inspect-fields.ts';
import type { Scope } from '../../scope/scope.ts';

/**
 * Says of each field of a document that a run does not simulate. Warns of those whose name is misspelt, and refuses
 * those whose value is of another kind.
 */
export function noteFields(document: object, table: FieldTable, scope: Scope): void {
  for (const { keys, kind, message } of inspectFields(document, table)) {
    const own = scope.at(...keys);
    if (kind === 'wrong') own.refuse(message);
    else if (kind === 'misspelt' || kind === 'near') own.warn(message);
    else own.omit(message);
  }
}
