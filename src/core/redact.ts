import { isObject, parse, stringify } from '../shared/intrinsics.ts';
import { createTextRedactor, REDACTED, SHORTEST } from '../shared/text-redactor.ts';

export { createTextRedactor, REDACTED };

/** Fields whose values are always secrets. */
const SECRET = /token$|password|secret|^encrypted$|^authorization$/i;

/** Finds the secrets of a call: its bearer token, and every text in its connection's encrypted part. */
export function findSecrets(options: unknown): string[] {
  // A set grows while it is visited, and holds each value once: no recursion that depth or a cycle could break.
  const items = new Set<unknown>();
  try {
    const { bearerToken, connection } = Object(options);
    // Most calls have no connection: a set for each would take longer than the rest.
    if (!connection && typeof bearerToken === 'string') return bearerToken.length < SHORTEST ? [] : [bearerToken];
    items.add(bearerToken).add(connection?.encrypted);
    for (const item of items)
      if (isObject(item)) for (const key in item) items.add((item as Record<string, unknown>)[key]);
  } catch {
    // A getter threw: options that came over the wire have none.
  }
  return [...items].filter((item): item is string => typeof item === 'string' && item.length >= SHORTEST);
}

/** Whether a field of this name always holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** Whether a text may hold the name of a secret field. */
export function mayNameSecret(text: string): boolean {
  return /token|password|secret|encrypted|authorization/i.test(text);
}

/**
 * Makes a copy for the log: plain JSON data, without the values of secret fields and without the `secrets` in its
 * texts. Objects that occur several times, or within themselves, are written once.
 */
export function redact<T>(value: T, secrets: readonly string[]): T {
  return createRedactor(secrets)(value);
}

/** The end of a cut text that is left out: a secret may stand across the cut. */
const OVERLAP = 4096;

/**
 * Makes `redact` for several values with the same secrets: they are prepared once, for the first long text.
 * @param limit the most characters of a text; a longer one is cut, and says how long it was
 */
export function createRedactor(secrets: readonly string[], limit = Infinity): <T>(value: T) => T {
  const redactText = createTextRedactor(secrets);
  const redactStart = (text: string) =>
    text.length > limit
      ? `${redactText(text.slice(0, limit)).slice(0, -OVERLAP)} [cut: ${text.length} characters]`
      : redactText(text);
  return (value) => {
    const seen = new Set();
    const json = stringify(value, (key, item) => {
      if (SECRET.test(key)) return REDACTED;
      if (typeof item === 'bigint') return `${item}`;
      if (typeof item === 'string') return redactStart(item);
      if (seen.has(item)) return '[see above]';
      if (isObject(item)) seen.add(item);
      return item instanceof Error ? { ...item, message: item.message, stack: item.stack, cause: item.cause } : item;
    });
    return parse(json);
  };
}
