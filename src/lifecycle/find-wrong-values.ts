import { findNearest } from '../shared/nearest.ts';
import type { LifeDocument } from './life-facts.ts';

/** A value that no customer can give: there is no such field, or the field does not take it. */
export interface WrongValue {
  /** The name of the field, as it was given. */
  readonly name: string;
  /** Whether a request that passes the form by can send it all the same. */
  readonly canBeSent: boolean;
  /** What was found, and what was expected. */
  readonly message: string;
}

/** Lists the fields of a form of 2.0, or of a step; undefined for a form that does not say which ones it has. */
export function listFormFields(form: unknown): LifeDocument[] | undefined {
  const { fieldMap } = Object(form);
  return isObject(fieldMap) ? Object.values(fieldMap).filter(isObject) : undefined;
}

/** Lists the fields in the sections of the settings of 1.0, at any depth; undefined if there are none. */
export function listSettingFields(settings: unknown): LifeDocument[] | undefined {
  const visit = (part: unknown): LifeDocument[] => {
    if (Array.isArray(part)) return part.flatMap(visit);
    if (!isObject(part)) return [];
    const own = Array.isArray(part.fields) ? part.fields.filter(isObject) : [];
    return [...own, ...Object.values(part).flatMap(visit)];
  };
  const fields = visit(settings);
  return fields.length > 0 ? fields : undefined;
}

/** The name by which the value of a field is given. */
export function readFieldName({ name, id }: LifeDocument): string {
  return String(name ?? id);
}

/**
 * Finds the values for which there is no field, and those that their fields do not offer.
 * @param hidden the fields that the customer does not see; another field of the same name may be shown
 */
export function findWrongValues(
  fields: readonly LifeDocument[],
  given: LifeDocument,
  hidden: readonly LifeDocument[] = [],
): WrongValue[] {
  const names = fields.map(readFieldName);
  return Object.entries(given).flatMap(([name, value]): WrongValue[] => {
    const named = fields.filter((field) => readFieldName(field) === name);
    if (named.length === 0) {
      const expected = findNearest(name, names) ?? (names.length > 0 ? `one of ${names.join(', ')}` : 'none');
      return [{ name, canBeSent: false, message: `found the unknown field "${name}", expected ${expected}` }];
    }
    const shown = named.filter((field) => !hidden.includes(field));
    if (shown.length === 0) {
      const message = `found a value for the hidden field ${name}, expected none: the customer does not see it`;
      return [{ name, canBeSent: true, message }];
    }
    const expected = shown.map((field) => describeOffer(field, value)).find((one) => one !== undefined);
    if (expected === undefined) return [];
    return [
      { name, canBeSent: true, message: `found ${JSON.stringify(value)} in the field ${name}, expected ${expected}` },
    ];
  });
}

/** The types of fields that take nothing but one of their options, or a list of those. */
const CHOICES: ReadonlyMap<unknown, 'one' | 'many'> = new Map([
  ['select', 'one'],
  ['radiogroup', 'one'],
  ['radio', 'one'],
  ['multiselect', 'many'],
]);

/** Describes what a field takes in the place of a value; undefined if it takes it. */
export function describeOffer(field: LifeDocument, value: unknown): string | undefined {
  const { type, options, multiselect, multiple } = field;
  if (isLeftOut(value)) return undefined;
  if (type === 'checkbox' || type === 'toggle') return typeof value === 'boolean' ? undefined : 'true or false';
  const takes = CHOICES.get(type);
  if (takes === undefined) return undefined;
  const isMany = takes === 'many' || multiselect === true || multiple === true;
  if (Array.isArray(value) !== isMany) return isMany ? 'a list of options' : 'one option, no list';
  const offered = listOptions(options);
  const wrong = offered && [value].flat().find((one) => !offered.includes(one));
  if (!offered || wrong === undefined) return undefined;
  if (offered.length === 0) return 'nothing: the field has no options';
  const texts = offered.map(String);
  return findNearest(String(wrong), texts) ?? `one of ${texts.join(', ')}`;
}

/**
 * Lists the values of options: `[{ items: [value, { label, value }] }]` in 2.0, `[value, [value, label]]` in 1.0, and
 * `{ id, text }` in either. Undefined if one of them is written in another way.
 */
function listOptions(options: unknown = []): unknown[] | undefined {
  if (!Array.isArray(options)) return undefined;
  const values: unknown[] = [];
  for (const option of options) {
    const { items, value, id } = Object(option);
    if (Array.isArray(option)) values.push(option[0]);
    else if (Array.isArray(items)) {
      const inner = listOptions(items);
      if (!inner) return undefined;
      values.push(...inner);
    } else if (!isObject(option)) values.push(option);
    else if ((value ?? id) === undefined) return undefined;
    else values.push(value ?? id);
  }
  return values;
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isObject(value: unknown): value is LifeDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
