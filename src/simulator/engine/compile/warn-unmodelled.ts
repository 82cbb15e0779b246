import type { Scope } from '../../scope/scope.ts';

/** Fields of exports that have no effect here, by their path: of those at the beginning of a flow, and of lookups. */
const FIELDS: Readonly<Record<'exports' | 'lookups', readonly string[]>> = {
  exports: [
    ...['file.filter', 'file.json.resourcePath', 'file.xml.resourcePath', 'file.csv.keyColumns'],
    ...['file.csv.disableQuoteAndStripEnclosingQuotes', 'valueDelta'],
  ],
  lookups: ['dataURITemplate', 'file.filter', 'file.json.resourcePath', 'file.xml.resourcePath', 'valueDelta'],
};

/** Warns of each field that is set and has no effect in a simulated run. */
export function warnUnmodelled(
  document: Readonly<Record<string, unknown>>,
  kind: keyof typeof FIELDS,
  scope: Scope,
): void {
  for (const path of FIELDS[kind]) {
    const keys = path.split('.');
    const value = keys.reduce<unknown>((from, key) => Object(from)[key], document);
    if (isSet(value)) scope.at(...keys).warn(`found ${keys.at(-1)}; it has no effect in a simulated run`);
  }
}

/** Empty objects and lists are common in documents, and mean that nothing is set. */
function isSet(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
