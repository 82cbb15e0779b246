import { beforeAll, describe, expect, it } from 'vitest';
import { contracts } from '../../../src/contracts/index.ts';
import { createFolder, runBuilt, runHere } from '../../cli/command-line.ts';

const { folder, path, write } = createFolder({
  'flat.mjs': `
    import { define, ExtensionError } from 'integrator-extension-lambda';
    export const echo = (options) => options;
    export const keep = define.preMap(({ data }) => data.map((record) => ({ data: record })));
    export const pages = define.export(({ state }) => ({ data: [], lastPage: true, state }));
    export const short = define.preMap(() => [{}]);
    export const dated = () => ({ data: [{ at: new Date(0) }] });
    export const count = () => ({ total: NaN });
    export const never = (options, callback) => {};
    export const refuses = () => { throw Object.assign(new Error('No such order: 17'), { code: 'no_order' }); };
    export const refusesTwice = () => {
      throw new ExtensionError([{ code: 'no_stock', message: 'No stock.' }, { message: 'Nor a supplier.' }]);
    };
    export const logs = (options, callback, { log }) => {
      log.warn('stock is low', { left: 3, token: 'open sesame' });
      log.error('call failed', { stack: 'of something else' });
      return 'logged';
    };
    export const where = (options, callback, { remainingTime }) => remainingTime();`,
  'grouped.mjs': `
    export const hooks = { trim: () => 'hook trim', only: () => 'hook only' };
    export const wrappers = { trim: () => 'wrapper trim' };`,
  'named.mjs': `
    import { define } from 'integrator-extension-lambda';
    export const save = define.import(() => []);
    export const helper = () => {};
    export const keep = define.preMap(({ data }) => data.map((record) => ({ data: record })));`,
  'empty.mjs': '',
  'connectors.mjs': 'export const connectors = { one: { who: () => 1 }, two: { who: () => 2 } };',
  'bundle.mjs': `
    export const handler = async (event, context) => {
      if (context.getRemainingTimeInMillis() <= 500) throw new Error('hurried');
      return { event, client: context.clientContext };
    };`,
});

const flat = path('flat.mjs');
const invoke = (...args: string[]) => runHere(['invoke', ...args]);

/** The response of a successful call. */
const answer = async (...args: string[]) => {
  const { code, out, err } = await invoke(...args);
  expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/ answered \d+ bytes in [\d.]+ ms\n$/) });
  return JSON.parse(out);
};

describe('invoke', () => {
  it('sends the sample of a kind, and {} to any other function', async () => {
    const { data } = contracts.preMap.sample.options as { data: object[] };
    expect(await answer(flat, 'keep')).toEqual(data.map((record) => ({ data: record })));
    expect(await answer(flat, 'echo')).toEqual({});
  });

  it.each([
    ['JSON', '{"data":[{"id":7}]}'],
    ['a file', write('options.json', '{"data":[{"id":7}]}')],
    ['an event', write('event.json', '{"function":"other","diy":true,"options":{"data":[{"id":7}]}}')],
  ])('takes options as %s', async (_what, options) => {
    expect(await answer(flat, 'keep', '--options', options)).toEqual([{ data: { id: 7 } }]);
  });

  it('takes options that only resemble an event as they are', async () => {
    expect(await answer(flat, 'echo', '--options', '{"options":{},"type":"x"}')).toEqual({ options: {}, type: 'x' });
    expect(await answer(flat, 'echo', '--options', '[1]')).toEqual([1]);
  });

  it('passes a state on', async () => {
    expect((await answer(flat, 'pages', '--state', '{"after":3}')).state).toEqual({ after: 3 });
  });

  it.each([
    [['--options', '{"data'], /^not_json {2}--options: found neither a file nor JSON: \{"data \(/],
    [['--options', write('broken.json', '{')], /^not_json {2}--options: found no JSON in .*broken\.json \(/],
    [['--state', 'nothing'], /^not_json {2}--state: found neither a file nor JSON: nothing \(/],
  ])('reports the problem of %j', async (args, message) => {
    const { code, err } = await invoke(flat, 'keep', ...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it('finds a function in any group, if only one has the name', async () => {
    expect(await answer(path('grouped.mjs'), 'only')).toBe('hook only');
    expect(await answer(path('grouped.mjs'), 'trim', '--type', 'wrapper')).toBe('wrapper trim');
    expect(await answer(path('grouped.mjs'), 'wrappers.trim')).toBe('wrapper trim');
    const { code, err } = await invoke(path('grouped.mjs'), 'trim');
    expect(code).toBe(2);
    expect(err).toBe('ambiguous_function  "trim": found hooks.trim, wrappers.trim, expected one of them\n');
  });

  it.each([
    ['trm', [], '"trm"', 'trim'],
    ['trm', ['--type', 'installer'], '"trm" under the type "installer"', 'trim'],
    ['only', ['--type', 'hok'], '"only" under the type "hok"', 'hook'],
    ['only', ['--type', 'wrapper'], '"only" under the type "wrapper"', 'hooks.only'],
  ])("lists the module's functions if there is none of the name: %s %j", async (name, args, expected, nearest) => {
    const { code, err } = await invoke(path('grouped.mjs'), name, ...args);
    expect(code).toBe(2);
    expect(err).toBe(
      `no_function  ${path('grouped.mjs')}: found hooks.trim, hooks.only, wrappers.trim; expected ${expected}; did you mean ${nearest}?\n`,
    );
  });

  it.each([
    [
      'a flat module',
      'named.mjs',
      'named.mjs: found no name, expected one of\n  save    import\n  helper  no kind\n  keep    preMap\nas in: integrator-extension invoke named.mjs keep',
    ],
    [
      'a grouped module',
      'grouped.mjs',
      'grouped.mjs: found no name, expected one of\n  hooks.trim     no kind\n  hooks.only     no kind\n  wrappers.trim  no kind\nas in: integrator-extension invoke grouped.mjs hooks.trim',
    ],
    ['a bundle', 'bundle.mjs', 'bundle.mjs: found no name; expected that of a function of the bundle'],
  ])('lists the functions of %s where no name is given, and shows a call', async (_what, file, message) => {
    const { code, out, err } = await runBuilt(['invoke', file], { cwd: folder });
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: `no_name  ${message}\n` });
    const machine = await runBuilt(['invoke', file, '--json'], { cwd: folder });
    expect(JSON.parse(machine.out)).toEqual({ errors: [{ code: 'no_name', message }] });
  });

  it('says that a module has no function, where no name is given', async () => {
    expect(await invoke(path('empty.mjs'))).toMatchObject({ code: 1, err: expect.stringMatching(/^no_functions {2}/) });
  });

  it('refuses another kind than that of define, and calls nothing', async () => {
    expect(await invoke(flat, 'keep', '--kind', 'postMap')).toEqual({
      code: 2,
      out: '',
      err: 'other_kind  "keep": found the kind "postMap", expected "preMap", which it has already\n',
    });
    expect(await answer(flat, 'keep', '--kind', 'preMap')).toHaveLength(2);
  });

  it('calls the selected connector', async () => {
    expect(await answer(path('connectors.mjs'), 'who', '--connector', 'two')).toBe(2);
  });

  it('calls a bundle through its handler, with the time that the handler reserves', async () => {
    const args = [path('bundle.mjs'), 'trim', '--type', 'hook', '--options', '{"x":1}', '--connector', '5f'];
    expect(await answer(...args, '--timeout', '100')).toEqual({
      event: { x: 1 },
      client: { type: 'hook', function: 'trim', _connectorId: '5f' },
    });
    const { err } = await invoke(...args, '--timeout', '0');
    expect(err).toMatch(/^unknown_kind {2}"trim": .*\nError {2}hurried\n/);
  });

  it('checks the response of a bundle against the kind that is named', async () => {
    const args = [path('bundle.mjs'), 'trim', '--kind', 'preMap'];
    expect(await invoke(...args)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^invalid_response {2}response: expected array, received object\n/),
    });
  });

  it('prints the call, and sends nothing', async () => {
    const { out, err } = await invoke(
      flat,
      'refuses',
      '--options',
      '{"x":1}',
      '--max-response-size',
      '9',
      '--envelope',
    );
    expect(JSON.parse(out)).toEqual({ function: 'refuses', diy: true, maxResponseSize: 9, options: { x: 1 } });
    expect(err).toBe('');
    const { out: line } = await invoke(path('grouped.mjs'), 'only', '--envelope', '--json');
    expect(line).toBe('{"type":"hook","function":"only","diy":true,"options":{}}\n');
  });

  it('gives a function the given time', async () => {
    expect(await answer(flat, 'where', '--timeout', '1234')).toBeLessThanOrEqual(1_234);
    const { code, err } = await invoke(flat, 'never', '--timeout', '20');
    expect(code).toBe(1);
    expect(err).toMatch(/^function_timeout {2}The function never didn't answer within the \d+ ms it had\.\n$/);
  });
});

describe('a call that fails', () => {
  it("prints code and message, and the place in the author's code", async () => {
    const { code, out, err } = await runBuilt(['invoke', 'flat.mjs', 'refuses'], { cwd: folder });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const [first, second, ...more] = err.trimEnd().split('\n');
    expect(first).toBe('no_order  No such order: 17');
    expect(second).toMatch(/^ +at .*flat\.mjs:10:\d+\)?$/);
    expect(more).toEqual([]);
  });

  it('prints every problem', async () => {
    const { err } = await invoke(flat, 'refusesTwice');
    expect(err).toMatch(/^no_stock {2}No stock\.\nno_code {2}Nor a supplier\.\n/);
  });

  it.each([
    ['short', [], 'invalid_response  preMap response: 1 element for 2 in options.data\n'],
    ['keep', ['--options', '{"data":7}'], 'invalid_options  options.data: expected array, received number\n'],
    [
      'dated',
      [],
      'invalid_extension_response  Extension response is not serializable. Found an instance of Date at response.data[0].at; did you mean date.toISOString()?\n',
    ],
    [
      'echo',
      ['--options', '{"x":"12345678"}', '--max-response-size', '9'],
      'response_size_exceeded  response stream exceeded limit of 9 bytes. Found 16 bytes at response.\n',
    ],
  ])('prints for %s %j the place', async (name, args, err) => {
    expect(await invoke(flat, name, ...args)).toEqual({ code: 1, out: '', err });
  });
});

describe('the lines beside an answer', () => {
  it("are the function's log, without its secrets and without the ids of the call", async () => {
    const { out, err } = await invoke(flat, 'logs');
    expect(out).toBe('"logged"\n');
    expect(err.split('\n')[0]).toBe('warn  stock is low  {"left":3,"token":"[redacted]"}');
  });

  it('name the place of a NaN or Infinity that became null', async () => {
    const { out, err } = await invoke(flat, 'count');
    expect(out).toBe('{ "total": null }\n');
    expect(err).toContain('becomes_null  response.total: found NaN or Infinity, which JSON turns into null\n');
  });
});

describe('invoke --json', () => {
  const json = async (name: string) => {
    const { code, out } = await invoke(flat, name, '--json');
    return { code, ...JSON.parse(out) };
  };

  it('prints an answer with its log', async () => {
    expect(await json('logs')).toEqual({
      code: 0,
      response: 'logged',
      ms: expect.any(Number),
      logs: [
        expect.objectContaining({ level: 'warn', message: 'stock is low', left: 3, function: 'logs' }),
        expect.objectContaining({ level: 'error', message: 'call failed' }),
      ],
    });
    expect(await json('count')).toMatchObject({ response: { total: null }, becomesNull: 'response.total' });
  });

  it('prints errors with their places', async () => {
    expect(await json('dated')).toMatchObject({
      code: 1,
      errors: [{ code: 'invalid_extension_response', message: 'Extension response is not serializable.' }],
      refused: { path: 'response.data[0].at', found: 'an instance of Date' },
    });
    expect(await json('refuses')).toMatchObject({
      code: 1,
      errors: [{ message: 'No such order: 17', code: 'no_order' }],
      stack: expect.stringContaining('flat.mjs'),
    });
  });
});

describe('the built command', () => {
  let out = '';
  beforeAll(async () => {
    out = (await runBuilt(['invoke', flat, 'keep', '--options', '-'], { input: '{"data":[{"id":7}]}' })).out;
  });

  it('reads options from stdin', () => {
    expect(JSON.parse(out)).toEqual([{ data: { id: 7 } }]);
  });
});
