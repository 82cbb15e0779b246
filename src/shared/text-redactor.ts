import { parse } from './intrinsics.ts';

/** The text that replaces a secret. */
export const REDACTED = '[redacted]';

/** Shorter texts occur by chance: redacting them would leave no readable line. */
export const SHORTEST = 6;

/**
 * Texts are not searched for more parts of secrets than these, but redacted as a whole: no connection has so many.
 */
const MOST = 2000;

/** A text in which more secrets are found, or more often, is redacted as a whole. */
const ROUNDS = 30;

/** Finds the longest secret that a text holds, as the decoded text has it. */
type FindSecret = (text: string) => string | undefined;

/**
 * Makes a function that redacts secrets in a text: as they are, or encoded in percent, JSON or HTML escapes, base64 or
 * hexadecimal, within each other too.
 * @param replace gets what was found, one of `listNeedles`, and returns what is written instead of it
 */
export function createTextRedactor(
  secrets: readonly string[],
  replace: (needle: string) => string = () => REDACTED,
): (text: string) => string {
  let find: FindSecret;
  return (text) => {
    if (text.length < SHORTEST || !secrets.length) return text;
    find ??= createFinder(secrets);
    let redacted = text;
    for (let round = ROUNDS; round--; ) {
      const secret = find(redacted);
      if (!secret) return redacted;
      const written = redacted.includes(secret) ? secret : findEncoded(redacted, (part) => find(part) === secret);
      redacted = redacted.replaceAll(written, () => replace(secret));
    }
    return REDACTED;
  };
}

/** Makes a function that tells whether a secret is in a text: for long texts, much faster than redacting them. */
export function createSecretSearch(secrets: readonly string[]): (text: string) => boolean {
  const find = createFinder(secrets);
  return (text) => find(text) !== undefined;
}

/** Finds the first part of a text that holds a secret in an encoded form. */
function findEncoded(text: string, holds: (part: string) => boolean): string {
  // No form of a secret is longer than the window of 64 KB: each test of a long text reads no more than it must.
  const end = bisect(text.length, (at, below) => holds(text.slice(Math.max(0, below - 65_536), at)));
  const length = bisect(end, (last) => holds(text.slice(end - last, end)));
  return text.slice(end - length, end);
}

/** Finds the least number up to `high` that passes a test, if `high` does. A test also gets a number that does not. */
function bisect(high: number, test: (middle: number, below: number) => boolean): number {
  // Secrets are no shorter.
  let below = 5;
  let least = high;
  while (below + 1 < least) {
    // Nearest first: a part that is too long may hold half of another secret.
    const middle = least > 3 * below ? 2 * below : (below + least) >> 1;
    if (test(middle, below)) least = middle;
    else below = middle;
  }
  return least;
}

/**
 * Lists the secrets and their parts: a text may hold a line of a PEM, or be cut within a long secret. Each is listed with
 * its escapes undone, and in the bytes of UTF-8 as decoding leaves them. Longest first: a secret may be part of another.
 */
export function listNeedles(secrets: readonly string[]): string[] {
  const needles = secrets
    .flatMap((secret) => [secret, ...(secret.replaceAll('\\n', '\n').match(/.{6,256}/g) ?? [])])
    .flatMap(listViews)
    .flatMap((text) => [text, decode(text, 'utf8'), Buffer.from(text, 'latin1').toString()]);
  return [...new Set(needles)]
    .filter((one) => one.length >= SHORTEST && !REDACTED.includes(one))
    .sort((a, b) => b.length - a.length);
}

/** Lists a text with its escapes undone at each of their levels, at most six. A form has `+` for a space. */
export function listViews(text: string): string[] {
  // A set grows while it is visited, and holds each view once.
  const views = new Set([text, text.replaceAll('+', ' ')]);
  for (const view of views) if (views.size < 12) views.add(view.replace(ESCAPES, undoEscape));
  return [...views];
}

/** The escapes of URLs, JSON and HTML. */
const ESCAPES = /%([\da-f]{2})|\\(u[\da-f]{4}|["\\/bfnrt])|&(#\d{1,6}|#x[\da-f]{1,5}|amp|lt|gt|quot|apos);/gi;

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Both cases mean the same in each of them. */
function undoEscape(written: string, percent?: string, _json?: string, html?: string): string {
  if (percent) return decode(percent, 'hex');
  const code = written.toLowerCase();
  if (!html) return parse(`"${code}"`);
  return NAMED[code.slice(1, -1)] ?? String.fromCodePoint(+`0${code.slice(2, -1)}`);
}

/** Encoded lines have at least so many characters. */
const LINE = 40;

function createFinder(secrets: readonly string[]): FindSecret {
  const needles = listNeedles(secrets);
  // Each text counts as a secret.
  if (needles.length > MOST) return (text) => text;
  const shortest = needles.at(-1)?.length ?? LINE;
  const least = Math.min(((shortest * 4) / 3) | 0, LINE);
  const sign = '[\\w+/\\r\\n-]';
  // Shorter words hold no encoded secret. Looks behind: each word is tried once, from its start. No `{n,}`: it counts on a
  // stack, which a word of millions of characters overflows.
  const words = new RegExp(`(?<!${sign})${sign}{${least}}${sign}*`, 'g');
  // Base64 and hexadecimal are decoded twice at most within each other.
  const decodeAll = (text: string, levels = 2): string[] => {
    const views = listViews(text);
    const runs = levels ? views.flatMap((view) => (view.match(words) ?? []).flatMap(decodeWord)) : [];
    return runs.length ? [...views, ...decodeAll(runs.join('\n'), levels - 1)] : views;
  };
  return (text) => {
    const decoded = decodeAll(text);
    return needles.find((needle) => decoded.some((view) => view.includes(needle)));
  };
}

/** Decodes a word as base64 and hexadecimal, which may begin within it. */
function decodeWord(word: string): string[] {
  const hexes = word.match(/[\da-f]{12}[\da-f]*/gi) ?? [];
  return [...decodeAt(word, 'base64'), ...hexes.flatMap((run) => decodeAt(run, 'hex'))];
}

/** Decodes a run that may begin within an encoded text. */
export function decodeAt(run: string, encoding: BufferEncoding): string[] {
  return ['', 'A', 'AA', 'AAA'].map((pad) => decode(pad + run, encoding));
}

/** Decodes a text to bytes, each as one character. */
function decode(text: string, encoding: BufferEncoding): string {
  return Buffer.from(text, encoding).toString('latin1');
}
