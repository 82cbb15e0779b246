import { getOwn } from '../../shared/own-property.ts';
import type { RulesDocument } from '../flow/documents.ts';

/** Whether a value says anything: the platform writes null, empty texts, objects and lists for nothing. */
export function isSet(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isSet);
  return value !== undefined && value !== null && value !== '';
}

/** Whether a value refers to a function: of a script, of a stack, or in NetSuite. */
export function isReference(value: unknown): boolean {
  return ['_scriptId', '_stackId', 'function', 'fileInternalId'].some((key) => isSet(getOwn(value, key)));
}

/** Whether a filter or a transformation has rules, whatever its type. */
export function hasRules(rules: RulesDocument | null | undefined): boolean {
  const { expression, rules: beside } = rules ?? {};
  const { mappings } = Object(expression?.rulesTwoDotZero);
  return [expression?.rules, mappings, beside].some(isSet);
}

/** Whether a filter or a transformation does anything. */
export function hasEffect(rules: unknown): boolean {
  return hasRules(rules as RulesDocument) || isSet(getOwn(getOwn(rules, 'script'), '_scriptId'));
}
