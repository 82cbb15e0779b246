import { isSecretName } from '../../../core/redact.ts';
import { formatPath } from '../../../shared/path.ts';

/** What stands for a secret, as in the platform's own answers. */
export const STARS = '******';

/** A document without its secrets, and the places where stars stand for them now. */
export interface Masked<T> {
  readonly value: T;
  /** The platform's own stars are not among them. */
  readonly places: readonly string[];
}

/**
 * Replaces the secrets of a document by six stars: the values of fields with the name of a credential, and of headers
 * and parameters that have one; schemes with credentials, credentials in URLs and in JSON texts. Expressions stay.
 */
export function maskSecrets<T>(document: T): Masked<T> {
  const masker = new Masker();
  return { value: masker.mask(document, []) as T, places: masker.places };
}

/** Names of credentials in connections and stacks, beside those that the log redacts; without signs between words. */
const CREDENTIAL =
  /(?:tokenid|jwt|passwd|passphrase|pwd|apikey|authkey|accesskey|accesskeyid|privatekey|secretkey|sharedkey|signingkey|encryptionkey|accountkey|consumerkey|connectionstring|credentials?|cookies?)$/;

/** Whether a field, header or parameter of this name holds a credential. */
export function isCredential(name: string): boolean {
  return isSecretName(name) || CREDENTIAL.test(name.replace(/[^a-z\d]/gi, '').toLowerCase());
}

/** Pairs say in one field what another one holds: `{ name: 'x-api-key', value: '…' }`. */
const NAMES = ['name', 'key', 'headerName', 'generate', 'id'];
const VALUES: ReadonlySet<string> = new Set(['value', 'hardCodedValue', 'default', 'defaultValue']);

class Masker {
  readonly places: string[] = [];

  mask(value: unknown, keys: readonly PropertyKey[]): unknown {
    if (typeof value === 'string') return this.#maskText(value, keys);
    if (Array.isArray(value)) return value.map((one, index) => this.mask(one, [...keys, index]));
    if (typeof value !== 'object' || value === null) return value;
    const isPair = NAMES.some((name) => isCredential(String(Object(value)[name] ?? '')));
    const fields = Object.entries(value).map(([key, part]) => {
      const place = [...keys, key];
      const isSecret = isCredential(key) || (isPair && VALUES.has(key));
      return [key, isSecret ? this.#hide(part, place) : this.mask(part, place)];
    });
    return Object.fromEntries(fields);
  }

  /** Hides a secret with all its parts; what is empty or an expression holds none. */
  #hide(value: unknown, keys: readonly PropertyKey[]): unknown {
    if (!holdsSecret(value)) return value;
    this.places.push(formatPath('', keys).replace(/^\./, ''));
    return hideParts(value, keys.at(-1));
  }

  #maskText(text: string, keys: readonly PropertyKey[]): string {
    const masked = maskText(text);
    if (masked !== text) this.places.push(formatPath('', keys).replace(/^\./, ''));
    return masked;
  }
}

function holdsSecret(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsSecret);
  if (typeof value === 'number') return true;
  return typeof value === 'string' && !isOpenText(value);
}

/** Whether a text has no secret: nothing, stars, or an expression with a scheme before it at most. */
function isOpenText(text: string): boolean {
  const rest = text.replace(/\{\{.*?\}\}+/gs, '').replace(/^\s*(?:bearer|basic|token)\b/i, '');
  return /^[*\s]*$/.test(rest);
}

function hideParts(value: unknown, key: PropertyKey | undefined): unknown {
  // The platform answers no more of it than the stars.
  if (key === 'encrypted' || typeof value !== 'object' || value === null) return holdsSecret(value) ? STARS : value;
  if (Array.isArray(value)) return value.map((one) => hideParts(one, undefined));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, hideParts(part, undefined)]));
}

/** Masks the credentials within any text. */
export function maskText(text: string): string {
  return text
    .replace(/([a-z][\w+.-]*:\/\/)([^\s/@:]*:[^\s/@]+)@/gi, (all, scheme, pair) =>
      isOpenText(pair.replace(/^[^:]*:/, '')) ? all : `${scheme}${STARS}@`,
    )
    .replace(/\b(bearer|basic)(\s+)([\w+/.~-]{8,}=*)/gi, (all, scheme, space, value) =>
      // `Basic authentication` has no credentials.
      /\d|[a-z][A-Z]|=$/.test(value) ? `${scheme}${space}${STARS}` : all,
    )
    .replace(/([?&]([\w-]+)=)([^&\s{}#"]+)/g, (all, start, name, value) => hideIn(all, start, name, value))
    .replace(/("([\w-]+)"\s*:\s*")((?:[^"\\{}]|\\.)+)/g, (all, start, name, value) => hideIn(all, start, name, value));
}

function hideIn(all: string, start: string, name: string, value: string): string {
  return isCredential(name) && !isOpenText(value) ? `${start}${STARS}` : all;
}
