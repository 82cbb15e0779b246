import { isArray } from '../../shared/intrinsics.ts';
import type { FieldWatch } from '../scope/field-watch.ts';
import { compilePlan, makeEmpty } from './assemble.ts';
import { yieldsToOthers } from './condition.ts';
import type { Mapper1Settings } from './document.ts';
import type { Mapper1Entry } from './entry.ts';
import { ListLevels, type MappingFrame } from './levels.ts';
import { isJsonPath } from './path.ts';
import { type PlannedEntry, planEntries } from './plan.ts';
import { compileSource, type ExtractSource } from './source.ts';
import { compileValue } from './value.ts';

/**
 * Compiles entries into a function that makes a new object of a record, or a list where the targets begin with one.
 * Its results may share values with the record. It throws a RecordFailure, source `mapping`.
 * @param isWatched whether the run warns of an entry's path that no record has
 */
export function compileEntries(
  entries: readonly Mapper1Entry[],
  settings: Mapper1Settings,
  isWatched: (entry: Mapper1Entry) => boolean = () => true,
): (record: unknown) => object {
  const levels = new ListLevels();
  const watches: FieldWatch[] = [];
  const planned = entries.map((entry): PlannedEntry => {
    const source = compileSource(entry, levels, settings);
    const watch = isPath(entry, source) && isWatched(entry) ? entry.scope.at('extract').watch(source.path) : undefined;
    if (watch) watches.push(watch);
    return { entry, source, read: compileValue(entry, source, settings, watch) };
  });
  const plan = planEntries(planned, levels);
  if (!plan) return () => ({});
  const build = compilePlan(plan, levels);
  const frame: MappingFrame = { record: undefined, rows: [], bound: [], indices: [] };
  return (record) => {
    frame.record = record;
    frame.rows = isArray(record) ? record : [record];
    frame.bound[0] = frame.rows[0];
    const mapped = build(frame) ?? makeEmpty(plan);
    for (const watch of watches) if (!watch.isFound) watch.note(record, undefined);
    return mapped as object;
  };
}

/** Whether an entry reads a path in each record. */
function isPath(entry: Mapper1Entry, source: ExtractSource): boolean {
  const { extract } = entry;
  return (
    extract !== '' && !source.isLiteral && !extract.includes('{{') && !isJsonPath(extract) && !yieldsToOthers(entry)
  );
}
