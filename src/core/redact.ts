import { parse, stringify } from '../intrinsics.ts';
/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Fields whose values are secrets wherever they stand. */
const SECRET = /token$|password|secret|^encrypted$|^authorization$/i;

/** Shorter strings turn up by chance: blotting them out would leave no readable line. */
const SHORTEST = 6;

/** Every text in an object, however deep: as JSON visits it, which ends where a walk of one's own may not. */
function textsIn(value: unknown): string[] {
  const texts: string[] = [];
  stringify(value, (_, item) => {
    if (typeof item === 'string') texts.push(item);
    return item;
  });
  return texts;
}

/**
 * The secrets that a call was given, its bearer token and every text in its connection's encrypted part, as they may
 * stand in a text: as they are, within JSON, within a Basic header, within a URL.
 */
export function secretsOf(options: unknown): string[] {
  const { bearerToken, connection } = Object(options);
  const secrets = textsIn([bearerToken, connection?.encrypted]).filter((text) => text.length >= SHORTEST);
  const forms = secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret);
    const escaped = stringify(secret).slice(1, -1);
    return [secret, escaped, bytes.toString('base64'), bytes.toString('base64url'), encodeURIComponent(`${bytes}`)];
  });
  // The longest first: a secret may be part of another one.
  return forms.sort((a, b) => b.length - a.length);
}

/**
 * A copy that can be logged: plain JSON data, with the values of secret fields and every occurrence of `secrets` in a
 * text blotted out.
 */
export function redact<T>(value: T, secrets: readonly string[]): T {
  const json = stringify(value, (key, item) => {
    if (SECRET.test(key)) return REDACTED;
    if (typeof item === 'bigint') return `${item}`;
    if (typeof item === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), item);
    return item instanceof Error ? { ...item, message: item.message, stack: item.stack, cause: item.cause } : item;
  });
  return parse(json);
}
