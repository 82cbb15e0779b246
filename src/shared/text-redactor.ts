import { stringify } from './intrinsics.ts';

/** The text that replaces a secret. */
export const REDACTED = '[redacted]';

/** Shorter texts occur by chance: redacting them would leave no readable line. */
export const SHORTEST = 6;

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
