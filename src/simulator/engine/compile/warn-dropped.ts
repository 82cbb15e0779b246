import type { Scope } from '../../scope/scope.ts';
import { hasEffect, isSet } from '../../wiring/is-set.ts';

/** What a generator or a step of a flow has beside the document that it names. */
type WrittenUse = Readonly<Record<string, unknown>>;

/**
 * Warns of hooks and filters on a generator or a step: the platform takes them, drops them, and runs the flow without.
 * @param home the document that they belong to
 * @param kept the hook that the platform calls there
 */
export function warnDropped(written: WrittenUse, home: string, scope: Scope, kept?: string): void {
  const { hooks } = written;
  for (const [name, reference] of Object.entries(Object(hooks))) {
    if (name === kept || !isSet(reference)) continue;
    scope.at('hooks', name).warn(`found a hook, which the platform drops here; expected it on ${home}`);
  }
  for (const key of ['filter', 'inputFilter']) {
    if (!hasEffect(written[key])) continue;
    scope.at(key).warn(`found a filter, which the platform drops here; expected it on ${home}`);
  }
}
