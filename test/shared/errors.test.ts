import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExtensionError, isExtensionError, readProblems, readStack, toText } from '../../src/shared/errors.ts';

const createRevoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const throwing = new Proxy(
  {},
  {
    get() {
      throw new Error('not even this');
    },
  },
);
const silent = Object.create(null) as object;
const cyclic: Record<string, unknown> = { text: 'again' };
cyclic.self = cyclic;

class Declined extends Error {
  override readonly name = 'Declined';
}

describe('the errors of a thrown value', () => {
  it.each<[string, unknown, string]>([
    ['an error by its name', new TypeError('x is undefined'), '[{"message":"x is undefined","code":"TypeError"}]'],
    [
      'an error by its code',
      Object.assign(new Error('gone'), { code: 'not_found' }),
      '[{"message":"gone","code":"not_found"}]',
    ],
    ["an error of an author's class", new Declined('no'), '[{"message":"no","code":"Declined"}]'],
    ['an error without a message', new Error(), '[{"message":"","code":"Error"}]'],
    ['an object with a message only', { message: 'odd' }, '[{"message":"odd"}]'],
    ['a number as code and message', { message: 42, code: 7 }, '[{"message":42,"code":7}]'],
    ['an object as message', { message: { text: 'no' }, code: ['a'] }, '[{"message":{"text":"no"},"code":["a"]}]'],
    ['a text', 'just a text', '[{"message":"just a text","code":"Error"}]'],
    ['a number', 404, '[{"message":"404","code":"Error"}]'],
    ['undefined', undefined, '[{"message":"undefined","code":"Error"}]'],
    ['null', null, '[{"message":"null","code":"Error"}]'],
    ['a symbol', Symbol('s'), '[{"message":"Symbol(s)","code":"Error"}]'],
    ['an object without a message', { code: 'c1' }, '[{"message":"[object Object]","code":"c1"}]'],
    ['an array', ['a', 'b'], '[{"message":"a,b","code":"Error"}]'],
    ['an object without a text form', silent, '[{"message":"object","code":"Error"}]'],
    ['a message without a JSON form', { message: 10n }, '[{"message":"10","code":"Error"}]'],
    ['a code with a cycle', { message: 'no', code: cyclic }, '[{"message":"no","code":"[object Object]"}]'],
    ['a proxy that throws', throwing, '[{"message":"object","code":"Error"}]'],
    ['a revoked proxy', createRevoked(), '[{"message":"object","code":"Error"}]'],
  ])('%s', (_, thrown, wire) => {
    expect(JSON.stringify(readProblems(thrown))).toBe(wire);
  });

  it('are JSON and never empty, for any value', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
    });
    const thrown = fc.oneof(
      anything,
      fc.record({ message: anything, code: anything, name: anything }, { requiredKeys: [] }),
      fc.record({ name: fc.constant('ExtensionError'), problems: anything }),
    );
    fc.assert(
      fc.property(thrown, (thing) => {
        const problems = readProblems(thing);
        expect(JSON.parse(JSON.stringify(problems))).toEqual(problems);
        if (!isExtensionError(thing)) expect(new ExtensionError(problems).problems).toHaveLength(1);
      }),
    );
  });

  it('are the problems of an ExtensionError, in their own order of properties', () => {
    const error = new ExtensionError([
      { code: 'a', message: 'first' },
      { message: 'second', code: 'b' },
    ]);
    expect(JSON.stringify(readProblems(error))).toBe(
      '[{"code":"a","message":"first"},{"message":"second","code":"b"}]',
    );
  });

  it("are the problems of another copy's ExtensionError", () => {
    class ExtensionError extends Error {
      override readonly name = 'ExtensionError';
      readonly problems = [{ message: 'from afar', code: 'far' }];
    }
    expect(readProblems(new ExtensionError())).toEqual([{ message: 'from afar', code: 'far' }]);
  });

  it('are text if an ExtensionError holds values without a JSON form', () => {
    const error = new ExtensionError({ message: 'too many', code: 1n as never });
    expect(readProblems(error)).toEqual([{ message: 'too many', code: 'ExtensionError' }]);
  });
});

describe('an ExtensionError', () => {
  it('is an Error with all its problems in one line', () => {
    const error = new ExtensionError([{ message: 'one', code: 'a' }, { message: 'two' }]);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'ExtensionError', message: 'one; two' });
    expect(`${error.stack}`).toContain('one; two');
  });

  it('may hold one problem, a cause, and the place of a refused response', () => {
    const cause = new Error('below');
    const refused = { path: 'response.a', found: 'a function' };
    const error = new ExtensionError({ message: 'one', code: 'a' }, { cause, refused });
    expect(error.problems).toEqual([{ message: 'one', code: 'a' }]);
    expect(error.cause).toBe(cause);
    expect(error.refused).toBe(refused);
  });

  it('may be extended: instances of a subclass are instances of both', () => {
    class OrderError extends ExtensionError {}
    expect([new OrderError([]), new ExtensionError([])].map((error) => error instanceof OrderError)).toEqual([
      true,
      false,
    ]);
    expect(new OrderError([])).toBeInstanceOf(ExtensionError);
  });

  it('is an instance of the class in another copy of the package', () => {
    expect({ name: 'ExtensionError', problems: [] }).toBeInstanceOf(ExtensionError);
  });

  it("has a message even if a problem's message has no text", () => {
    const error = new ExtensionError({ message: { toString: 1 } as never });
    expect(error.message).toBe('object');
  });
});

describe('isExtensionError recognizes an error', () => {
  it.each([
    ['by its name and its problems', { name: 'ExtensionError', problems: [] }, true],
    ['that is an instance', new ExtensionError([]), true],
    ['not by its name only', { name: 'ExtensionError' }, false],
    ['not by its problems only', { name: 'Error', problems: [] }, false],
    ['not null', null, false],
    ['not one that cannot be read', throwing, false],
    ['not one whose problems cannot be read', { name: 'ExtensionError', problems: createRevoked() }, false],
  ])('%s', (_, thrown, is) => {
    expect(isExtensionError(thrown)).toBe(is);
  });
});

describe('a failed request', () => {
  const fail = (cause?: unknown) => new TypeError('fetch failed', { cause });
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 });

  it.each([
    ['its address', fail(refused), 'fetch failed: ECONNREFUSED 127.0.0.1:9'],
    [
      'the first of several addresses',
      fail(new AggregateError([refused, new Error('b')])),
      'fetch failed: ECONNREFUSED 127.0.0.1:9',
    ],
    [
      'a code without an address',
      fail(Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' })),
      'fetch failed: CERT_HAS_EXPIRED',
    ],
    ['a message', fail(new Error('bad port')), 'fetch failed: bad port'],
    ['no cause', fail(), 'fetch failed'],
  ])('says why: %s', (_, thrown, message) => {
    expect(readProblems(thrown)).toEqual([{ message, code: 'TypeError' }]);
  });

  it('of Node itself says why', async () => {
    const thrown = await fetch('http://127.0.0.1:9').catch((failure) => failure);
    expect(readProblems(thrown)[0]?.message).toMatch(/^fetch failed: (ECONNREFUSED 127\.0\.0\.1:9|bad port)$/);
  });

  it('with a cause that cannot be read keeps its message', () => {
    expect(readProblems(fail(throwing))).toEqual([{ message: 'fetch failed', code: 'TypeError' }]);
  });
});

describe('readStack', () => {
  it('has the stacks of the causes, at most four below each other', () => {
    const chain = [1, 2, 3, 4, 5, 6].reduceRight<Error | undefined>(
      (cause, n) => new Error(`level ${n}`, { cause }),
      undefined,
    );
    const stack = String(readStack(chain));
    expect(stack.match(/level \d/g)).toEqual([1, 2, 3, 4, 5].map((n) => `level ${n}`));
    expect(stack).toContain('\n  caused by Error: level 2');
  });

  it('has the errors of an AggregateError, and causes that are no errors', () => {
    const thrown = new AggregateError([new Error('first'), new Error('second'), 'no error'], 'all failed', {
      cause: 'a text',
    });
    expect(String(readStack(thrown)).match(/caused by .*/g)).toEqual([
      'caused by a text',
      'caused by Error: first',
      'caused by Error: second',
    ]);
  });

  it('ends for an error that causes itself', () => {
    const thrown = new Error('circle');
    thrown.cause = thrown;
    expect(String(readStack(thrown)).match(/circle/g)?.length).toBe(5);
  });
});

describe('any thrown value', () => {
  it.each([
    ['an error', new Error('no'), 'Error: no'],
    ['an object without a text form', silent, 'object'],
    ['a text', 'no', 'no'],
  ])('has a text: %s', (_, thrown, text) => {
    expect(toText(thrown)).toBe(text);
  });

  it('has its stack, if there is one', () => {
    const error = new Error('no');
    expect(readStack(error)).toBe(error.stack);
    for (const thrown of ['text', undefined, null, throwing]) expect(readStack(thrown)).toBeUndefined();
  });
});
