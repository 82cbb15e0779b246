import type { LookupDocument } from '../../mapper2/lookups.ts';
import type { Scope } from '../../scope/scope.ts';
import type { CompileContext } from './compile-context.ts';
import { type CallSite, gatherSettings } from './create-options.ts';
import { readings } from './readings.ts';

/** A compiled lookup: a value for the one that is looked up. */
type FindValue = (value: unknown) => unknown;

/** A list of lookups in a document. */
interface WrittenLookups {
  readonly lookups: unknown;
  readonly scope: Scope;
}

/**
 * Compiles the lookups that mappings use: of several lists that have the same name, the first counts.
 * @param mappings the mappings, in which a lookup is named by an entry or an expression
 */
export function findLookups(
  { folder, libraries }: CompileContext,
  lists: readonly WrittenLookups[],
  mappings: object,
): ReadonlyMap<string, FindValue> {
  const found = new Map<string, FindValue>();
  const text = JSON.stringify(mappings);
  const sources = {
    caches: new Map(Object.entries(folder.lookupCaches)),
    tables: folder.simulation.lookups as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    isUsed: (name: string) => !found.has(name) && text.includes(JSON.stringify(name).slice(1, -1)),
  };
  for (const { lookups, scope } of lists) {
    if (!Array.isArray(lookups)) continue;
    if (lookups.some((one) => found.has(Object(one).name))) scope.rely(readings.lookupOfAdaptor);
    const compiled = libraries.mapper2?.compileLookups(lookups as LookupDocument[], scope, sources) ?? [];
    for (const [name, find] of compiled) found.set(name, find);
  }
  return found;
}

/** What mappings and expressions find around a record. */
export function compileSurroundings(context: CompileContext, site: CallSite, lookups: ReadonlyMap<string, FindValue>) {
  const { folder, libraries } = context;
  const { expressions, dates } = libraries;
  const connection = { _id: site.connection, name: folder.connections[site.connection ?? '']?.name };
  return {
    lookups,
    ...(dates && { dates }),
    ...(expressions && {
      compileExpression: (template: string, scope: Scope) =>
        expressions.compile(template, scope, { lookups, now: () => context.startedAt.getTime() }),
    }),
    surroundings: { settings: gatherSettings(context, site), connection },
  };
}
