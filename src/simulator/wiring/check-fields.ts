import { EXPORT, LOOKUP } from '../fields/export-fields.ts';
import type { FieldTable } from '../fields/field-table.ts';
import { FLOW } from '../fields/flow-fields.ts';
import { IMPORT } from '../fields/import-fields.ts';
import { inspectFields } from '../fields/inspect-fields.ts';
import { CONNECTION, SCRIPT, STACK } from '../fields/other-fields.ts';
import { listGeneratorUses } from './flow-uses.ts';
import type { WiringContext, WiringPlace } from './wiring-place.ts';

/** Finds fields whose names are documented ones in other letters, which the platform would drop. */
export function checkFields(context: WiringContext): void {
  const { folder, placeOf } = context;
  if (folder.isShort) return;
  const generators = new Set(listGeneratorUses(context).map(({ id }) => id));
  checkDocument(folder.flow, FLOW, placeOf('flow'));
  for (const [id, document] of Object.entries(folder.exports))
    checkDocument(document, generators.has(id) ? EXPORT : LOOKUP, placeOf('exports', id));
  const others = { imports: IMPORT, connections: CONNECTION, scripts: SCRIPT, stacks: STACK } as const;
  for (const kind of ['imports', 'connections', 'scripts', 'stacks'] as const)
    for (const [id, document] of Object.entries(folder[kind])) checkDocument(document, others[kind], placeOf(kind, id));
}

function checkDocument(document: object, table: FieldTable, place: WiringPlace): void {
  for (const { keys, kind, meant } of inspectFields(document, table)) {
    // Other rules know the hooks of each document.
    if (meant === undefined || keys.at(-2) === 'hooks') continue;
    const rule = kind === 'misspelt' ? 'misspelt-field' : 'unknown-field';
    place.at(...keys).note(rule, `the field ${String(keys.at(-1))}`, meant);
  }
}
