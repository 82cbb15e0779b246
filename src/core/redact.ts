import { isObject, parse, stringify } from '../shared/intrinsics.ts';
import { createTextRedactor, REDACTED, SHORTEST } from '../shared/text-redactor.ts';

export { createTextRedactor, REDACTED };

/** Fields whose values are always secrets. */
const SECRET = /token$|password|secret|^encrypted$|^authorization$/i;

/** Finds the secrets of a call: its bearer token, and every text in its connection's encrypted part. */
export function findSecrets(options: unknown): string[] {
  return parseSecrets(collectSecrets(options));
}

/**
 * Collects the parts of the options that may hold secrets, as JSON. They are read before the call: the function can
 * change its options, and few calls log text.
 */
export function collectSecrets(options: unknown): string {
  const { bearerToken, connection } = Object(options);
  // By JSON, not by a recursion of ours: it ends even for cycles and very deep values.
  return stringify([bearerToken, connection?.encrypted]);
}

/** Parses the secrets out of the collected JSON. */
export function parseSecrets(json: string): string[] {
  const secrets: string[] = [];
  parse(json, (_, item) => {
    if (typeof item === 'string' && item.length >= SHORTEST) secrets.push(item);
  });
  return secrets;
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

/** Makes `redact` for several values with the same secrets: their forms are listed once, for the first long text. */
export function createRedactor(secrets: readonly string[]): <T>(value: T) => T {
  const redactText = createTextRedactor(secrets);
  return (value) => {
    const seen = new Set();
    const json = stringify(value, (key, item) => {
      if (SECRET.test(key)) return REDACTED;
      if (typeof item === 'bigint') return `${item}`;
      if (typeof item === 'string') return redactText(item);
      if (seen.has(item)) return '[see above]';
      if (isObject(item)) seen.add(item);
      return item instanceof Error ? { ...item, message: item.message, stack: item.stack, cause: item.cause } : item;
    });
    return parse(json);
  };
}
