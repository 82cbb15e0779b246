import { suggest } from '../../shared/nearest.ts';
import type { Scope } from '../scope/scope.ts';
import type { Mapper2Condition } from './entry.ts';
import type { Frame } from './frame.ts';
import type { MappingLevel } from './mapping-level.ts';
import { readings } from './readings.ts';

/** When an entry counts. */
export interface EntryCondition {
  /** Whether it only counts where its extract finds a value that is not empty. */
  readonly needsValue: boolean;
  /** Whether it counts for a record that the destination has, or lacks; undefined: for all. */
  readonly applies: ((frame: Frame) => boolean) | undefined;
}

const CONDITIONS = ['extract_not_empty', 'record_created', 'record_updated'];

/** Compiles the condition of an entry; one that depends on the destination is refused unless the settings know it. */
export function compileCondition(
  conditional: Mapper2Condition | null | undefined,
  scope: Scope,
  { settings: { isExisting } }: MappingLevel,
): EntryCondition {
  const when = conditional?.when ?? '';
  if (conditional && when === '') scope.rely(readings.noCondition);
  if (conditional?.lookupName)
    scope.at('conditional', 'lookupName').warn('found it, which has no effect: no condition of mappings asks a lookup');
  if (when === '' || when === 'extract_not_empty') return { needsValue: when !== '', applies: undefined };
  const always = { needsValue: false, applies: undefined };
  const place = scope.at('conditional', 'when');
  if (!CONDITIONS.includes(when)) {
    place.refuse(
      `found ${JSON.stringify(when)}, expected one of ${CONDITIONS.join(', ')}${suggest(String(when), CONDITIONS)}`,
    );
    return always;
  }
  if (!isExisting) {
    const way = 'give imports.ID.existing in simulation.yaml';
    place.refuse(`found ${when}, which depends on the destination; say which records it has: ${way}`);
    return always;
  }
  const wanted = when === 'record_updated';
  return { needsValue: false, applies: (frame) => isExisting(frame.input) === wanted };
}
