import { describe, expect, it } from 'vitest';
import { REDACTED, redact } from '../../src/core/redact.ts';

const secret = 'Pässword <"of"> & \\Ada\'s+café/=';
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const html = (text: string, format: (code: number) => string) =>
  text.replace(/[^\w ]/g, (sign) => format(sign.codePointAt(0) as number));
const named = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[sign] as string,
  );
const escapeAll = (text: string) =>
  Array.from(text, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const PEM = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj'.repeat(2)}\nAgEAAoIBAQC7VJTUt9Us8cKj\n-----END PRIVATE KEY-----\n`;

describe('a secret is found in a text', () => {
  it.each<[string, string]>([
    ['with HTML escapes by name', named(secret)],
    ['with HTML escapes in decimal', html(secret, (code) => `&#${code};`)],
    ['with HTML escapes in hexadecimal', html(secret, (code) => `&#x${code.toString(16).toUpperCase()};`)],
    ['with HTML escapes in upper case', html(secret, (code) => `&#X${code.toString(16).toUpperCase()};`)],
    ['with HTML names in upper case', named(secret).replace(/&\w+;/g, (name) => name.toUpperCase())],
    ['with escapes for all characters', escapeAll(secret)],
    ['with upper-case escapes', escapeAll(secret).replace(/[a-f]/g, (digit) => digit.toUpperCase())],
    ['in base64 of Latin-1, as btoa makes it', btoa(secret)],
    ['in base64 of UTF-8', Buffer.from(secret).toString('base64')],
    ['in base64 for URLs', Buffer.from(`user:${secret}`).toString('base64url')],
    [
      'in base64 in lines',
      `${Buffer.from(`${secret}`)
        .toString('base64')
        .replace(/(.{40})/g, '$1\n')}`,
    ],
    ['in base64 of JSON', btoa(JSON.stringify({ password: secret }))],
    ['in base64 within base64', btoa(btoa(secret))],
    ['in base64 within a URL', encodeURIComponent(btoa(secret))],
    [
      'in base64 within JSON within JSON',
      JSON.stringify(JSON.stringify({ a: Buffer.from(secret).toString('base64') })),
    ],
    ['in hexadecimal of Latin-1', latin1(secret).toString('hex')],
    ['in percent within JSON', JSON.stringify({ url: `/?a=${encodeURIComponent(secret)}` })],
    ['in JSON within percent', encodeURIComponent(JSON.stringify({ secret }))],
    ['in percent within percent', encodeURIComponent(encodeURIComponent(secret))],
    ['in a form within JSON', JSON.stringify({ body: `${new URLSearchParams({ secret })}` })],
    ['in HTML within JSON', JSON.stringify({ page: named(secret) })],
  ])('%s', (_, encoded) => {
    const { text } = redact({ text: `before: ${encoded} :after` }, [secret]);
    expect(text).toContain(REDACTED);
    expect(text).toMatch(/^before: .*:after$/s);
    expect(text.length).toBeLessThanOrEqual(`before: ${REDACTED} :after`.length + 32);
  });

  it.each(PEM.trim().split('\n').slice(1, -1))('line by line, if it has lines: %s', (line) => {
    expect(redact(`bad key at ${line}!`, [PEM])).toBe(`bad key at ${REDACTED}!`);
    expect(redact(`bad key at ${line}!`, [PEM.replaceAll('\n', '\\n')])).toBe(`bad key at ${REDACTED}!`);
    expect(redact(`bad key at ${btoa(line)}!`, [PEM])).toContain(REDACTED);
  });

  it('that a connection holds escaped, and a function logs unescaped', () => {
    const stored = encodeURIComponent(secret);
    expect(redact(`no ${secret}`, [stored])).toBe(`no ${REDACTED}`);
  });

  it('of line breaks only', () => {
    expect(redact(`a${'\n'.repeat(8)}b`, ['\n'.repeat(8)])).toBe(`a${REDACTED}b`);
  });

  it('up to eleven levels of escapes: more are no text of anybody', () => {
    const nest = (levels: number) => `%${'25'.repeat(levels)}41BCDEF`;
    expect(redact(nest(5), ['ABCDEF'])).toBe(REDACTED);
    expect(redact(nest(30), ['ABCDEF'])).toBe(nest(30));
  });

  it('many times, each time', () => {
    const encoded = encodeURIComponent(secret);
    const redacted = redact(Array(10).fill(encoded).join(' and '), [secret]);
    expect(redacted).toBe(Array(10).fill(REDACTED).join(' and '));
  });

  it('more often than is worth the time: the whole text is redacted', () => {
    const hex = (text: string) => text.replaceAll(/./g, (one) => `%${one.charCodeAt(0).toString(16)}`);
    const forms = Array.from({ length: 100 }, (_, at) => {
      const bits = (at + 1).toString(2).padStart(7, '0');
      return Array.from('a-key-7', (one, index) => (bits[index] === '1' ? hex(one) : one)).join('');
    });
    expect(redact(forms.join(' '), ['a-key-7'])).toBe(REDACTED);
  });

  it('whole, even if another secret is its start', () => {
    const basic = 'ada-byron:pass"word';
    expect(redact(JSON.stringify({ basic }), ['ada-byron', basic])).toBe(`{"basic":"${REDACTED}"}`);
  });
});

describe('a text without secrets stays', () => {
  it.each([
    'A plain sentence.',
    'https://example.com/a%20b?c=d+e&f=%E2%82%AC',
    JSON.stringify({ a: '"quoted"', b: 'tab\t', c: ['ü', '\u2028'] }),
    `${Buffer.from('nothing secret in here, only a long text').toString('base64')}`,
    '&lt;b&gt; &amp;amp; &#8364; &#xZZ; &nbsp;',
    '100% \\x \\u12 %zz %',
    '&AMP; &#X; &#99999999; &APOS;',
    'Error: no\n    at run (file:///app/src/orders/export.js:12:5)',
  ])('%s', (text) => {
    expect(redact(text, [secret, PEM])).toBe(text);
  });
});

describe('a secret that is a word of the mark', () => {
  it('is left, so that the mark stays readable', () => {
    expect(redact('redacted long ago', ['redacted'])).toBe('redacted long ago');
  });
});

describe('a connection with more secrets than any has', () => {
  it('has all long texts redacted as a whole', () => {
    const secrets = Array.from({ length: 2001 }, (_, index) => `secret-${index}`);
    expect(redact({ message: 'anything at all', code: 'short', n: 1 }, secrets)).toEqual({
      message: REDACTED,
      code: 'short',
      n: 1,
    });
    expect(redact({ message: 'secret-999 and more' }, secrets.slice(1))).toEqual({ message: `${REDACTED} and more` });
  });
});
