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
  // By JSON, not by a recursion of ours: it ends even for cycles and very deep values.
  return stringify([bearerToken, connection?.encrypted]);
}

/** Shorter texts occur by chance: redacting them would leave no readable line. */
const SHORTEST = 6;

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
 * Lists the forms in which a secret may occur in a text: as it is, in JSON nested up to three times, percent-encoded,
 * form-encoded, anywhere in base64 or base64url, in hexadecimal. The case of A to F is folded.
 */
function listForms(secret: string): string[] {
  const once = escapeForJson(secret);
  const twice = escapeForJson(once);
  const encoded = [encodeURIComponent(secret.toWellFormed()), `${new URLSearchParams({ _: secret })}`.slice(2)];
  const hex = Buffer.from(secret).toString('hex');
  return [secret, once, twice, escapeForJson(twice), hex, ...encoded, ...listBase64(secret)].map(foldCase);
}

function escapeForJson(text: string): string {
  return stringify(text).slice(1, -1);
}

/** Lists a secret's forms within base64 and base64url, at each of the three offsets to a group of three bytes. */
function listBase64(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.from(' '.repeat(before) + secret);
    // Drops the characters that depend on the neighbours of the secret.
    const base64 = bytes
      .toString('base64')
      .replace(/.=+$/, '')
      .slice(before && before + 1);
    return [base64, base64.replaceAll('+', '-').replaceAll('/', '_')];
  });
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

/** Makes a function that redacts secrets in a text, in all their forms. */
export function createTextRedactor(secrets: readonly string[]): (text: string) => string {
  let forms: readonly string[] | undefined;
  return (text) => {
    if (text.length < SHORTEST) return text;
    // Longest first: a secret may be part of another.
    forms ??= [...new Set(secrets.flatMap(listForms))].sort((a, b) => b.length - a.length);
    return redactForms(text, forms);
  };
}

function redactForms(text: string, forms: readonly string[]): string {
  let redacted = text;
  let folded = foldCase(text);
  for (const form of forms) {
    if (!folded.includes(form)) continue;
    let end = -form.length;
    const kept = folded.split(form).map(({ length }) => {
      const start = end + form.length;
      end = start + length;
      return redacted.slice(start, end);
    });
    redacted = kept.join(REDACTED);
    folded = foldCase(redacted);
  }
  return redacted;
}

/** Makes `%3D`, `%3d` and hexadecimal of mixed case equal. The length stays: `toLowerCase` lengthens some texts. */
function foldCase(text: string): string {
  return text.replace(/[A-F]/g, (letter) => letter.toLowerCase());
}
