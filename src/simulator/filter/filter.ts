import { stringify } from '../../shared/intrinsics.ts';
import type { Scope } from '../scope/scope.ts';
import type { TestRecord } from './compile-comparison.ts';
import { compileRule } from './compile-rule.ts';
import { doRulesCount, isNothing, namesScript } from './do-rules-count.ts';
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

/** Whether a filter is a script's function. Its `type` decides, as on the platform. */
export function isScriptFilter(filter: FilterDocument | undefined): filter is ScriptFilterDocument {
  return filter?.type === 'script' && namesScript(filter);
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
  if (!filter) return undefined;
  if (!doRulesCount(filter, hasRules(filter), scope)) return undefined;
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
