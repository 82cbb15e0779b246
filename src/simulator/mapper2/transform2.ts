import { isArray } from '../../shared/intrinsics.ts';
import { suggest } from '../../shared/nearest.ts';
import { getOwn, setOwn } from '../../shared/own-property.ts';
import { RecordFailure } from '../scope/record-failure.ts';
import type { Scope } from '../scope/scope.ts';
import type { Mapper2Entry } from './entry.ts';
import { compileLookups, type LookupDocument, type LookupSources } from './lookups.ts';
import { compileMapper2 } from './mapper2.ts';
import type { Mapper2Settings } from './mapping-level.ts';
import { readings } from './readings.ts';

/** The rules of a Transformation 2.0, as the platform stores them in `rulesTwoDotZero`. */
export interface Transform2Document {
  readonly mode?: string | null | undefined;
  readonly mappings?: readonly Mapper2Entry[] | null | undefined;
  readonly lookups?: readonly LookupDocument[] | null | undefined;
}

/** What a transformation needs beside its document. */
export interface Transform2Settings extends Mapper2Settings {
  /** The data of the document's lookups, if they are not compiled already. */
  readonly sources?: LookupSources | undefined;
}

const MODES = ['create', 'modify'];

/**
 * Compiles a Transformation 2.0. In mode create the result holds what is mapped only; in mode modify the fields of the
 * record stay, and mapped ones replace those of the same name.
 * @returns undefined without mappings; else a function that throws a RecordFailure `transformation`
 */
export function compileTransform2(
  document: Transform2Document,
  scope: Scope,
  settings: Transform2Settings = {},
): ((record: unknown) => object) | undefined {
  const { mode, mappings, lookups } = document;
  if (mode && !MODES.includes(mode)) {
    scope.at('mode').refuse(`found ${JSON.stringify(mode)}, expected create or modify${suggest(String(mode), MODES)}`);
  }
  const map = compileMapper2(mappings ?? [], scope.at('mappings'), {
    ...settings,
    lookups: settings.lookups ?? compileOwnLookups(lookups ?? [], scope, settings),
    source: 'transformation',
  });
  if (map && !mode) scope.rely(readings.noMode);
  if (!map || mode !== 'modify') return map;
  return (record) => {
    if (!isPlain(record)) {
      const message = 'found rows or no object, expected a record in mode modify; use mode create, or a script';
      throw new RecordFailure('transformation', 'mapping_error', message);
    }
    const changed = { ...record };
    for (const [name, value] of Object.entries(map(record))) {
      if (losesFields(getOwn(record, name), value)) scope.rely(readings.modifyReplaces);
      setOwn(changed, name, value);
    }
    return changed;
  };
}

function compileOwnLookups(lookups: readonly LookupDocument[], scope: Scope, { sources }: Transform2Settings) {
  return compileLookups(lookups, scope.at('lookups'), sources ?? { caches: new Map(), tables: {} });
}

/** Whether a merge would keep fields of an object that its replacement lacks. */
function losesFields(before: unknown, after: unknown): boolean {
  if (!isPlain(before) || !isPlain(after)) return false;
  return Object.entries(before).some(([name, value]) => {
    return !Object.hasOwn(after, name) || losesFields(value, getOwn(after, name));
  });
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isArray(value);
}
