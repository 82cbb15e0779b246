import type { Refusal } from '../shared/errors.ts';

/** What to do about values that are no JSON data, by the words for what was found. */
const HINTS: Readonly<Record<string, string>> = {
  'an instance of Date': 'did you mean date.toISOString()',
  'an instance of Map': 'did you mean Object.fromEntries(map)',
  'an instance of Set': 'did you mean Array.from(set)',
  'a bigint': 'did you mean String(value)',
};

/** Formats what an author most likely meant by a response that can't be sent: `; did you mean …?`, or nothing. */
export function hintAtRefusal({ path, found }: Refusal): string {
  const hint = found === 'an instance of Promise' ? hintAtPromise(path) : HINTS[found];
  return hint === undefined ? '' : `; ${hint}?`;
}

function hintAtPromise(path: string): string {
  return /^response\[\d+\]$/.test(path) ? 'did you mean await Promise.all(list)' : 'did the function forget await';
}
