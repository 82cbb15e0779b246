import { fillFields } from '../fill-fields.ts';
import { EventFailed, type Life } from '../life.ts';
import type { LifeDocument } from '../life-facts.ts';

/**
 * Shows a form to the customer, who fills it in, and returns what is submitted.
 * @param where names the form in messages: `the form step "Choose a currency"`
 * @throws EventFailed if a required field is left empty
 */
export function fillForm(life: Life, form: unknown, given: LifeDocument, where: string): LifeDocument {
  life.forms.push(form);
  const { values, empty } = fillFields(form, given);
  demandFilled(life, empty, where);
  life.values = { ...life.values, ...values };
  return values;
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
