import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { define } from '../../src/contracts/define.ts';
import { enforce, log } from '../../src/contracts/index.ts';
import { createExtension } from '../../src/core/extension.ts';
import type { Callback, ExtensionConfig } from '../../src/index.ts';
import { ExtensionError } from '../../src/shared/errors.ts';
import type { Invocation } from '../../src/shared/invocation.ts';
import { createMemory } from './lines.ts';

function host(diy: object, more: Partial<ExtensionConfig> = {}) {
  const { logger, lines } = createMemory();
  const extension = createExtension({ diy, logger, ...more });
  const call = (name: string, options: unknown = {}, rest: Partial<Invocation> = {}) =>
    extension.invoke({ address: { diy: true, function: name }, options, ...rest });
  return { extension, call, lines };
}

const failed = (...problems: object[]) => ({ ok: false, error: expect.objectContaining({ problems }) });

describe('an invocation', () => {
  it("is answered with the function's response, and logged", async () => {
    const { call, lines } = host({ ping: () => ({ statusCode: 200 }) });
    expect(await call('ping')).toEqual({ ok: true, response: { statusCode: 200 } });
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        message: 'call answered',
        function: 'ping',
        diy: true,
        coldStart: true,
      }),
    ]);
    await call('ping');
    expect(lines[1]).toMatchObject({ coldStart: false });
  });

  it("passes the function's own object on", async () => {
    const page = { data: [{ id: 1 }] };
    const { call } = host({ preSavePage: () => page });
    const outcome = await call('preSavePage');
    expect(outcome.ok && outcome.response).toBe(page);
  });

  it('may be answered with an object that has a then', async () => {
    const response = Object.fromEntries([['then', 'a field']]);
    const { call } = host({ export: (_: unknown, done: Callback<unknown>) => done(null, response) });
    expect(await call('export')).toEqual({ ok: true, response });
  });

  it("fails with the function's error, and keeps it for middlewares", async () => {
    const thrown = Object.assign(new Error('gone'), { code: 'not_found' });
    const { call, lines } = host({
      async export() {
        throw thrown;
      },
    });
    const outcome = await call('export');
    expect(outcome).toEqual(failed({ message: 'gone', code: 'not_found' }));
    expect(!outcome.ok && outcome.error.cause).toBe(thrown);
    expect(lines[0]).toMatchObject({ level: 'error', message: 'call failed', stack: thrown.stack });
  });

  it('fails with all problems of an ExtensionError', async () => {
    const error = new ExtensionError([{ message: 'one', code: 'a' }, { message: 'two' }]);
    const { call } = host({ export: () => Promise.reject(error) });
    const outcome = await call('export');
    expect(!outcome.ok && outcome.error).toBe(error);
  });

  it.each<[string, Partial<Invocation>, string]>([
    ['a missing function', { address: { diy: true, function: 'toString' } }, 'invalid_function'],
    ['an invalid date', { options: { lastExportDateTime: 'junk' } }, 'invalid_field'],
    [
      'a response above the caller’s limit',
      { address: { diy: true, function: 'f', maxResponseSize: 3 } },
      'response_size_exceeded',
    ],
    ['a response above the transport’s limit', { capacity: 3 }, 'response_size_exceeded'],
  ])('fails for %s', async (_, rest, code) => {
    const { call } = host({ f: () => 'four' });
    const outcome = await call('f', {}, rest);
    expect(!outcome.ok && outcome.error.problems[0]?.code).toBe(code);
  });

  it('names the flaw of a refused response in the log only', async () => {
    const { call, lines } = host({ f: () => [{ when: new Date() }] });
    expect(await call('f')).toEqual(
      failed({ message: 'Extension response is not serializable.', code: 'invalid_extension_response' }),
    );
    expect(lines[0]).toMatchObject({ refused: { path: 'response[0].when', found: 'an instance of Date' } });
  });

  it('gives the function its own options, with Dates', async () => {
    const sent = { lastExportDateTime: '2026-01-31T00:00:00.000Z', data: [1] };
    const { call } = host({
      f: (options: Record<string, unknown>) => {
        const echo = { ...options };
        options.data = 'changed';
        return [echo.lastExportDateTime instanceof Date, echo.data];
      },
    });
    expect(await call('f', sent)).toEqual({ ok: true, response: [true, [1]] });
    expect(sent.data).toEqual([1]);
  });

  it.each<[string, unknown, string]>([
    ['none', undefined, 'missing_parameter'],
    ['an empty configuration', {}, 'missing_parameter'],
    ['a configuration without a module', { logger: createMemory().logger }, 'missing_required_field'],
    ['a configuration with both kinds of modules', { diy: {}, connectors: { a: {} } }, 'invalid_configuration'],
    ['a configuration without connectors', { connectors: {} }, 'invalid_field'],
  ])("is answered with the configuration's problem: %s", async (_, config, code) => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
    const extension = createExtension(config as ExtensionConfig);
    for (const address of [undefined, { diy: true, function: 'f' }]) {
      const outcome = await extension.invoke({ address, options: {} });
      expect(!outcome.ok && outcome.error.problems.map((problem) => problem.code)).toEqual([code]);
    }
    silent.mockRestore();
  });
});

describe("the contract of a function's kind", () => {
  const options = { bearerToken: 'a token', data: [{ id: 1 }, { id: 2 }] };
  const trim = define.preMap(() => [{}]);

  it('fails a call that breaks it, if enforced', async () => {
    const { call } = host({ trim }, { contracts: enforce });
    expect(await call('trim', { ...options, data: null })).toEqual(
      failed({ message: 'options.data: expected array, received null', code: 'invalid_options' }),
    );
    expect(await call('trim', options)).toEqual(
      failed({ message: 'preMap response: 1 element for 2 in options.data', code: 'invalid_response' }),
    );
  });

  it('is checked against the options as they were at the call', async () => {
    const drain = define.preMap(({ data }) => data.splice(0).map(() => ({})));
    const { call } = host({ drain }, { contracts: enforce });
    expect(await call('drain', { ...options, data: [{}, {}] })).toEqual({ ok: true, response: [{}, {}] });
  });

  it('is only logged, if so configured', async () => {
    const { call, lines } = host({ trim }, { contracts: log });
    expect(await call('trim', { ...options, _flowId: 'f1' })).toEqual({ ok: true, response: [{}] });
    expect(lines[0]).toMatchObject({
      level: 'warn',
      message: 'contract broken',
      kind: 'preMap',
      _flowId: 'f1',
      complaints: ['preMap response: 1 element for 2 in options.data'],
    });
    expect(lines[1]).toMatchObject({ message: 'call answered', kind: 'preMap' });
  });

  it('is ignored without a checker', async () => {
    const { call } = host({ trim });
    expect(await call('trim', options)).toEqual({ ok: true, response: [{}] });
  });

  it('is ignored for a function without a kind', async () => {
    const { call } = host({ trim: () => 'anything' }, { contracts: enforce });
    expect(await call('trim', 'any options')).toEqual({ ok: true, response: 'anything' });
  });
});

describe('the response of a kind without one', () => {
  it.each(['postAggregate', 'step', 'update', 'connectorInstaller'] as const)(
    'is ignored, whatever it is: %s',
    async (kind) => {
      const run = (define[kind] as typeof define.step)(() => new Date(0));
      expect(await host({ run }).call('run', { postAggregateData: { success: true } })).toEqual({
        ok: true,
        response: undefined,
      });
    },
  );

  it('is an error if the function throws one', async () => {
    const run = define.step(() => {
      throw new RangeError('no shop');
    });
    expect(await host({ run }).call('run')).toEqual(failed({ message: 'no shop', code: 'RangeError' }));
  });
});

describe('the result of an aggregation', () => {
  const postAggregateData = { success: true, _json: { fileName: 'orders.csv' } };

  it('is frozen for a function from define, at any depth, and the sent options stay as they were', async () => {
    const run = define.postAggregate((options) => {
      (options.postAggregateData._json as { fileName: string }).fileName = 'mine.csv';
    });
    const sent = { postAggregateData: structuredClone(postAggregateData) };
    expect(await host({ run }).call('run', sent)).toMatchObject({
      ok: false,
      error: { problems: [{ code: 'TypeError' }] },
    });
    expect(Object.isFrozen(sent.postAggregateData)).toBe(false);
    expect(sent).toEqual({ postAggregateData });
  });

  it('may be missing or of another type', async () => {
    const run = define.postAggregate(() => undefined);
    for (const options of [{}, { postAggregateData: null }, { postAggregateData: 'x' }, [], 'x'])
      expect(await host({ run }).call('run', options)).toEqual({ ok: true, response: undefined });
  });
});

describe('late answers and errors', () => {
  it('are logged with the ids of their call, and change nothing', async () => {
    const { call, lines } = host({
      twice: (_: unknown, done: Callback<number>) => {
        done(null, 1);
        setImmediate().then(() => done(new Error('second')));
        throw new Error('third');
      },
    });
    expect(await call('twice', { _flowId: 'f1' })).toEqual({ ok: true, response: 1 });
    await setImmediate();
    await setImmediate();
    const late = lines.filter(({ level }) => level === 'warn');
    expect(late.map(({ problems }) => problems)).toEqual([
      [{ message: 'third', code: 'Error' }],
      [{ message: 'second', code: 'Error' }],
    ]);
    expect(late.every((line) => line._flowId === 'f1' && line.function === 'twice')).toBe(true);
  });
});
