import { findSecrets, redact } from '../core/redact.ts';
import { formatPath } from '../shared/path.ts';

/** A leaked secret: its place, its name, and its form. */
export interface Leak {
  readonly where: string;
  readonly secret: string;
}

/** Finds the secrets of a call's options, as they are or encoded (base64, URL), in the call's results. */
export function createSearch(options: unknown) {
  const names = listNames(options);
  const secrets = [...names.keys()];

  /** The name of the secret in a text, if there is one. */
  const secretIn = (text: string): string | undefined => {
    if (!has(text, secrets)) return undefined;
    const secret = secrets.find((one) => has(text, [one]));
    return secret && `${names.get(secret)}${text.includes(secret) ? '' : ', encoded'}`;
  };

  /** The first secret anywhere in a value. */
  const leakIn = (root: string, value: unknown): Leak | undefined => {
    // All texts at once first: searching each alone takes a hundred times as long.
    if (!secretIn(toJsonText(value))) return undefined;
    for (const { keys, text } of listTexts(value)) {
      const secret = secretIn(text);
      if (secret) return { where: formatPath(root, keys), secret };
    }
    return undefined;
  };
  return { secretIn, leakIn };
}

/** The path of each secret, by its text. */
function listNames(options: unknown): Map<string, string> {
  const { bearerToken, connection } = Object(options);
  const secrets = findSecrets(options);
  const held = [...listTexts({ bearerToken, connection: { encrypted: connection?.encrypted } })];
  return new Map(
    secrets.map((secret) => [secret, formatPath('options', held.find(({ text }) => text === secret)?.keys ?? [])]),
  );
}

/** The log's own redaction is asked: it knows every form of a secret. */
function has(text: string, secrets: readonly string[]): boolean {
  return redact([text], secrets)[0] !== text;
}

function toJsonText(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

/** Lists every text in a value, field names included, with the keys that lead to it. */
function* listTexts(
  value: unknown,
  keys: readonly PropertyKey[] = [],
): Generator<{ keys: readonly PropertyKey[]; text: string }> {
  if (typeof value === 'string') yield { keys, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const path = [...keys, Array.isArray(value) ? Number(key) : key];
    yield { keys: path, text: key };
    yield* listTexts(item, path);
  }
}
