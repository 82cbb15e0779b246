import { isSecretName } from '../core/redact.ts';
import { createSecretSearch, REDACTED, SHORTEST } from '../shared/text-redactor.ts';
import { isPlaceholder, toPlaceholder } from './placeholder.ts';
import { PUBLIC_WORDS } from './public-words.ts';

/** A secret of a call, with the name that its placeholder shows. */
export interface NamedSecret {
  /** Where it was found: `bearerToken`, `connection.encrypted.apiKey`, `env.SHOP_KEY`. */
  readonly name: string;
  /** The secret itself, in memory only. */
  readonly value: string;
  /** The options have it as a number. */
  readonly isNumber?: true;
}

/** What counts as a secret beyond the bearer token, the connection's encrypted part and fields named like secrets. */
export interface SecretSettings {
  /** Secrets that no options hold, such as those of `readEnvironmentSecrets`. */
  readonly secrets?: readonly NamedSecret[];
  /** Names of more fields, headers and parameters whose values are secrets. Their case does not count. */
  readonly secretNames?: readonly string[];
}

/** Names of fields, headers and parameters that hold secrets, beside those that log lines are cleaned of. */
const NAMES = /cookie|api[-_]?key|private[-_]?key|access[-_]?key|signature|^sig$|credential|passphrase|^pass$|passwd/i;

/** Makes the test whether a field, header or parameter of a name holds a secret. */
export function createNameTest({ secretNames = [] }: SecretSettings): (name: string) => boolean {
  const own = new Set(secretNames.map((name) => name.toLowerCase()));
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = isSecretName(name) || NAMES.test(name) || /authorization$/i.test(name) || own.has(name.toLowerCase());
    known.set(name, found);
    return found;
  };
}

/** A text or number below a field that holds secrets, with the keys that lead to it. */
interface SecretLeaf {
  readonly keys: readonly string[];
  readonly value: string | number;
}

/** Visits each secret text and number of JSON data, in the order of its fields. */
export function* findSecretLeaves(
  value: unknown,
  isSecret: (name: string) => boolean,
  keys: readonly string[] = [],
  isBelow = false,
): Generator<SecretLeaf> {
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value))
      yield* findSecretLeaves(
        inner,
        isSecret,
        [...keys, Array.isArray(value) ? '*' : key],
        isBelow || (!Array.isArray(value) && isSecret(key)),
      );
  else if (isBelow && isSecretLeaf(value)) yield { keys, value };
}

/** Whether a value below a field that holds secrets is one: a text that is not empty and not redacted, or a number. */
export function isSecretLeaf(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '' && value !== REDACTED);
}

/** Names the secrets of a call: equal values have one name, and a second value of a name gets a number. */
export class SecretNames {
  readonly #names = new Map<string, NamedSecret>();
  readonly #taken = new Map<string, number>();

  /** Adds a secret, unless it is known or a placeholder already. Returns its placeholder. */
  add(name: string, value: string | number): string {
    const text = String(value);
    const known = this.#names.get(text);
    if (known) return toPlaceholder(known.name);
    if (isPlaceholder(text)) return text;
    const unique = this.#number(name);
    this.#names.set(text, { name: unique, value: text, ...(typeof value === 'number' && { isNumber: true }) });
    return toPlaceholder(unique);
  }

  /** Renames secrets whose names hold one: a key may be a secret. */
  renameRevealing(): void {
    const holds = createSecretSearch([...this.#names.keys()].filter(isSearched));
    for (const [value, secret] of this.#names) {
      const { name } = secret;
      // The bearer token and variables are named by us.
      if (name === 'bearerToken' || name.startsWith('env.') || !holds(name)) continue;
      const start = ['connection.encrypted.', 'http.'].find((one) => name.startsWith(one)) ?? '';
      this.#names.set(value, { ...secret, name: this.#number(`${start}field`) });
    }
  }

  #number(name: string): string {
    const count = (this.#taken.get(name) ?? 0) + 1;
    this.#taken.set(name, count);
    return count === 1 ? name : `${name}:${count}`;
  }

  /** All secrets, in the order in which they were added. */
  list(): readonly NamedSecret[] {
    return [...this.#names.values()];
  }
}

/**
 * Lists the secrets of a call: those of the settings, its bearer token, everything under `connection.encrypted`, and the
 * values of fields named like secrets. The same options give the same names.
 * @param options JSON data, before the function could change it
 */
export function listSecrets(options: unknown, settings: SecretSettings = {}): readonly NamedSecret[] {
  return nameSecrets(options, settings).list();
}

/** Collects the secrets that `listSecrets` lists. */
export function nameSecrets(options: unknown, settings: SecretSettings): SecretNames {
  const names = new SecretNames();
  for (const { name, value } of settings.secrets ?? []) names.add(name, value);
  addLeaves(names, options, createNameTest(settings));
  names.renameRevealing();
  return names;
}

/** Adds the secret leaves of JSON data. */
export function addLeaves(names: SecretNames, value: unknown, isSecret: (name: string) => boolean): void {
  for (const { keys, value: found } of findSecretLeaves(value, isSecret)) names.add(toName(keys), found);
}

function toName(keys: readonly string[]): string {
  const parts = keys.map((key) => (key === '*' ? '[*]' : `.${/^[\w$-]{1,40}$/.test(key) ? key : 'field'}`));
  return parts.join('').replace(/^\./, '');
}

/**
 * Whether a secret is looked for outside of its own field: shorter texts and common words occur by chance, and no
 * recording would be readable.
 */
export function isSearched(secret: string): boolean {
  return secret.length >= SHORTEST && !PUBLIC_WORDS.has(secret);
}

/**
 * Reads secrets from environment variables, named `env.NAME`.
 * @throws Error naming a variable that is missing, or too short to be found in a text
 */
export function readEnvironmentSecrets(names: readonly string[], environment = process.env): readonly NamedSecret[] {
  return names.map((name) => {
    const value = environment[name];
    if (value === undefined)
      throw new Error(`secret ${name}: found no environment variable of this name, expected one`);
    if (isSearched(value)) return { name: `env.${name}`, value };
    throw new Error(
      value.length < SHORTEST
        ? `secret ${name}: found ${value.length} characters, expected ${SHORTEST} at least: shorter texts occur by chance`
        : `secret ${name}: found a common word, expected a secret`,
    );
  });
}
