import { isObject, parse, stringify } from '../shared/intrinsics.ts';

/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Fields whose values are secrets wherever they stand. */
const SECRET = /token$|password|secret|^encrypted$|^authorization$/i;

/** The secrets that a call was given: its bearer token, and every text in its connection's encrypted part. */
export function findSecrets(options: unknown): string[] {
  return parseSecrets(collectSecrets(options));
}

/** What of the options may hold secrets, as text: the function can change its options, and few calls have to be told. */
export function collectSecrets(options: unknown): string {
  const { bearerToken, connection } = Object(options);
  // However deep: as JSON visits it, which ends where a walk of one's own may not.
  return stringify([bearerToken, connection?.encrypted]);
}

/** The secrets in what has been kept. */
export function parseSecrets(kept: string): string[] {
  const secrets: string[] = [];
  parse(kept, (_, item) => {
    // Shorter texts turn up by chance: blotting them out would leave no readable line.
    if (typeof item === 'string' && item.length > 5) secrets.push(item);
  });
  return secrets;
}

/** Whether a text may hold the name of a field whose value is a secret. */
export function isSecretName(text: string): boolean {
  return /token|password|secret|encrypted|authorization/i.test(text);
}

/**
 * A secret as it may stand in a text: as it is, within JSON, within a text within JSON, within a URL, within a form,
 * anywhere within base64.
 */
export function listForms(secret: string): string[] {
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.from(' '.repeat(before) + secret).toString('base64');
    // Without the characters that also depend on what stands before and behind.
    return encoded.replace(/.=+$/, '').slice(before && before + 1);
  });
  const inJson = (text: string) => stringify(text).slice(1, -1);
  const form = `${new URLSearchParams({ _: secret })}`.slice(2);
  return [secret, inJson(secret), inJson(inJson(secret)), encodeURIComponent(secret.toWellFormed()), form, ...base64];
}

/**
 * A copy that can be logged: plain JSON data, with the values of secret fields and every occurrence of `secrets` in a
 * text blotted out. Objects that stand in several places, or within themselves, are written once.
 */
export function redact<T>(value: T, secrets: readonly string[]): T {
  // The longest first: a secret may be part of another one.
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
