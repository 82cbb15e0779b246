import { type AnyFunction, readTag, toSource } from '../core/resolve.ts';

/** The facts about a function's way of answering that its source text shows. */
export interface SourceReading {
  /** The name of its second parameter, if that is a plain name. */
  readonly callback: string;
  /** Whether the name occurs anywhere else in the text. */
  readonly isUsed: boolean;
  /** Whether it is an async function that returns a value. */
  readonly answersByPromise: boolean;
  /** Whether it returns a value. */
  readonly returns: boolean;
  /** Whether it ends by throwing, and nowhere else: throwing is an answer. */
  readonly alwaysThrows: boolean;
}

/** Reads a function's source text; undefined for bound functions, or if its parameters are not plain names. */
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
    alwaysThrows: endsByThrowing(body),
  };
}

/** Whether the last statement of a body throws, and no other one ends the function. */
function endsByThrowing(body: string): boolean {
  const opening = body.indexOf('{');
  const statements = emptyBrackets(body.slice(opening + 1, findClosing(body, opening)));
  const isLast = /(?:^|[;}]|[^)\s;]\s*\n)\s*throw\b[^;]*;?\s*$/.test(statements);
  return isLast && !/\breturn\b/.test(body) && !/\belse\s+throw\b[^;]*;?\s*$/.test(statements);
}

/** Empties the brackets of a text. */
function emptyBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (')]}'.includes(character)) depth -= 1;
    if (depth === 0) kept += character;
    if ('([{'.includes(character)) depth += 1;
  }
  return kept;
}

/** Removes comments and empties plain texts: names and brackets within them mean nothing. */
function stripTexts(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, (found) =>
    found.startsWith('/') ? ' ' : found.slice(0, 1).repeat(2),
  );
}

/** Finds the bracket that closes the one at an index. */
function findClosing(source: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at >= 0 && at < source.length; at++) {
    if ('([{'.includes(source.charAt(at))) depth += 1;
    if (')]}'.includes(source.charAt(at))) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** Splits a list at its commas, ignoring those within brackets. */
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
