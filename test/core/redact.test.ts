import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, isSecretName, REDACTED, redact } from '../../src/core/redact.ts';
import { text } from './values.ts';

const base64 = (value: string) => Buffer.from(value).toString('base64');

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

describe('a secret is blotted out', () => {
  const secret = fc
    .oneof(fc.string({ minLength: 6 }), text)
    .filter((one) => one.length >= 6 && !REDACTED.includes(one));

  it.each<[string, number, (secret: string) => string]>([
    ['as it is', 1, (one) => one],
    ['within JSON', 1, (one) => JSON.stringify({ password_hint: one })],
    ['within a URL', 1, (one) => `https://example.com/?key=${encodeURIComponent(one.toWellFormed())}`],
    ['within JSON within JSON', 1, (one) => JSON.stringify({ body: JSON.stringify({ password_hint: one }) })],
    ['within a form', 1, (one) => `grant_type=password&${new URLSearchParams({ key: one })}`],
    ['several times', 2, (one) => `${one} and ${one}`],
  ])('from a text that has it %s', (_, times, wrap) => {
    const blotted = fc.property(secret, fc.string(), fc.string(), (one, before, after) => {
      fc.pre(!wrap('').includes(one) && !`${before}${after}`.includes(one));
      const got = redact({ said: before + wrap(one) + after }, [one]).said;
      expect(got.split(REDACTED)).toHaveLength(times + 1);
      const left = got.length - times * REDACTED.length;
      expect(left).toBeLessThanOrEqual(`${before}${wrap('')}${after}`.length);
    });
    fc.assert(blotted, { numRuns: 200 });
  });

  it('from a Basic header, wherever in it the secret stands', () => {
    const blotted = fc.property(secret, fc.string(), fc.string(), (one, before, after) => {
      const header = `Basic ${base64(before + one + after)}`;
      const got = redact({ header }, [one]).header;
      expect(got).toContain(REDACTED);
      // What is left may tell a part of a first and a last character, but nothing between.
      const [start, end] = [Buffer.byteLength(before), Buffer.byteLength(before + one)].map((bytes) => (bytes * 4) / 3);
      const blottedOut = Math.floor(end ?? 0) - Math.ceil(start ?? 0);
      expect(got.split(REDACTED).join('').length).toBeLessThanOrEqual(header.length - blottedOut);
    });
    fc.assert(blotted, { numRuns: 200 });
  });

  it('from keys’ values, errors, and what causes them', () => {
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

  it('whole, also where another one is a part of it', () => {
    expect(redact({ said: 'password-of-ada' }, ['password', 'password-of-ada'])).toEqual({ said: REDACTED });
  });

  it('and nothing else is: numbers, and what only looks alike', () => {
    const line = { orderId: 123_456, ms: 0.123_456, said: '12345 and 123457' };
    expect(redact(line, ['123456'])).toEqual(line);
  });
});

describe('a field is blotted out by its name', () => {
  it.each([
    ['bearerToken'],
    ['encrypted'],
    ['access_token'],
    ['systemToken'],
    ['Authorization'],
    ['password'],
    ['client_secret'],
  ])('%s, at any depth and whatever it holds', (key) => {
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
  ])('%s: %s', (said, may) => {
    expect(isSecretName(said)).toBe(may);
  });
});

describe('what is logged', () => {
  it('is plain JSON data, whatever was to be logged', () => {
    const date = new Date(0);
    const line = { n: 10n, date, nan: Number.NaN, fn: () => 1, gone: undefined, map: new Map([[1, 2]]), nil: null };
    expect(redact(line, [])).toEqual({ n: '10', date: date.toJSON(), nan: null, map: {}, nil: null });
  });

  it('says of what it has said before that it has', () => {
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
