import { listForms, mayNameSecret, REDACTED, redact } from '../../core/redact.ts';

/** Makes a function that redacts secrets in JSON data. It copies only values that may hold one: copying takes long. */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  // Shorter texts occur by chance.
  const known = secrets.filter(({ length }) => length > 5);
  // Longest first: a secret may be part of another.
  const forms = known.flatMap(listForms).sort((a, b) => b.length - a.length);
  const holds = (text: string) => forms.some((form) => text.includes(form));
  return (value) => {
    const json = JSON.stringify(value);
    if (!mayNameSecret(json) && !holds(json)) return value;
    // Copies objects that occur twice: the redaction writes them once.
    const redacted = redact(JSON.parse(json), known);
    const text = JSON.stringify(redacted);
    return holds(text) ? JSON.parse(text, (_, item) => withoutInNames(item, forms)) : redacted;
  };
}

/** A function may name a field by a secret. */
function withoutInNames(item: unknown, forms: readonly string[]): unknown {
  if (item !== Object(item) || Array.isArray(item)) return item;
  const blotted = (name: string) => forms.reduce((text, form) => text.replaceAll(form, REDACTED), name);
  return Object.fromEntries(Object.entries(item as object).map(([name, inner]) => [blotted(name), inner]));
}
