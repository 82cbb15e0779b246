import { describe, expect, it } from 'vitest';
import { createSearch } from '../../src/check/leaks.ts';
import { readSource } from '../../src/check/read-source.ts';
import { findDifference, formatChange } from '../../src/shared/difference.ts';

describe('readSource', () => {
  const callback = expect.anything();
  it.each<[string, string, object | undefined]>([
    ['an arrow function', '(options, callback) => callback(null, options)', { isUsed: true, returns: true }],
    ['a parameter taken apart', '({ a, b: [c] }, done) => { later(done); }', { callback: 'done', isUsed: true }],
    ['a default with commas in it', '(options = f(1, 2), cb) => {}', { callback: 'cb', isUsed: false, returns: false }],
    ['a name that only stands in a comment', '(o, callback) => { /* callback */ } // callback', { isUsed: false }],
    ['a name that only stands in a text', '(o, callback) => { say("callback \\" callback"); }', { isUsed: false }],
    ['a name within a longer one', '(o, cb) => { cbs.push(o); }', { isUsed: false }],
    ['a name within a template', '(o, cb) => `$' + '{cb(null)}`', { isUsed: true }],
    ['arguments', 'function f(o, callback) { arguments[1](null); }', { isUsed: true }],
    ['an async function that returns something', 'async (o, cb) => { return o; }', { answersByPromise: true }],
    [
      'an async function that returns nothing',
      'async (o, cb) => { if (o) return; }',
      { answersByPromise: false, returns: false },
    ],
    ['a method', '({ m(options, callback) { callback(); } }).m', { callback: 'callback', isUsed: true }],
    ['a function that only throws', '(o, callback) => { throw new Error("no"); }', { alwaysThrows: true }],
    ['a throw after other work', '(o, callback) => { check(o, { a: 1 }); throw new E({ o }) }', { alwaysThrows: true }],
    ['a throw in a branch', '(o, callback) => { if (o.a) { throw 1; } }', { alwaysThrows: false }],
    ['a throw without braces in a branch', '(o, callback) => { if (o.a) throw 1; }', { alwaysThrows: false }],
    ['a throw in an else', '(o, callback) => { if (o.a) f(); else throw 1; }', { alwaysThrows: false }],
    ['a throw after a return', '(o, callback) => { if (o.a) return; throw 1; }', { alwaysThrows: false }],
    ['a callback taken apart', '(o, { log }) => {}', undefined],
    ['a bound function', '((o, callback) => {}).bind(null)', undefined],
  ])('reads %s', (_what, code, expected) => {
    const read = readSource(new Function(`return ${code}`)());
    if (expected)
      expect(read).toEqual({
        callback,
        isUsed: expect.any(Boolean),
        answersByPromise: expect.any(Boolean),
        returns: expect.any(Boolean),
        alwaysThrows: false,
        ...expected,
      });
    else expect(read).toBeUndefined();
  });
});

describe('findDifference', () => {
  it.each<[string, unknown, unknown, string | undefined]>([
    ['nothing changed', { a: [1, { b: null }] }, { a: [1, { b: null }] }, undefined],
    ['a value deep within', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, 'a.1.b 3, was 2'],
    ['a field that was added', {}, { a: 1 }, 'a added: 1'],
    ['a field that was removed', { a: 1 }, {}, 'a removed, was 1'],
    ['a field that was set to undefined', { a: 1 }, { a: undefined }, 'a removed, was 1'],
    ['an element that was added', [1], [1, 2], '1 added: 2'],
    ['an object where there was an array', { a: [] }, { a: {} }, 'a {}, was []'],
    ['a bigint', { a: 1 }, { a: 1n }, 'a a bigint, was 1'],
    ['a long text', { a: '' }, { a: 'x'.repeat(100) }, `a "${'x'.repeat(59)}…, was ""`],
  ])('finds %s', (_what, before, after, expected) => {
    const found = findDifference(before, after);
    expect(found && `${found.keys.join('.')} ${formatChange(found)}`).toBe(expected);
  });
});

describe('a search for secrets', () => {
  const password = 'p@ss/wörd "1"';
  const options = {
    bearerToken: 'token-123456',
    connection: { encrypted: { users: [{ password }], pin: '1234' } },
    data: [],
  };
  const { leakIn, secretIn } = createSearch(options);
  const where = 'options.connection.encrypted.users[0].password';

  it.each([
    ['as it is', `Basic shop:${password}.`, where],
    ['in a URL', `https://example.com/?key=${encodeURIComponent(password)}`, `${where}, encoded`],
    ['in base64', Buffer.from(`shop:${password}`).toString('base64'), `${where}, encoded`],
    ['in JSON', JSON.stringify({ password }), `${where}, encoded`],
    ['of another name', 'Bearer token-123456', 'options.bearerToken'],
  ])('finds one %s', (_how, text, secret) => {
    expect(secretIn(text)).toBe(secret);
  });

  it('names the place in a response, in field names too', () => {
    expect(leakIn('response', { a: [{ b: 'token-123456' }] })).toEqual({
      where: 'response.a[0].b',
      secret: 'options.bearerToken',
    });
    expect(leakIn('response', [{ 'token-123456': 1 }])?.where).toBe('response[0]["token-123456"]');
  });

  it('ignores texts that are too short to be distinctive', () => {
    expect(secretIn('1234')).toBeUndefined();
    expect(leakIn('response', [1234, '1234', undefined, null])).toBeUndefined();
    expect(createSearch(undefined).leakIn('response', undefined)).toBeUndefined();
  });
});
