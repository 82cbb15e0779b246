import { createTextRedactor, REDACTED } from '../../core/redact.ts';
import { SHORTEST } from '../../shared/text-redactor.ts';

/** Names whose values count as secrets: a setting that is hidden for nothing costs less than one that is shown. */
const SECRET_NAME =
  /token|passw|passphrase|pwd|secret|key|credential|authorization|auth$|bearer|signature|private|encrypted|cookie|session|salt|license|\bpin$/i;

/** Texts that are secrets whatever they are called. */
const SECRET_TEXTS = [
  // A JSON Web Token.
  /eyJ[\w-]{6,}\.[\w-]{6,}\./,
  /-----BEGIN [A-Z ]+-----/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/i,
  // The user of a URL, with a password.
  /\/\/[^\s/:@]*:[^\s/@]+@/,
  /[?&][^=&\s]*(token|key|secret|password|signature|sig)[^=&\s]*=[^&\s]/i,
  // The keys of well-known services.
  /\b(sk|pk|rk)_(live|test)_\w{8,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\bAIza[\w-]{30,}/,
  // Letters and digits in a row, as words do not have them. An id of the platform has 24 characters of hexadecimal.
  /(?<![A-Za-z\d])(?![\da-f]{24}(?![A-Za-z\d]))(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{20,}/,
  // Base64, and base64 as URLs have it.
  /(?<![\w+/-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{40,}/,
];

/** Shorter texts occur within others by chance: only a value that is equal is hidden. */
const SHORTEST_PART = 4;

/** The most characters of a text, and the most values of one document's settings. */
const [LONGEST, MOST] = [500, 1000];

/**
 * Makes a function that hides secrets in custom settings, which are plain JSON data: values whose names, forms or texts
 * are those of secrets. The whole value is hidden, and everything below such a name.
 * @param hidden the values that no report may show, of any length
 */
export function createMask(hidden: readonly string[]): (settings: unknown) => unknown {
  const known = new Set(hidden);
  const redactText = createTextRedactor(hidden.filter(({ length }) => length >= SHORTEST));
  const parts = hidden.filter(({ length }) => length >= SHORTEST_PART);
  const isSecret = (text: string) =>
    known.has(text.trim()) ||
    parts.some((part) => text.includes(part)) ||
    redactText(text) !== text ||
    SECRET_TEXTS.some((form) => form.test(text));
  const toText = (text: string) => {
    if (isSecret(text)) return REDACTED;
    return text.length > LONGEST ? `${text.slice(0, LONGEST)} [cut: ${text.length} characters]` : text;
  };
  return (settings) => {
    let left = MOST;
    const mask = (value: unknown): unknown => {
      left -= 1;
      if (left < 0) return '[left out]';
      if (typeof value === 'string') return toText(value);
      if (typeof value === 'number') return known.has(String(value)) ? REDACTED : value;
      if (Array.isArray(value)) return value.slice(0, left + 1).map(mask);
      if (typeof value !== 'object' || value === null) return value;
      const entries = Object.entries(value).slice(0, left + 1);
      return Object.fromEntries(
        entries.map(([name, inner]) => [
          isSecret(name) ? REDACTED : name,
          SECRET_NAME.test(name) && inner !== null ? REDACTED : mask(inner),
        ]),
      );
    };
    return mask(settings);
  };
}
