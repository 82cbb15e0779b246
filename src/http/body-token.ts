import { parse } from '../shared/intrinsics.ts';

/** The bytes at the start of a body within which its token must end. */
export const BODY_TOKEN_LIMIT = 64 * 1024;

/** The code of a character of ASCII. */
const toCode = (character: string) => character.charCodeAt(0);
const QUOTE = toCode('"');
const BACKSLASH = toCode('\\');
const [COLON, COMMA] = [toCode(':'), toCode(',')];
const [OPEN_OBJECT, OPEN_LIST] = [toCode('{'), toCode('[')];
const [CLOSE_OBJECT, CLOSE_LIST] = [toCode('}'), toCode(']')];

/**
 * Finds the text of the field `access_token` in the start of a body, without parsing or decoding the body: that would
 * let anybody take 50 times a body's size in memory.
 */
export function findBodyToken(body: Buffer): string | undefined {
  try {
    return findToken(body.subarray(0, BODY_TOKEN_LIMIT));
  } catch {
    // A text with an invalid escape, or cut at the limit.
    return undefined;
  }
}

function findToken(start: Buffer): string | undefined {
  let depth = 0;
  let isValue = false;
  let key: unknown;
  for (let at = 0; at < start.length; at++) {
    const byte = start[at];
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) depth -= 1;
    else if (byte === QUOTE) {
      const end = findEnd(start, at);
      if (depth < 2) {
        const text = parse(start.toString('utf8', at, end));
        if (!isValue) key = text;
        else if (key === 'access_token') return text;
      }
      at = end - 1;
    } else if (depth < 2 && (byte === COLON || byte === COMMA)) isValue = byte === COLON;
  }
  return undefined;
}

/** Finds where a text ends, behind its closing quote. */
function findEnd(start: Buffer, at: number): number {
  let end = at + 1;
  while (end < start.length && start[end] !== QUOTE) end += start[end] === BACKSLASH ? 2 : 1;
  return end + 1;
}
