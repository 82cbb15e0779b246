import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

/** Makes a helper that writes the words of a text in another case. */
function join(write: (words: readonly string[]) => string): Helper {
  return inline(
    [1, 1],
    (host) =>
      ([value]) =>
        write(splitWords(host, host.text(value))),
  );
}

/** Splits a text into words in small letters. */
function splitWords(host: HelperHost, text: string): string[] {
  // These two are what the documented examples leave open.
  if (/[A-Z]{2}|[0-9][A-Z]|[^\0-\x7f]/.test(text)) host.rely(readings.wordCase);
  const spaced = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
  return spaced
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function text(write: (text: string) => string): Helper {
  return inline(
    [1, 1],
    (host) =>
      ([value]) =>
        write(host.text(value)),
  );
}

/** The helpers that change the case of a text, as the platform documents them. */
export const letterCases = {
  camelcase: join((words) => words.map((word, at) => (at === 0 ? word : capitalize(word))).join('')),
  pascalcase: join((words) => words.map(capitalize).join('')),
  snakecase: join((words) => words.join('_')),
  dashcase: join((words) => words.join('-')),
  dotcase: join((words) => words.join('.')),
  pathcase: join((words) => words.join('/')),
  sentence: inline([1, 1], (host) => ([value]) => {
    host.rely(readings.classicSentence);
    return host.text(value).replaceAll(/\S[^.?!]*[.?!]*/g, (part) => capitalize(part.toLowerCase()));
  }),
  capitalize: text(capitalize),
  capitalizeAll: text((value) => value.replaceAll(/\w\S*/g, capitalize)),
  lowercase: text((value) => value.toLowerCase()),
  uppercase: text((value) => value.toUpperCase()),
} as const satisfies Record<string, Helper>;
