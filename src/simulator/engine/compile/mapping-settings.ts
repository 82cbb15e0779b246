import type { LookupDocument } from '../../mapper2/lookups.ts';
import type { Scope } from '../../scope/scope.ts';
import type { CompileContext } from './compile-context.ts';
import { type CallSite, gatherSettings } from './create-options.ts';

/** A compiled lookup: a value for the one that is looked up. */
type FindValue = (value: unknown) => unknown;

/** Compiles the lookups of a document: of several lists that name the same, the first counts. */
export function findLookups(
  { folder, libraries }: CompileContext,
  lists: readonly unknown[],
  scope: Scope,
): ReadonlyMap<string, FindValue> {
  const sources = {
    caches: new Map(Object.entries(folder.lookupCaches)),
    tables: folder.simulation.lookups as Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  };
  const found: LookupDocument[] = [];
  for (const list of lists.filter(Array.isArray) as LookupDocument[][]) {
    const taken = new Set(found.map(({ name }) => name));
    found.push(...list.filter(({ name }) => !taken.has(name)));
  }
  return libraries.mapper2?.compileLookups(found, scope.at('lookups'), sources) ?? new Map();
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
