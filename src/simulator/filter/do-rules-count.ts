import { suggest } from '../../shared/nearest.ts';
import type { Scope } from '../scope/scope.ts';
import { quoteValue } from './rule-place.ts';

/** The parts of a filter or a transformation that say whether its rules or its script count. */
export interface WithType {
  readonly type?: string | null | undefined;
  readonly script?: { readonly _scriptId?: string | null | undefined } | null | undefined;
}

const TYPES = ['expression', 'script'];

/** Whether the rules of a filter or a transformation count. What its type leaves without effect is warned of. */
export function doRulesCount(written: WithType, hasRules: boolean, scope: Scope): boolean {
  // The type null stands for none.
  const type = written.type ?? undefined;
  if (type === 'script') {
    if (!namesScript(written))
      scope.at('script').refuse('found no _scriptId, expected that of a script: the type is script');
    if (hasRules) scope.warn('found rules, which have no effect: the type is script');
    return false;
  }
  if (type !== 'expression' && type !== undefined) {
    scope.at('type').refuse(`found ${quoteValue(type)}, expected ${TYPES.join(' or ')}${suggest(String(type), TYPES)}`);
    return false;
  }
  if (!namesScript(written)) return true;
  if (type === 'expression' || hasRules) {
    scope.warn('found a script, which has no effect: the type is not script');
    return true;
  }
  scope.refuse('found a script and no type, expected the type script');
  return false;
}

/** Whether a script is named, whatever the type says. */
export function namesScript({ script }: WithType): boolean {
  return typeof script?._scriptId === 'string' && script._scriptId !== '';
}

/** Whether rules are absent, or an empty list or object, which the platform's documents have for none. */
export function isNothing(rules: unknown): boolean {
  return rules === undefined || rules === null || (typeof rules === 'object' && Object.keys(rules).length === 0);
}
