import { type AnyFunction, readTag, toSource } from '../core/resolve.ts';

/** What the text of a function says of how it answers. */
export interface SourceReading {
  /** The name of its second parameter, where that is a plain name. */
  readonly callback: string;
  /** Whether the name stands anywhere else in it. */
  readonly isUsed: boolean;
  /** Whether it is an async function that returns something. */
  readonly answersByPromise: boolean;
  /** Whether it returns something, of whatever kind. */
  readonly returns: boolean;
}

/** Reads a function's text; undefined where there is none (bound functions), or its parameters are not plain names. */
export function readSource(fn: AnyFunction): SourceReading | undefined {
  const source = stripTexts(toSource(fn));
  const opening = source.indexOf('(');
  const closing = findClosing(source, opening);
  if (opening < 0 || closing < 0 || source.includes('[native code]')) return undefined;
  const [, second = ''] = splitParts(source.slice(opening + 1, closing));
  const callback = second.trim();
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(callback)) return undefined;
  const body = source.slice(closing + 1);
  const words = body.split(/[^\p{L}\p{N}_$]+/u);
  const returns = /\breturn\b\s*[^\s;}]/.test(body) || /^\s*=>\s*[^\s{]/.test(body);
  return {
    callback,
    isUsed: words.includes(callback) || words.includes('arguments'),
    answersByPromise: returns && /Async/.test(readTag(fn)),
    returns,
  };
}

/** Code without its comments and with its plain texts emptied: names and brackets within them mean nothing. */
function stripTexts(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, (found) =>
    found.startsWith('/') ? ' ' : found.slice(0, 1).repeat(2),
  );
}

/** Where the bracket closes that opens at an index. */
function findClosing(source: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at >= 0 && at < source.length; at++) {
    if ('([{'.includes(source.charAt(at))) depth += 1;
    if (')]}'.includes(source.charAt(at))) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** The parts of a list between its commas, those within brackets left out. */
function splitParts(list: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of list) {
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
