import { stringify } from '../../shared/intrinsics.ts';
import { RecordFailure } from '../scope/record-failure.ts';
import type { Scope } from '../scope/scope.ts';
import type { FilterSettings } from './filter-settings.ts';

/** The place of a rule, or of a part of one, where it is compiled. */
export interface RulePlace {
  readonly scope: Scope;
  /** The rule, as errors of records name it: `rules[1]`. */
  readonly rule: string;
  readonly settings: FilterSettings;
}

/** Makes the place of a part of a rule. */
export function placeAt(place: RulePlace, index: number): RulePlace {
  return { ...place, scope: place.scope.at(index) };
}

/** Makes the place of a rule within a rule. */
export function ruleAt(place: RulePlace, index: number): RulePlace {
  return { ...placeAt(place, index), rule: `${place.rule}[${index}]` };
}

/** Formats a value for a message, on one line of at most 60 characters. */
export function quoteValue(value: unknown): string {
  const text = String(stringify(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Makes the error of a record on which a rule fails. */
export function createFilterFailure({ rule, settings }: RulePlace, message: string): RecordFailure {
  return new RecordFailure(settings.source, 'filter_error', `${rule}: ${message}`);
}
