import type { Reading, Scope } from '../scope/scope.ts';
import type { OutputType } from './conversions.ts';
import { compileLiteral } from './literal.ts';
import { readings } from './readings.ts';

/** Whether a single value is empty, as conditions and defaults have it. */
export function isEmpty(value: unknown): value is undefined | null | '' {
  return value === undefined || value === null || value === '';
}

/** What an entry says about empty values. */
export interface EmptyRule {
  readonly needsValue: boolean;
  readonly default: unknown;
  readonly type: OutputType;
  /** What decides without condition and default. */
  readonly reading: Reading;
}

/**
 * Compiles what becomes of an empty value: no field by the condition, the default, or the value as it is.
 * @returns a function that gives undefined for no field
 */
export function compileEmpty(rule: EmptyRule, scope: Scope): (value: unknown) => unknown {
  const { needsValue, default: fallback, type, reading } = rule;
  const hasDefault = fallback !== undefined;
  const takeDefault = hasDefault ? compileLiteral(fallback, 'default', type, scope) : undefined;
  if (needsValue) {
    return () => {
      scope.rely(readings.conditionLeavesField);
      if (hasDefault) scope.rely(readings.conditionBeforeDefault);
      return undefined;
    };
  }
  if (takeDefault) return takeDefault;
  return (value) => {
    scope.rely(reading);
    return value;
  };
}
