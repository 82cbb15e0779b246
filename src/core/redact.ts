/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Fields whose values are secrets wherever they stand. */
const SECRET_KEYS = new Set(['bearertoken', 'encrypted', 'systemtoken', 'access_token', 'authorization', 'password']);

/** Shorter strings turn up by chance: blotting them out would leave no readable line. */
const SHORTEST = 6;
/** Deeper than this nothing is logged. */
const DEPTH = 8;

/** The secrets that a call was given: its bearer token, and every text in its connection's encrypted part. */
export function secretsOf(options: unknown): string[] {
  const secrets: string[] = [];
  if (typeof options !== 'object' || options === null) return secrets;
  const { bearerToken, connection } = options as { bearerToken?: unknown; connection?: { encrypted?: unknown } | null };
  collect(bearerToken, secrets, 0);
  collect(connection?.encrypted, secrets, 0);
  // The longest first: a secret may be part of another one.
  return secrets.sort((a, b) => b.length - a.length);
}

function collect(value: unknown, secrets: string[], depth: number): void {
  if (typeof value === 'string' && value.length >= SHORTEST) secrets.push(...formsOf(value));
  if (typeof value !== 'object' || value === null || depth > DEPTH) return;
  for (const item of Object.values(value)) collect(item, secrets, depth + 1);
}

/** A secret as it may stand in a message: plain, within JSON, within a URL, within a Basic header. */
function formsOf(secret: string): Set<string> {
  const base64 = Buffer.from(secret).toString('base64');
  return new Set([
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    base64,
    base64.replace(/=+$/, ''),
    base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
  ]);
}

/** The text with every secret blotted out. */
export function blot(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}

/**
 * A copy that can be logged: plain JSON data without functions, cycles or instances, with the values of secret fields
 * and every occurrence of `secrets` blotted out.
 */
export function redact(value: unknown, secrets: readonly string[] = []): unknown {
  return copy(value, secrets, []);
}

function copy(value: unknown, secrets: readonly string[], trail: readonly object[]): unknown {
  if (typeof value === 'string') return blot(value, secrets);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return typeof value === 'symbol' ? String(value) : value;
  if (trail.includes(value)) return '[cycle]';
  if (trail.length > DEPTH) return '[too deep]';
  const inner = [...trail, value];
  if (value instanceof Error) return copyError(value, secrets, inner);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map((item) => copy(item, secrets, inner));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      blot(key, secrets),
      SECRET_KEYS.has(key.toLowerCase()) ? REDACTED : copy(item, secrets, inner),
    ]),
  );
}

function copyError(error: Error, secrets: readonly string[], trail: readonly object[]): unknown {
  const { name, message, stack, cause, ...rest } = error;
  const said = { ...rest, name, message, stack, ...(cause === undefined ? {} : { cause }) };
  return copy(said, secrets, trail);
}
