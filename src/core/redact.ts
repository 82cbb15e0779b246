import { isObject, parse, stringify } from '../shared/intrinsics.ts';

/** The text that replaces a secret. */
export const REDACTED = '[redacted]';

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
  // At any depth: JSON's own visit ends where a recursion of ours may not.
  return stringify([bearerToken, connection?.encrypted]);
}

/** Parses the secrets out of the collected JSON. */
export function parseSecrets(kept: string): string[] {
  const secrets: string[] = [];
  parse(kept, (_, item) => {
    // Shorter texts occur by chance: redacting them would leave no readable line.
    if (typeof item === 'string' && item.length > 5) secrets.push(item);
  });
  return secrets;
}

/** Whether a text may hold the name of a secret field. */
export function isSecretName(text: string): boolean {
  return /token|password|secret|encrypted|authorization/i.test(text);
}

/**
 * Lists the forms in which a secret may occur in a text: as it is, in JSON, in JSON within JSON, in a URL, in a form,
 * anywhere in base64.
 */
export function listForms(secret: string): string[] {
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.from(' '.repeat(before) + secret).toString('base64');
    // Drops the characters that depend on the neighbours of the secret.
    return encoded.replace(/.=+$/, '').slice(before && before + 1);
  });
  const inJson = (text: string) => stringify(text).slice(1, -1);
  const form = `${new URLSearchParams({ _: secret })}`.slice(2);
  return [secret, inJson(secret), inJson(inJson(secret)), encodeURIComponent(secret.toWellFormed()), form, ...base64];
}

/**
 * Makes a copy for the log: plain JSON data, without the values of secret fields and without the `secrets` in its
 * texts. Objects that occur several times, or within themselves, are written once.
 */
export function redact<T>(value: T, secrets: readonly string[]): T {
  // Longest first: a secret may be part of another.
  const forms = secrets.flatMap(listForms).sort((a, b) => b.length - a.length);
  const seen = new Set();
  const json = stringify(value, (key, item) => {
    if (SECRET.test(key)) return REDACTED;
    if (typeof item === 'bigint') return `${item}`;
    if (typeof item === 'string') return forms.reduce((text, form) => text.replaceAll(form, REDACTED), item);
    if (seen.has(item)) return '[see above]';
    if (isObject(item)) seen.add(item);
    return item instanceof Error ? { ...item, message: item.message, stack: item.stack, cause: item.cause } : item;
  });
  return parse(json);
}
