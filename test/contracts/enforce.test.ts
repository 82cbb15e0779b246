import { type ContractChecker, createExtension, define, type Outcome } from 'integrator-extension-lambda';
import { contracts, enforce, formatIssues, log } from 'integrator-extension-lambda/contracts';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { keepLines } from '../lines.ts';

const orders = () => [{ id: 1 }, { id: 2 }];
const sent = () => ({ bearerToken: 'token', data: orders() });

/** Calls a function with a page of two orders, checked. */
async function call(fn: unknown, judge: ContractChecker, options: unknown = sent()) {
  const { logger, lines } = keepLines();
  const extension = createExtension({ diy: { fn }, contracts: judge, logger });
  const outcome = await extension.invoke({ address: { diy: true, function: 'fn' }, options });
  const complaints = lines.flatMap(([level, line]) => (level === 'warn' ? [line.complaints] : []));
  return { outcome, answer: answerOf(outcome), complaints };
}

const answerOf = (outcome: Outcome) =>
  outcome.ok ? outcome.response : outcome.error.problems.map(({ code, message }) => `${code}: ${message}`);

const wrong = () => [{}, { errors: [{ code: 'x' }], dta: 1 }];
const complaintsOfWrong = [
  'response[1].errors[0].message: expected string, received undefined',
  'response[1]: Unrecognized key: "dta"; did you mean data?',
];

describe('enforce', () => {
  it.each([
    ['no number', Number.NaN, 'NaN'],
    ['an instance by its class', new Map(), 'Map'],
    ['an object without a class', Object.create(null), 'object'],
    ['an object whose constructor has no name', Object.assign(Object.create({}), { constructor: {} }), 'object'],
  ])('names the type of what it received: %s', (_, bearerToken, received) => {
    const { options } = enforce.open('preSavePage', { bearerToken, data: [] });
    const expected = 'string';
    const message = `expected string, received ${received}`;
    expect(options).toEqual([{ path: 'options.bearerToken', message, expected, received }]);
  });

  it('words a key that is no text as zod does', () => {
    const { options } = enforce.open('preSavePage', { bearerToken: 't', data: [], retryData: { [Symbol('key')]: {} } });
    expect(options).toEqual([{ path: 'options.retryData[Symbol(key)]', message: 'Invalid key in record' }]);
  });

  it('lets a call through that keeps its contract', async () => {
    const { answer, complaints } = await call(
      define.preMap(({ data }) => data.map((record) => ({ data: record }))),
      enforce,
    );
    expect(answer).toEqual([{ data: { id: 1 } }, { data: { id: 2 } }]);
    expect(complaints).toEqual([]);
  });

  it('fails a call with one invalid_response for each violation of its response', async () => {
    const { answer } = await call(
      define.preMap(() => wrong() as never),
      enforce,
    );
    expect(answer).toEqual(complaintsOfWrong.map((complaint) => `invalid_response: ${complaint}`));
  });

  it('fails a call with one invalid_options for each violation of its options, and never runs the function', async () => {
    const fn = vi.fn(() => []);
    const { answer } = await call(define.preMap(fn), enforce, { data: {} });
    expect(answer).toEqual([
      'invalid_options: options.bearerToken: expected string, received undefined',
      'invalid_options: options.data: expected array, received object',
    ]);
    expect(fn).not.toHaveBeenCalled();
  });

  it('checks a response of any style of answering', async () => {
    const byCallback = define.preMap((_, callback) => callback(null, []));
    const byPromise = define.preMap(async () => []);
    for (const fn of [byCallback, byPromise]) {
      const { answer } = await call(fn, enforce);
      expect(answer).toEqual(['invalid_response: preMap response: 0 elements for 2 in options.data']);
    }
  });

  it.each([
    { how: 'reassigns', change: (options: { data: unknown[] }) => Object.assign(options, { data: [] }) },
    { how: 'empties', change: ({ data }: { data: unknown[] }) => data.splice(0) },
  ])('counts the records of the page as it was sent, when the function $how it', async ({ change }) => {
    const fn = define.preMap((options) => {
      const answer = options.data.map((data) => ({ data }));
      change(options);
      return answer;
    });
    expect((await call(fn, enforce)).outcome.ok).toBe(true);
  });

  it("leaves a failing function's error as it is", async () => {
    const fn = define.preMap(() => {
      throw new RangeError('no stock');
    });
    expect((await call(fn, enforce)).answer).toEqual(['RangeError: no stock']);
  });

  it('runs functions without a kind unchecked', async () => {
    expect((await call(() => 'anything', enforce, { any: 1 })).answer).toBe('anything');
  });
});

describe('null', () => {
  const options = { bearerToken: 'token', data: [{}] };

  it.each([
    ['an option', 'preSavePage', { ...options, settings: null, errors: null, lastExportDateTime: null }],
    ['a field of an error', 'preSavePage', { ...options, errors: [{ code: 'a', message: 'b', source: null }] }],
    ['a field of a file', 'preSavePage', { ...options, files: [{ fileMeta: null }, { fileMeta: { fileName: null } }] }],
    ['a field of an entry', 'preSavePage', { ...options, retryData: { a: { data: {}, stage: null } } }],
    ['a part of a connection', 'ping', { ...options, connection: { encrypted: null } }],
  ])('stands for an absent value: %s', (_, kind, sent) => {
    expect(enforce.open(kind, sent).options).toEqual([]);
  });

  it.each([
    ['a required option', 'preSavePage', { ...options, data: null }, 'options.data: expected array, received null'],
    [
      'a record',
      'preMap',
      { ...options, data: [null] },
      'options.data[0]: expected a record (an object or an array of rows), received null',
    ],
    [
      'a required field of an error',
      'preSavePage',
      { ...options, errors: [{ code: null, message: 'b' }] },
      'options.errors[0].code: expected string, received null',
    ],
  ])('does not stand for %s', (_, kind, sent, issue) => {
    expect(formatIssues(kind, enforce.open(kind, sent).options)).toEqual([issue]);
  });

  it('is refused in a response', () => {
    const issue = { path: 'response.errors', message: 'expected array, received null' };
    expect(enforce.open('preSavePage', options).checkResponse({ data: [], errors: null })).toMatchObject([issue]);
  });
});

describe('advice', () => {
  const error = { code: 'a', message: 'b' };
  const missing = (path: string) => [
    { path, message: 'expected string, received undefined', expected: 'string', received: 'undefined', rule: 'source' },
  ];

  it.each([
    ['preMap', { data: [{}] }, [{ errors: [{ ...error, source: 'c' }, error] }], 'response[0].errors[1].source'],
    ['preSavePage', { data: [] }, { data: [], errors: [error] }, 'response.errors[0].source'],
    [
      'preSavePage',
      { data: [] },
      { data: [], newErrorsAndRetryData: [{ retryData: {}, errors: [error] }] },
      'response.newErrorsAndRetryData[0].errors[0].source',
    ],
  ])('on %s names an error without a source, which is no violation', (kind, sent, response, path) => {
    const call = enforce.open(kind, { bearerToken: 'token', ...sent });
    expect(call.checkResponse(response)).toEqual([]);
    expect(call.checkAdvice(response)).toEqual(missing(path));
  });

  it('is not given on a wrapper, nor on an unknown kind', () => {
    const ping = enforce.open('ping', { bearerToken: 'token', connection: {} });
    expect(ping.checkAdvice({ statusCode: 401, errors: [error] })).toEqual([]);
    expect(enforce.open('none', {}).checkAdvice({})).toEqual([]);
  });
});

it('an issue has its types only if it is about a type', () => {
  const checked = enforce.open('preMap', { bearerToken: 1, data: [{}] });
  const types = { expected: 'string', received: 'number' };
  expect(checked.options).toStrictEqual([
    { path: 'options.bearerToken', message: 'expected string, received number', ...types },
  ]);
  const { checkResponse } = enforce.open('preMap', { bearerToken: 'token', data: [{}] });
  expect(checkResponse([{ dta: 1 }])).toStrictEqual([
    { path: 'response[0]', message: 'Unrecognized key: "dta"; did you mean data?' },
  ]);
});

describe('the settings of zod', () => {
  it('of an application change no message of ours', () => {
    const before = { ...z.config() };
    z.config({ ...z.locales.de(), customError: () => 'No!' });
    expect(enforce.open('preMap', {}).options).toContainEqual({
      path: 'options.bearerToken',
      message: 'expected string, received undefined',
      expected: 'string',
      received: 'undefined',
    });
    expect(z.string().safeParse(1).error?.issues[0]?.message).toBe('No!');
    z.config({ customError: undefined, localeError: before.localeError });
  });

  it('are left as they are', () => {
    const before = { ...z.config() };
    enforce.open('preMap', {}).checkResponse([]);
    expect(z.config()).toEqual(before);
  });
});

describe('log', () => {
  it('only logs violations: the function runs, and its response is delivered', async () => {
    const { answer, complaints } = await call(
      define.preMap(() => wrong() as never),
      log,
    );
    expect(answer).toEqual(wrong());
    expect(complaints).toEqual([complaintsOfWrong]);
  });

  it('names the place of each violation in its line', () => {
    const warn = vi.fn();
    log.enforce('ping', { bearerToken: 'token', connection: {} }, { warn })({ statusCode: 403 });
    const complaints = ['response.statusCode: expected one of 200|401, received 403'];
    expect(warn.mock.calls).toEqual([['contract broken', { complaints }]]);
  });

  it('counts no elements if the page is not a list', async () => {
    const { answer, complaints } = await call(
      define.preMap(() => []),
      log,
      { bearerToken: 'token', data: null },
    );
    expect(answer).toEqual([]);
    expect(complaints).toEqual([['options.data: expected array, received null']]);
  });

  it('does not compare a response with options that were refused', async () => {
    const { complaints } = await call(
      define.preMap(() => []),
      log,
      { data: orders() },
    );
    expect(complaints).toEqual([['options.bearerToken: expected string, received undefined']]);
  });

  it('logs the violations of options and response', async () => {
    const { answer, complaints } = await call(
      define.preMap(() => ({}) as never),
      log,
      { data: orders() },
    );
    expect(answer).toEqual({});
    expect(complaints).toEqual([
      ['options.bearerToken: expected string, received undefined'],
      ['response: expected array, received object'],
    ]);
  });
});

describe('an unknown kind', () => {
  // A response that an author without types may write.
  const loosely = define as unknown as Record<string, (fn: unknown) => () => unknown>;

  it.each(['preMpa', 'constructor', 'toString', '__proto__'])('is a violation: %s', async (kind) => {
    const { answer } = await call(
      loosely[kind]?.(() => []),
      enforce,
    );
    const known = Object.keys(contracts).join(', ');
    expect(answer).toEqual([`invalid_options: ${kind}: no such kind of function; define has ${known}`]);
  });

  it('is only logged under log, and the function runs', async () => {
    const { answer, complaints } = await call(
      loosely.preMpa?.(() => 'ran'),
      log,
    );
    expect(answer).toBe('ran');
    expect(complaints).toHaveLength(1);
  });
});

describe('many violations', () => {
  /** Misspelt actions, each in its own way. */
  const pageOf = (errors: number) =>
    Array.from({ length: errors }, (_, index) => ({ [`da${index.toString(36).padStart(2, '_')}`]: 1 }));

  it('of one kind are listed once, at the first place', async () => {
    const { answer } = await call(
      define.preSavePage(() => ({ data: ['no record', {}, 'none', 'none'] }) as never),
      enforce,
    );
    expect(answer).toEqual([
      'invalid_response: response.data[0]: expected a record (an object or an array of rows), received string, and 2 more alike',
    ]);
  });

  it('of other kinds are listed up to twenty', () => {
    const { checkResponse } = enforce.open('preMap', { bearerToken: 'token', data: [{}] });
    expect(checkResponse(pageOf(20))).toHaveLength(20);
  });

  it('are counted beyond twenty', async () => {
    const { answer } = await call(
      define.preMap(() => pageOf(1000) as never),
      enforce,
    );
    expect(answer).toHaveLength(21);
    expect((answer as string[]).at(-1)).toBe('invalid_response: response: 980 more');
  });
});

describe('records', () => {
  /** An object whose fields cannot be read. */
  const untouchable = () => {
    const touch = () => {
      throw new Error('A record has been looked into.');
    };
    return new Proxy({}, { get: touch, has: touch, ownKeys: touch, getOwnPropertyDescriptor: touch });
  };
  const page = () => [untouchable(), untouchable()];

  it.each([
    ['preSavePage', { data: page() }, { data: page() }],
    ['preMap', { data: page() }, page().map((data) => ({ data }))],
    ['postMap', { preMapData: page(), postMapData: page() }, page().map((data) => ({ data }))],
    ['postResponseMap', { postResponseMapData: page() }, page()],
    [
      'export',
      { connection: {}, settings: untouchable(), state: untouchable() },
      { data: page(), state: untouchable() },
    ],
    ['import', { connection: {}, preMapData: page(), postMapData: page() }, [{ statusCode: 200 }, { statusCode: 200 }]],
  ])('of %s are never inspected, nor are settings and state', (kind, options, response) => {
    const judgement = enforce.open(kind, { bearerToken: 'token', ...options });
    expect([...judgement.options, ...judgement.checkResponse(response)]).toEqual([]);
  });

  it('reach the function and the caller as the same objects', async () => {
    const options = sent();
    let received: unknown;
    const fn = define.preSavePage(({ data }) => {
      received = data;
      return { data };
    });
    const { outcome } = await call(fn, enforce, options);
    expect(received).toBe(options.data);
    expect(outcome.ok && (outcome.response as typeof options).data).toBe(options.data);
  });

  it.each([
    ['a text', 'x', 'string'],
    ['nothing', null, 'null'],
    ['a hole', undefined, 'undefined'],
    ['a function', () => 1, 'function'],
  ])('are no %s', (_, value, received) => {
    const judgement = enforce.open('preSavePage', { bearerToken: 'token', data: [[{ row: 1 }], {}, value] });
    const expected = 'a record (an object or an array of rows)';
    expect(judgement.options).toEqual([
      { path: 'options.data[2]', message: `expected ${expected}, received ${received}`, expected, received },
    ]);
  });
});

describe('a note is no violation:', () => {
  const options = { bearerToken: 'token', _importId: '5f', preMapData: [{}, {}], postMapData: [{}, {}] };
  const connection = { _id: '5f', encrypted: {}, unencrypted: {} };
  const open = () => enforce.open('import', { ...options, connection });

  it.each([
    [
      'a number as an id',
      [{ statusCode: 200, id: 41 }, { statusCode: 200 }],
      'response[0].id',
      'expected string, received number',
    ],
    [
      'a number as the code of an error',
      [{ statusCode: 200 }, { statusCode: 422, errors: [{ code: 1062, message: 'duplicate' }] }],
      'response[1].errors[0].code',
      'expected string, received number',
    ],
    [
      'a field of one’s own',
      [{ statusCode: 200, total: 3 }, { statusCode: 200 }],
      'response[0]',
      'Unrecognized key: "total"',
    ],
    [
      'a misspelt one after records were written',
      [{ statusCode: 200, ID: '5' }, { statusCode: 200 }],
      'response[0]',
      'Unrecognized key: "ID"; did you mean id?',
    ],
  ])('%s', (_, response, path, message) => {
    const { checkResponse, checkNotes } = open();
    expect(checkResponse(response)).toEqual([]);
    expect(checkNotes()).toMatchObject([{ path, message }]);
    const warn = vi.fn();
    expect(() => enforce.enforce('import', { ...options, connection }, { warn })(response)).not.toThrow();
    expect(warn).not.toHaveBeenCalled();
  });

  it('unless the field may be another one, or all fields are of a record', () => {
    const preMap = enforce.open('preMap', { bearerToken: 'token', data: [{}] });
    expect(preMap.checkResponse([{ data: {}, error: [] }])).toMatchObject([
      { message: 'Unrecognized key: "error"; did you mean errors?' },
    ]);
    expect(preMap.checkResponse([{ sku: 'A', total: 3 }])).toMatchObject([
      { message: 'expected { data?, errors? }, found a record with sku, total; did you mean { data: record }?' },
    ]);
    expect(preMap.checkNotes()).toEqual([]);
  });

  it('and other checks go on', () => {
    const { checkResponse } = enforce.open('preMap', { bearerToken: 'token', data: [{}, {}] });
    expect(checkResponse([{ data: {}, of: 'mine' }])).toMatchObject([{ rule: 'perRecord' }]);
  });
});
