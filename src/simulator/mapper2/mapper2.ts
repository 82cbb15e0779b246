import type { Scope } from '../scope/scope.ts';
import { isActive, isEntry } from './checked-entry.ts';
import type { Mapper2Entry } from './entry.ts';
import { compileEntry, compileFields } from './fields.ts';
import { Frame } from './frame.ts';
import type { Mapper2Settings, MappingLevel } from './mapping-level.ts';
import { readField } from './walk.ts';

export type { ArrayHelper, Mapper2Condition, Mapper2Entry } from './entry.ts';
export type { Mapper2Settings } from './mapping-level.ts';

/**
 * Compiles a mapping of Mapper 2.0. Results may share objects and lists with the record.
 * @param scope the place of the list of entries
 * @returns undefined for an empty list; else a function that throws a RecordFailure for a record that cannot be mapped
 */
export function compileMapper2(
  mappings: readonly Mapper2Entry[],
  scope: Scope,
  settings: Mapper2Settings = {},
): ((record: unknown) => object) | undefined {
  if (!Array.isArray(mappings)) {
    scope.refuse(`found ${JSON.stringify(mappings)}, expected a list of entries`);
    return undefined;
  }
  if (mappings.length === 0) return undefined;
  const level: MappingLevel = { settings, foci: [], slots: 0, output: [], paths: new Set() };
  const build = settings.writesRows ? compileRows(mappings, scope, level) : compileFields(mappings, scope, level);
  if (mappings.every((entry) => entry?.status === 'Draft')) {
    scope.warn('found drafts only, expected an entry with the status Active; the output is empty');
  }
  const checkInput = createInputCheck(level.paths, scope);
  return (record) => {
    checkInput(record);
    return build(new Frame(record));
  };
}

/** Compiles the one form of a mapping whose output is rows: an array of objects without a name. */
function compileRows(mappings: readonly Mapper2Entry[], scope: Scope, level: MappingLevel): (frame: Frame) => object {
  const active = [...mappings.entries()].filter(
    ([index, entry]) => isEntry(entry, scope.at(index)) && isActive(entry, scope.at(index)),
  );
  const [first] = active;
  if (!first) return () => [];
  const [index, entry] = first;
  if (active.length > 1 || entry.generate || entry.dataType !== 'objectarray') {
    const found = active.map((one) => one[1].generate || `an entry of dataType ${one[1].dataType}`).join(', ');
    const expected = 'one entry of dataType objectarray without generate, as the output of this import is rows';
    scope.refuse(`found ${found}, expected ${expected}`);
    return () => [];
  }
  const make = compileEntry(entry, scope.at(index), level);
  return (frame) => (make(frame) ?? []) as object;
}

/** Warns of a mapping that is written for another input: one that holds the record in a field of that name. */
function createInputCheck(paths: ReadonlySet<string>, scope: Scope): (record: unknown) => void {
  let isWritten = paths.size > 0 && [...paths].every((path) => path.startsWith('$.record.'));
  return (record) => {
    if (!isWritten || readField(record, 'record') !== undefined) return;
    isWritten = false;
    scope.warn(
      'found paths that all begin with $.record., but the record has no field record; write $.x for its field x',
    );
  };
}
