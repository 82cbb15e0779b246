import { createTextRedactor, mayNameSecret, redact } from '../../core/redact.ts';

/** Makes a function that redacts secrets in JSON data. It copies only values that may hold one: copying takes long. */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  // Shorter texts occur by chance.
  const known = secrets.filter(({ length }) => length > 5);
  const redactText = createTextRedactor(known);
  const holds = (text: string) => redactText(text) !== text;
  return (value) => {
    const json = JSON.stringify(value);
    if (!mayNameSecret(json) && !holds(json)) return value;
    // Copies objects that occur twice: the redaction writes them once.
    const redacted = redact(JSON.parse(json), known);
    const text = JSON.stringify(redacted);
    return holds(text) ? JSON.parse(text, (_, item) => redactNames(item, redactText)) : redacted;
  };
}

/** A function may name a field by a secret. */
function redactNames(item: unknown, redactText: (text: string) => string): unknown {
  if (item !== Object(item) || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item as object).map(([name, inner]) => [redactText(name), inner]));
}
