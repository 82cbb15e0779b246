import { readFieldName as readName } from './find-wrong-values.ts';
import type { LifeDocument } from './life-facts.ts';

/** The values of a form as the customer submits it, and what keeps them from it. */
export interface FilledForm {
  /** The fields that the customer does not see, as the values are. */
  readonly hidden: readonly LifeDocument[];
  /** The values by the names of the fields; one that was not filled in has its defaultValue. */
  readonly values: LifeDocument;
  /** The names of the required fields without a value, in the order of the form. */
  readonly empty: readonly string[];
}

/**
 * Fills the fields of a form of 2.0, or of a step.
 * @param form what a function or the author wrote: `{ fieldMap }`, or anything else, which has no fields
 */
export function fillFields(form: unknown, given: LifeDocument): FilledForm {
  const fields = Object.values(Object(Object(form).fieldMap)).filter(isObject);
  const defaults = fields.flatMap((field): [string, unknown][] =>
    field.defaultValue === undefined ? [] : [[readName(field), field.defaultValue]],
  );
  const values = { ...Object.fromEntries(defaults), ...given };
  const byId = new Map(fields.map((field) => [field.id, values[readName(field)]]));
  const empty = fields.filter((field) => isDemanded(field, byId) && isEmpty(values[readName(field)]));
  return { hidden: fields.filter((field) => !isShown(field, byId)), values, empty: empty.map(readName) };
}

/** Lists the required fields of 1.0 without a value, in those lists of fields in which the customer saves one. */
export function listEmptySettings(part: unknown, given: LifeDocument): string[] {
  if (Array.isArray(part)) return part.flatMap((element: unknown) => listEmptySettings(element, given));
  if (!isObject(part)) return [];
  const fields = Array.isArray(part.fields) ? part.fields.filter(isObject) : [];
  const isSaved = fields.some((field) => Object.hasOwn(given, readName(field)));
  const empty = fields.filter((field) => {
    const { required, value, defaultValue } = field;
    const name = readName(field);
    const own = Object.hasOwn(given, name) ? given[name] : (value ?? defaultValue);
    return isSaved && required === true && isShownSetting(field) && isEmpty(own);
  });
  return [...empty.map(readName), ...listEmptySettings(part.sections, given)];
}

type Values = ReadonlyMap<unknown, unknown>;

/** Whether a field is shown and required: each by itself, or by conditions on the values of other fields. */
function isDemanded(field: LifeDocument, values: Values): boolean {
  return (
    isShown(field, values) && (meets(field.requiredWhen, field.requiredWhenAll, values) ?? field.required === true)
  );
}

function isShown(field: LifeDocument, values: Values): boolean {
  return meets(field.visibleWhen, field.visibleWhenAll, values) ?? field.visible !== false;
}

/** Whether a field of the settings of 1.0 is on the page. */
export function isShownSetting({ visible, hidden }: LifeDocument): boolean {
  return visible !== false && hidden !== true;
}

/** Whether one of some conditions holds, and all of others; undefined if there are none. */
function meets(any: unknown, all: unknown, values: Values): boolean | undefined {
  const [some, every] = [any, all].map((list) => (Array.isArray(list) ? list.filter(isObject) : [])) as [
    LifeDocument[],
    LifeDocument[],
  ];
  if (some.length + every.length === 0) return undefined;
  const holds = (one: LifeDocument) => holdsFor(one, values.get(one.field));
  return (some.length === 0 || some.some(holds)) && every.every(holds);
}

function holdsFor({ is, isNot }: LifeDocument, value: unknown): boolean {
  const names = (list: unknown) => Array.isArray(list) && list.some((one) => (Object(one).value ?? one) === value);
  return (is === undefined || names(is)) && !names(isNot);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isObject(value: unknown): value is LifeDocument {
  return typeof value === 'object' && value !== null;
}
