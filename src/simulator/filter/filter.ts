import { stringify } from '../../shared/intrinsics.ts';
import { suggest } from '../../shared/nearest.ts';
import type { Scope } from '../scope/scope.ts';
import type { TestRecord } from './compile-comparison.ts';
import { compileRule } from './compile-rule.ts';
import type { FilterSettings } from './filter-settings.ts';
import { readings } from './readings.ts';
import { quoteValue, type RulePlace, ruleAt } from './rule-place.ts';

export type { FilterPage, FilterSettings } from './filter-settings.ts';

/** The filter of an export, import or branch, as the platform's documents have it. */
export interface FilterDocument {
  readonly type?: string;
  readonly expression?: { readonly version?: string; readonly rules?: unknown };
  readonly script?: { readonly _scriptId?: string; readonly function?: string };
  readonly rules?: unknown;
  readonly version?: string;
}

/** A filter that is a script's function. */
export interface ScriptFilterDocument extends FilterDocument {
  readonly script: { readonly _scriptId: string; readonly function?: string };
}

const TYPES = ['expression', 'script'];

/** Whether a filter is a script's function. Its `type` decides, as on the platform. */
export function isScriptFilter(filter: FilterDocument | undefined): filter is ScriptFilterDocument {
  return filter?.type === 'script' && isNamed(filter.script);
}

/**
 * Compiles the rules of a filter by the platform's grammar; undefined if everything passes, and for a filter of type
 * script. What cannot be simulated is refused.
 * @returns whether a record passes; it throws RecordFailure for a value that cannot be converted
 */
export function compileFilter(
  filter: FilterDocument | undefined,
  scope: Scope,
  settings: FilterSettings,
): TestRecord | undefined {
  if (!filter || !isExpression(filter, scope)) return undefined;
  const found = findRules(filter, scope);
  if (!found) return undefined;
  let { rules } = found;
  let place: RulePlace = { scope: scope.at(...found.keys), rule: 'rules', settings };
  if (!Array.isArray(rules)) {
    place.scope.refuse(`found ${quoteValue(rules)}, expected a list such as ["and", RULE, RULE]`);
    return undefined;
  }
  if (rules.length === 1 && Array.isArray(rules[0])) {
    place.scope.warn(`found a list around the rules, expected them alone: ${quoteValue(rules[0])}`);
    place = ruleAt(place, 0);
    [rules] = rules;
    if (isNothing(rules)) return undefined;
  }
  return compileRule(rules, place).test;
}

/** Whether the rules of a filter count. What its type leaves without effect is warned of. */
function isExpression(filter: FilterDocument, scope: Scope): boolean {
  const { type, script } = filter;
  const isRuled = hasRules(filter);
  if (type === 'script') {
    if (!isNamed(script))
      scope.at('script').refuse('found no _scriptId, expected that of a script: the type is script');
    if (isRuled) scope.warn('found rules, which have no effect: the type is script');
    return false;
  }
  // The type null stands for none.
  if (type !== 'expression' && (type ?? undefined) !== undefined) {
    scope.at('type').refuse(`found ${quoteValue(type)}, expected ${TYPES.join(' or ')}${suggest(String(type), TYPES)}`);
    return false;
  }
  if (!isNamed(script)) return true;
  if (type === 'expression' || isRuled) {
    scope.warn('found a script, which has no effect: the type is not script');
    return true;
  }
  scope.refuse('found a script and no type, expected the type script');
  return false;
}

/** Whether a filter has rules, whatever its type. */
export function hasRules({ expression, rules }: FilterDocument): boolean {
  return !isNothing(expression?.rules) || !isNothing(rules);
}

/** Finds the rules that count, and their place: those of the expression, else those beside it. */
function findRules({ type, expression, rules, version }: FilterDocument, scope: Scope) {
  if (!isNothing(expression?.rules)) {
    checkVersion(expression?.version, scope.at('expression', 'version'));
    if (!isNothing(rules) && stringify(rules) !== stringify(expression?.rules)) {
      scope.at('rules').warn('found rules that differ from those of the expression, which alone count');
    }
    return { rules: expression?.rules, keys: ['expression', 'rules'] };
  }
  if (isNothing(rules)) return undefined;
  checkVersion(version, scope.at('version'));
  if (type === 'expression' || expression) scope.rely(readings.rulesBesideExpression);
  return { rules, keys: ['rules'] };
}

function checkVersion(version: unknown, scope: Scope): void {
  if (version !== undefined && String(version) !== '1')
    scope.refuse(`found version ${quoteValue(version)}, expected "1"`);
}

/** Whether rules are absent, or an empty list or object, which the platform's documents have for none. */
function isNothing(rules: unknown): boolean {
  return rules === undefined || rules === null || (typeof rules === 'object' && Object.keys(rules).length === 0);
}

function isNamed(script: FilterDocument['script']): boolean {
  return typeof script?._scriptId === 'string' && script._scriptId !== '';
}
