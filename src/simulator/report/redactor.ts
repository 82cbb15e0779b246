import { isSecretName, listForms, REDACTED, redact } from '../../core/redact.ts';

/** Makes what blots secrets out of JSON data. Only what may hold one is copied for it: that takes long. */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  // Shorter texts turn up by chance.
  const known = secrets.filter(({ length }) => length > 5);
  // The longest first: a secret may be part of another one.
  const forms = known.flatMap(listForms).sort((a, b) => b.length - a.length);
  const holds = (text: string) => forms.some((form) => text.includes(form));
  return (value) => {
    const json = JSON.stringify(value);
    if (!isSecretName(json) && !holds(json)) return value;
    // A copy without objects that stand in two places: they would be written once.
    const redacted = redact(JSON.parse(json), known);
    const text = JSON.stringify(redacted);
    return holds(text) ? JSON.parse(text, (_, item) => withoutInNames(item, forms)) : redacted;
  };
}

/** Functions may name a field by a secret. */
function withoutInNames(item: unknown, forms: readonly string[]): unknown {
  if (item !== Object(item) || Array.isArray(item)) return item;
  const blotted = (name: string) => forms.reduce((text, form) => text.replaceAll(form, REDACTED), name);
  return Object.fromEntries(Object.entries(item as object).map(([name, inner]) => [blotted(name), inner]));
}
