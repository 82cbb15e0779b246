import { isArray, stringify } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import { compileEntries } from './compile-entries.ts';
import { listFieldEntries, refuseSettings } from './entry.ts';

/**
 * Compiles the rules of a Transformation 1.0: a list whose first element lists `{extract, generate}`. The function
 * makes a new object of a record or of a group of rows; only the generated fields are in it.
 * @returns undefined where there is nothing to transform
 */
export function compileTransform1(rules: unknown, scope: Scope): ((record: unknown) => object) | undefined {
  if (rules === undefined || rules === null) return undefined;
  if (!isArray(rules)) {
    scope.refuse(`found ${stringify(rules)}, expected a list in a list: [[{ extract, generate }]]`);
    return undefined;
  }
  const [first, ...others] = rules;
  if (first === undefined || first === null) return undefined;
  if (!isArray(first)) {
    scope.at(0).refuse(`found ${stringify(first)}, expected a list of { extract, generate } within the list`);
    return undefined;
  }
  if (others.some((other) => !isArray(other) || other.length > 0)) {
    scope.at(1).warn(`found a list of rules after the first, which has no effect; expected one list of rules`);
  }
  const entries = listFieldEntries(first, scope.at(0));
  for (const entry of entries) refuseSettings(entry, 'a transformation');
  return entries.length === 0 ? undefined : compileEntries(entries, {});
}
