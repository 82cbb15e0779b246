/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Fields whose values are secrets wherever they stand. */
const SECRET = /^(bearerToken|encrypted|systemToken|access_token|authorization|password)$/i;

/** Shorter strings turn up by chance: blotting them out would leave no readable line. */
const SHORTEST = 6;

/** Every text in an object, however deep: as JSON visits it, which ends where a walk of one's own may not. */
function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  JSON.stringify(value, (_, item) => {
    if (typeof item === 'string') texts.push(item);
    return item;
  });
  return texts;
}

/**
 * The secrets that a call was given, its bearer token and every text in its connection's encrypted part, as they may
 * stand in a line of JSON: as they are, within JSON within it, within a URL, within a Basic header.
 */
export function secretsOf(options: unknown): string[] {
  const { bearerToken, connection } = Object(options);
  const secrets = textsIn([bearerToken, connection?.encrypted]).filter((text) => text.length >= SHORTEST);
  const forms = secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret);
    const base64 = bytes.toString('base64').replace(/=+$/, '');
    return [secret, escaped(secret), base64, bytes.toString('base64url'), encodeURIComponent(bytes.toString())];
  });
  // The longest first: a secret may be part of another one.
  return [...new Set(forms.map(escaped))].sort((a, b) => b.length - a.length);
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/**
 * A copy that can be logged: plain JSON data, with the values of secret fields and every occurrence of `secrets`
 * blotted out, in keys and texts alike.
 */
export function redact<T>(value: T, secrets: readonly string[]): T {
  const json = JSON.stringify(value, (key, item) => {
    if (SECRET.test(key)) return REDACTED;
    if (typeof item === 'bigint') return `${item}`;
    return item instanceof Error ? { ...item, message: item.message, stack: item.stack, cause: item.cause } : item;
  });
  return JSON.parse(secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), json));
}
