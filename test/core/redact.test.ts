import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, mayNameSecret, REDACTED, redact } from '../../src/core/redact.ts';
import { text } from './values.ts';

describe('the secrets of a call', () => {
  it('are its bearer token and every text in its connection’s encrypted part', () => {
    const encrypted = { user: 'ada.byron', nested: [{ pin: '123456' }], port: 123_456, short: '12345', off: null };
    const unencrypted = { host: 'example.com' };
    expect(
      findSecrets({ bearerToken: 'one-time', connection: { encrypted, unencrypted }, data: ['a record'] }),
    ).toEqual(['one-time', 'ada.byron', '123456']);
  });

  it('may be a single text', () => {
    expect(findSecrets({ connection: { encrypted: 'a whole secret' } })).toEqual(['a whole secret']);
  });

  it.each([[undefined], [null], ['text'], [[]], [{}], [{ connection: null }], [{ bearerToken: 'short' }]])(
    'are none in %j',
    (options) => {
      expect(findSecrets(options)).toEqual([]);
    },
  );
});

const lower = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());
/** Writes every second match of a pattern in lower case. */
const mix = (text: string, pattern: RegExp) => {
  let count = 0;
  return text.replace(pattern, (code) => (count++ % 2 ? code : code.toLowerCase()));
};
/** Counts the characters of a text that are no backslashes. */
const count = (text: string) => text.replaceAll('\\', '').length;
const nest = (text: string, levels: number): string =>
  levels === 0 ? text : JSON.stringify({ body: nest(text, levels - 1) });

describe('a secret is redacted', () => {
  const secret = fc
    .oneof(fc.string({ minLength: 6 }), text)
    // The lines of a secret are redacted one by one.
    .filter((one) => one.length >= 6 && !REDACTED.includes(one) && !/[\r\n\u2028\u2029]|\\n/.test(one))
    // A text is searched with all of its escapes undone: what is short without its own escapes is no secret there.
    .filter((one) => one.replaceAll(/%[\da-f]{2}|\\(u[\da-f]{4}|.)|&#?\w+;/gi, '.').length >= 6);

  it.each<[string, number, (secret: string) => string]>([
    ['as it is', 1, (one) => one],
    ['within JSON', 1, (one) => JSON.stringify({ password_hint: one })],
    ['within a URL', 1, (one) => `https://example.com/?key=${encodeURIComponent(one.toWellFormed())}`],
    ['within JSON within JSON', 1, (one) => JSON.stringify({ body: JSON.stringify({ password_hint: one }) })],
    ['within JSON nested three times', 1, (one) => nest(one, 3)],
    ['percent-encoded in lower case', 1, (one) => lower(encodeURIComponent(one.toWellFormed()))],
    ['form-encoded in lower case', 1, (one) => lower(`${new URLSearchParams({ key: one })}`)],
    ['in hexadecimal', 1, (one) => Buffer.from(one).toString('hex')],
    ['percent-encoded in mixed case', 1, (one) => mix(encodeURIComponent(one.toWellFormed()), /%../g)],
    ['in mixed-case hexadecimal', 1, (one) => mix(Buffer.from(one).toString('hex').toUpperCase(), /[A-F]/g)],
    ['in upper-case hexadecimal', 1, (one) => Buffer.from(one).toString('hex').toUpperCase()],
    ['within a form', 1, (one) => `grant_type=password&${new URLSearchParams({ key: one })}`],
    ['several times', 2, (one) => `${one} and ${one}`],
  ])('in a text that has it %s', (_, times, wrap) => {
    const redacted = fc.property(secret, fc.string(), fc.string(), (one, before, after) => {
      // Half an escape and the secret would be another escape.
      fc.pre(!wrap('').includes(one) && !`${before}${after}`.includes(one) && !/%.?$|\\$/.test(before));
      const got = redact({ logged: before + wrap(one) + after }, [one]).logged;
      expect(got.split(REDACTED)).toHaveLength(times + 1);
      // The end of an escape may be left. JSON within JSON doubles backslashes: those at its ends may be left, too.
      const left = count(got) - times * REDACTED.length - 8;
      expect(left).toBeLessThanOrEqual(count(`${before}${wrap('')}${after}`));
    });
    fc.assert(redacted, { numRuns: 200 });
  });

  it.each(['base64', 'base64url'] as const)('in a text in %s, at any place', (encoding) => {
    const redacted = fc.property(secret, fc.string(), fc.string(), (one, before, after) => {
      const header = `Basic ${Buffer.from(before + one + after).toString(encoding)}`;
      const got = redact({ header }, [one]).header;
      expect(got).toContain(REDACTED);
      // Only parts of the first and the last character may be left.
      const [start, end] = [Buffer.byteLength(before), Buffer.byteLength(before + one)].map((bytes) => (bytes * 4) / 3);
      const redactedLength = Math.floor(end ?? 0) - Math.ceil(start ?? 0);
      expect(got.split(REDACTED).join('').length).toBeLessThanOrEqual(header.length - redactedLength + 2);
    });
    fc.assert(redacted, { numRuns: 200 });
  });

  it('in a text that is nothing else, even of the least length', () => {
    expect(redact(['sesame', 'sesam'], ['sesame'])).toEqual([REDACTED, 'sesam']);
  });

  it('in values, errors and their causes', () => {
    const cause = new Error('refused hunter2hunter2');
    const error = Object.assign(new TypeError('no hunter2hunter2', { cause }), { url: '/?p=hunter2hunter2' });
    const line = JSON.stringify(redact({ error, list: [['hunter2hunter2']] }, ['hunter2hunter2']));
    expect(line).not.toContain('hunter2');
    expect(JSON.parse(line)).toMatchObject({
      error: { message: `no ${REDACTED}`, url: `/?p=${REDACTED}`, cause: { message: `refused ${REDACTED}` } },
      list: [[REDACTED]],
    });
    expect(JSON.parse(line).error.stack).toMatch(/^TypeError: no \[redacted\]\n {4}at /);
  });

  it('whole, even if another secret is a part of it', () => {
    expect(redact({ logged: 'password-of-ada' }, ['password', 'password-of-ada'])).toEqual({ logged: REDACTED });
  });

  it('and the rest of its text keeps its case', () => {
    const logged = 'FACADE=ABCDEF&key=%2FadaB%2f&DEAD=%2F';
    expect(redact({ logged }, ['/adaB/'])).toEqual({ logged: `FACADE=ABCDEF&key=${REDACTED}&DEAD=%2F` });
  });

  it('and nothing else is: no numbers, no similar texts', () => {
    const line = { orderId: 123_456, ms: 0.123_456, logged: '12345 and 123457' };
    expect(redact(line, ['123456'])).toEqual(line);
  });
});

describe('a field is redacted by its name', () => {
  it.each([
    ['bearerToken'],
    ['encrypted'],
    ['access_token'],
    ['systemToken'],
    ['Authorization'],
    ['password'],
    ['client_secret'],
  ])('%s, at any depth and with any value', (key) => {
    for (const value of ['s', 5, { deep: 'text' }, ['text'], true]) {
      expect(redact({ a: [{ [key]: value, other: 'kept' }] }, [])).toEqual({ a: [{ [key]: REDACTED, other: 'kept' }] });
    }
  });

  it.each([['encryptedAt'], ['author'], ['tokens'], ['unencrypted'], ['message']])('%s is not', (key) => {
    expect(redact({ [key]: 'kept' }, [])).toEqual({ [key]: 'kept' });
  });
});

describe('a text that may name a secret', () => {
  it.each<[string, boolean]>([
    ['{"bearerToken":1}', true],
    ['PASSWORD', true],
    ['client_secret', true],
    ['"encrypted"', true],
    ['Authorization: Basic', true],
    ['{"author":"Ada","note":"by word of mouth"}', false],
    ['', false],
  ])('%s: %s', (logged, may) => {
    expect(mayNameSecret(logged)).toBe(may);
  });
});

describe('a redacted value', () => {
  it('is plain JSON data, whatever was logged', () => {
    const date = new Date(0);
    const line = { n: 10n, date, nan: Number.NaN, fn: () => 1, gone: undefined, map: new Map([[1, 2]]), nil: null };
    expect(redact(line, [])).toEqual({ n: '10', date: date.toJSON(), nan: null, map: {}, nil: null });
  });

  it('names repeated objects instead of repeating them', () => {
    const socket: Record<string, unknown> = { port: 443 };
    socket.request = { socket };
    expect(redact({ first: socket, second: socket }, [])).toEqual({
      first: { port: 443, request: { socket: '[see above]' } },
      second: '[see above]',
    });
  });

  it('is a copy', () => {
    const line = { a: { b: ['hunter2'] } };
    expect(redact(line, ['hunter2'])).toEqual({ a: { b: [REDACTED] } });
    expect(line).toEqual({ a: { b: ['hunter2'] } });
  });
});
