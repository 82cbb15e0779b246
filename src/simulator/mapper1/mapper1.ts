import type { Scope } from '../scope/scope.ts';
import { compileEntries } from './compile-entries.ts';
import type { Mapper1Document, Mapper1Settings } from './document.ts';
import { listEntries } from './entry.ts';

export type { Mapper1Document, Mapper1Field, Mapper1List, Mapper1Settings } from './document.ts';

/**
 * Compiles a mapping of the platform's Mapper 1.0. The function maps a record, or a group of rows, to a new object; it
 * throws a RecordFailure, source `mapping` or `lookup`.
 * @returns undefined where there is nothing to map, so that records go as they are
 */
export function compileMapper1(
  mapping: Mapper1Document,
  scope: Scope,
  settings: Mapper1Settings = {},
): ((record: unknown) => object) | undefined {
  const entries = listEntries(mapping, scope);
  return entries.length === 0 ? undefined : compileEntries(entries, settings);
}
