import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretSearch, createTextRedactor, REDACTED } from '../../src/shared/text-redactor.ts';

const SECRET = 'hunter2-hunter2-Pass!';
const MEGABYTE = 1_000_000;
const redact = createTextRedactor([SECRET]);
const holds = createSecretSearch([SECRET]);

/** A run of word characters that holds a text in its middle. */
const inRun = (text: string) => 'a'.repeat(6 * MEGABYTE) + text + 'a'.repeat(6 * MEGABYTE);

/** The base64 of a text that is followed and preceded by megabytes of zeros. */
const inBytes = (text: string) => {
  const zeros = Buffer.alloc(4.5 * MEGABYTE);
  return Buffer.concat([zeros, Buffer.from(text), zeros]).toString('base64');
};

describe('a run of 12 million word characters', () => {
  it.each<[string, string]>([
    ['of one letter', inRun('')],
    ['in base64', inBytes('')],
    ['in hexadecimal', '0af'.repeat(4 * MEGABYTE)],
    ['of one letter a line', 'a\n'.repeat(6 * MEGABYTE)],
  ])('stays without a secret: %s', (_, run) => {
    expect(holds(run)).toBe(false);
    // A comparison of such texts would be printed whole.
    expect(redact(run) === run).toBe(true);
  });

  it.each<[string, string]>([
    ['as it is', inRun(SECRET)],
    ['in base64', inBytes(SECRET)],
    ['in base64 in lines', inBytes(SECRET).replace(/.{76}/g, '$&\r\n')],
    ['in hexadecimal', Buffer.from(inRun(SECRET).slice(3 * MEGABYTE, -3 * MEGABYTE)).toString('hex')],
  ])('has a secret in its middle redacted, and nothing else: %s', (_, run) => {
    const redacted = redact(run);
    const [before = '', after = '', ...more] = redacted.split(REDACTED);
    expect(more).toEqual([]);
    expect(run.startsWith(before) && run.endsWith(after)).toBe(true);
    const length = run.length - before.length - after.length;
    expect(length).toBeGreaterThan(SECRET.length - 1);
    expect(length).toBeLessThanOrEqual(2 * SECRET.length + 4);
    expect(holds(redacted)).toBe(false);
  });
});

describe('several secrets within one encoded text', () => {
  const secret = fc.stringMatching(/^[a-z]{6,40}$/);
  const secrets = fc.uniqueArray(secret, { minLength: 2, maxLength: 6 });
  // Other characters than those of the secrets, so that no part of a secret is there by chance.
  const fillerOf = (shortest: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789:;'), minLength: shortest, maxLength: 30 });
  const parts = (text: string) => Array.from({ length: text.length - 3 }, (_, at) => text.slice(at, at + 4));
  const readable = (text: string) =>
    text
      .split(REDACTED)
      .flatMap((rest) => ['', 'A', 'AA', 'AAA'].map((pad) => Buffer.from(pad + rest, 'base64').toString('latin1')))
      .join(' ');

  // Neighbours share a character of base64: what stands between two secrets keeps the second readable.
  it.each<[string, number, (text: string) => string, (text: string) => string]>([
    ['in base64, a character apart', 1, btoa, readable],
    ['in base64 in lines, a character apart', 1, (text) => btoa(text).replace(/.{40}/g, '$&\r\n'), readable],
    ['in base64 twice, three characters apart', 3, (text) => btoa(btoa(text)), (text) => readable(readable(text))],
  ])('are all redacted, and no half of one is left: %s', (_, apart, encode, decode) => {
    const fillers = fc.array(fillerOf(apart), { minLength: 7, maxLength: 7 });
    const none = fc.property(secrets, fillers, (all, between) => {
      const text = between.map((one, at) => one + (all[at] ?? '')).join('');
      const left = decode(createTextRedactor(all)(encode(text)));
      expect(all.flatMap(parts).filter((part) => left.includes(part))).toEqual([]);
    });
    fc.assert(none, { numRuns: 100 });
  });
});
