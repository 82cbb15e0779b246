import { createHash, createHmac, getHashes } from 'node:crypto';
import { type Helper, inline } from './helper.ts';
import type { HelperHost } from './helper-host.ts';
import { readings } from './readings.ts';

const DIGESTS = ['hex', 'base64'] as const;
const KEYS = ['utf8', 'base64'] as const;
const METHODS = ['crypto', 'uuid', 'number'] as const;
const DIGITS = '0123456789';
const HEXADECIMAL = '0123456789abcdef';
const LETTERS = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz`;

let algorithms: readonly string[] | undefined;

function readAlgorithm(host: HelperHost, value: unknown): string {
  algorithms ??= getHashes().map((name) => name.toLowerCase());
  return host.choose(typeof value === 'string' ? value.toLowerCase() : value, algorithms);
}

/** Checks a value of a template; undefined is known in the run only. */
function checkChoice(host: HelperHost, value: unknown, names: readonly string[]): void {
  if (value !== undefined) host.choose(value, names);
}

/** The helpers of hashes, and `random`, as the platform documents them. */
export const digests = {
  hash: inline(
    [3, 3],
    (host) =>
      ([algorithm, encoding, value]) =>
        createHash(readAlgorithm(host, algorithm)).update(host.text(value)).digest(host.choose(encoding, DIGESTS)),
    {
      check(host, [algorithm, encoding]) {
        if (algorithm !== undefined) readAlgorithm(host, algorithm);
        checkChoice(host, encoding, DIGESTS);
      },
    },
  ),
  hmac: inline(
    [4, 5],
    (host) =>
      ([algorithm, key, encoding, value, keyEncoding]) => {
        const bytes = Buffer.from(host.text(key), keyEncoding === undefined ? 'utf8' : host.choose(keyEncoding, KEYS));
        const digest = createHmac(readAlgorithm(host, algorithm), bytes).update(host.text(value));
        return digest.digest(host.choose(encoding, DIGESTS));
      },
    {
      check(host, [algorithm, , encoding, , keyEncoding]) {
        if (algorithm !== undefined) readAlgorithm(host, algorithm);
        checkChoice(host, encoding, DIGESTS);
        checkChoice(host, keyEncoding, KEYS);
      },
    },
  ),
  random: inline(
    [1, 2],
    (host) =>
      ([method, length]) => {
        host.rely(readings.seededRandom);
        const count = length === undefined ? 32 : host.count(length, 10_000);
        const chosen = host.choose(method, METHODS);
        if (chosen === 'uuid') return makeUuid(host.tools.random);
        return pick(host.tools.random, chosen === 'number' ? DIGITS : LETTERS, count);
      },
    { check: (host, [method]) => checkChoice(host, method, METHODS) },
  ),
} as const satisfies Record<string, Helper>;

function pick(random: () => number, alphabet: string, count: number): string {
  let text = '';
  while (text.length < count) text += alphabet.charAt(Math.floor(random() * alphabet.length));
  return text;
}

function makeUuid(random: () => number): string {
  const hexadecimal = (count: number) => pick(random, HEXADECIMAL, count);
  const variant = pick(random, '89ab', 1);
  return `${hexadecimal(8)}-${hexadecimal(4)}-4${hexadecimal(3)}-${variant}${hexadecimal(3)}-${hexadecimal(12)}`;
}
