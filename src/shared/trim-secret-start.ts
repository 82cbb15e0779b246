import { decodeAt, listNeedles, listViews } from './text-redactor.ts';

/** Characters at the end of a text that are searched: no form of a secret is longer. */
const WINDOW = 65_536;

/** An escape that is cut within. */
const CUT_ESCAPE = /(?:%[\da-f]?|\\(?:u[\da-f]{0,3})?|&(?:#x?)?\w{0,6})$/i;

/** The last word of base64, with what may be left of its padding. Looks behind: each word is tried once, from its start. */
const LAST_WORD = /(?<![\w+/\r\n-])[\w+/\r\n-]+={0,2}$/g;

/** The last run of hexadecimal digits, which may be none. */
const LAST_DIGITS = /(?<![\da-f])[\da-f]*$/i;

/**
 * Makes a function that takes the first part of a secret from the end of a text which was cut there: as it is, or encoded
 * in percent, JSON or HTML escapes, base64 or hexadecimal. Characters that only look like one are taken, too.
 */
export function createStartTrimmer(secrets: readonly string[]): (text: string) => string {
  let needles: readonly string[] | undefined;
  return (text) => {
    needles ??= listNeedles(secrets);
    let kept = text;
    for (;;) {
      const length = findLongestStart(listEnds(kept.slice(-WINDOW)), needles);
      if (length === 0) return kept;
      // Each form of a text is at least as long as the text: what is left of it is found in the next round.
      kept = kept.slice(0, -length);
    }
  };
}

/** Lists a text, and what its end may be decoded to. */
function listEnds(text: string, levels = 2): string[] {
  const views = listViews(text).flatMap((view) => [view, view.replace(CUT_ESCAPE, '')]);
  if (levels === 0) return views;
  const words = views.flatMap((view) => view.match(LAST_WORD) ?? []);
  return [...views, ...[...new Set(words)].flatMap(decodeLast).flatMap((view) => listEnds(view, levels - 1))];
}

/** Decodes the end of a word as base64 and hexadecimal: a secret may have few characters there. */
function decodeLast(word: string): string[] {
  return [...decodeAt(word, 'base64'), ...decodeAt(word.slice(word.search(LAST_DIGITS)), 'hex')];
}

/** Finds how many characters at the end of one of some texts are the start of a secret. */
function findLongestStart(texts: readonly string[], needles: readonly string[]): number {
  let longest = 0;
  for (const text of new Set(texts)) {
    for (const needle of needles) {
      const most = Math.min(needle.length, text.length);
      for (let length = most; length > longest; length--) {
        if (text.endsWith(needle.slice(0, length))) longest = length;
      }
    }
  }
  return longest;
}
