import { createTextRedactor, mayNameSecret, redact } from '../../core/redact.ts';
import { createSecretSearch } from '../../shared/text-redactor.ts';

/**
 * Makes a function that redacts secrets in JSON data. It copies only values that may hold one: copying takes long.
 * @param listParts lists the parts of an element of a list that are searched; default: the element. Elements that share
 * a part have it searched once.
 */
export function createRedactor<P>(
  secrets: readonly string[],
  listParts?: (element: P) => Iterable<unknown>,
): <T>(value: T) => T {
  // Shorter texts occur by chance.
  const known = secrets.filter(({ length }) => length > 5);
  const redactText = createTextRedactor(known);
  const holds = createSecretSearch(known);
  const mayHold = (json: string) => mayNameSecret(json) || holds(json);
  const redactOne = <T>(value: T): T => {
    const json = JSON.stringify(value);
    if (!mayHold(json)) return value;
    // Copies objects that occur twice: the redaction writes them once.
    const redacted = redact(JSON.parse(json), known);
    const text = JSON.stringify(redacted);
    return holds(text) ? JSON.parse(text, (_, item) => redactNames(item, redactText)) : redacted;
  };
  return (value) => {
    if (!Array.isArray(value)) return redactOne(value);
    const chunks = Array.from({ length: Math.ceil(value.length / CHUNK) }, (_, at) =>
      value.slice(at * CHUNK, (at + 1) * CHUNK),
    );
    const toText = (chunk: readonly P[]) =>
      JSON.stringify(listParts ? [...new Set(chunk.flatMap((one) => [...listParts(one)]))] : chunk);
    return chunks.flatMap((chunk) => (mayHold(toText(chunk)) ? chunk.map(redactOne) : chunk)) as typeof value;
  };
}

/** The values of a list that are searched at once: most hold no secret, and one search of all takes less time. */
const CHUNK = 100;

/** A function may name a field by a secret. */
function redactNames(item: unknown, redactText: (text: string) => string): unknown {
  if (item !== Object(item) || Array.isArray(item)) return item;
  return Object.fromEntries(Object.entries(item as object).map(([name, inner]) => [redactText(name), inner]));
}
