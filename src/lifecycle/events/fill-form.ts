import { fillFields } from '../fill-fields.ts';
import { findWrongValues, listFormFields, readFieldName } from '../find-wrong-values.ts';
import { EventFailed, type Life } from '../life.ts';
import type { LifeDocument } from '../life-facts.ts';

/** Values that the app file gives, with their place in it. */
export interface GivenValues {
  readonly values: LifeDocument;
  readonly path: readonly PropertyKey[] | undefined;
  /** Whether the app is expected to refuse them: then they may be such that the form does not offer. */
  readonly isRefused?: boolean;
}

/**
 * Shows a form to the customer, who fills it in, and returns what is submitted.
 * @param where names the form in messages: `the form step "Choose a currency"`
 * @throws EventFailed if a required field is left empty, and for a value that the form does not take
 */
export function fillForm(life: Life, form: unknown, given: GivenValues, where: string): LifeDocument {
  life.forms.push(form);
  const { values, empty, hidden } = fillFields(form, given.values);
  demandOffered(life, listFormFields(form), given, where, hidden);
  demandFilled(life, empty, where);
  life.values = { ...life.values, ...values };
  return values;
}

/**
 * Shows one of several forms to a customer whose values are for all of them: those for other forms are left out.
 * @throws EventFailed as `fillForm` does
 */
export function fillOwnFields(life: Life, form: unknown, given: GivenValues, where: string): LifeDocument {
  const names = listFormFields(form)?.map(readFieldName);
  const isOwn = ([name]: [string, unknown]) => names?.includes(name) ?? true;
  const values = Object.fromEntries(Object.entries(given.values).filter(isOwn));
  return fillForm(life, form, { ...given, values }, where);
}

/**
 * Demands that the customer can give some values. Fields that are not known take anything, hidden ones nothing.
 * @throws EventFailed that names the first field that is missing, or does not take its value
 */
export function demandOffered(
  life: Life,
  fields: readonly LifeDocument[] | undefined,
  { values, path, isRefused = false }: GivenValues,
  where: string,
  hidden: readonly LifeDocument[] = [],
): void {
  if (hidden.length > 0) life.rely('hiddenFields');
  const wrong = findWrongValues(fields ?? [], values, hidden).find(({ canBeSent }) => !(canBeSent && isRefused));
  if (fields && wrong) throw life.refuse(`${where}: ${wrong.message}`, path?.concat(wrong.name));
}

/** @throws EventFailed that names the required fields which are left empty, if there are any */
export function demandFilled(life: Life, empty: readonly string[], where: string): void {
  if (empty.length === 0) return;
  life.rely('requiredFields');
  const fields = empty.length === 1 ? `field ${empty[0]}` : `fields ${empty.join(', ')}`;
  throw new EventFailed(
    `found nothing in the required ${fields} of ${where}, expected a value: the customer cannot go on without it`,
  );
}
