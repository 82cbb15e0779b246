import type { Logger } from 'integrator-extension-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepLines } from '../lines.ts';

describe('installUncaughtHandlers', () => {
  const EVENTS = ['uncaughtException', 'unhandledRejection'];

  /** Guards with copies of our own files that no other test has loaded: gives the listeners they install. */
  async function guard(logger?: Logger) {
    vi.resetModules();
    const { installUncaughtHandlers: guardProcess } = await import('../../src/core/uncaught.ts');
    const { createExtension } = await import('../../src/core/extension.ts');
    const before = EVENTS.map((event) => process.rawListeners(event));
    guardProcess(logger);
    guardProcess(logger);
    const listeners = EVENTS.flatMap((event, at) =>
      process.rawListeners(event).filter((listener) => !before[at]?.includes(listener)),
    ) as ((thrown: unknown) => void)[];
    onTestFinished(() => {
      for (const event of EVENTS) for (const listener of listeners) process.off(event, listener);
    });
    return { listeners, createExtension };
  }

  async function guarded() {
    const { logger, lines } = keepLines();
    const { listeners, createExtension } = await guard(logger);
    return { listeners, lines, extension: (diy: object) => createExtension({ diy, logger }) };
  }

  const address = { diy: true, function: 'fn' };

  it('listens once for each kind of uncaught error', async () => {
    expect((await guarded()).listeners).toHaveLength(2);
  });

  it('logs an error that belongs to no call', async () => {
    const { listeners, lines } = await guarded();
    for (const listener of listeners) listener(new RangeError('stray'));
    expect(lines).toMatchObject(
      EVENTS.map((event) => [
        'error',
        {
          message: `${event} outside of any call`,
          problems: [{ message: 'stray', code: 'RangeError' }],
          stack: expect.stringContaining('RangeError: stray'),
        },
      ]),
    );
  });

  it('answers the pending call, and logs an error after its answer', async () => {
    const { listeners, lines, extension } = await guarded();
    const outcome = await extension({
      fn: (_: unknown, __: unknown) => {
        for (const listener of listeners) listener(new RangeError('stray'));
      },
    }).invoke({ address, options: {} });
    expect(outcome).toMatchObject({ ok: false, error: { problems: [{ message: 'stray', code: 'RangeError' }] } });
    expect(lines.map(([, { message }]) => message)).toEqual(['late error ignored', 'call failed']);
  });

  it('fails no call while several are pending', async () => {
    const { listeners, lines, extension } = await guarded();
    const releases: (() => void)[] = [];
    const waiting = extension({ fn: () => new Promise<void>((resolve) => releases.push(resolve)) });
    const calls = [1, 2].map(() => waiting.invoke({ address, options: {} }));
    listeners[0]?.('stray');
    for (const release of releases) release();
    expect(await Promise.all(calls)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(lines[0]).toMatchObject(['error', { problems: [{ message: 'stray', code: 'Error' }] }]);
  });

  it('leaves the console as it is outside of the runtime client', async () => {
    const { error } = console;
    await guarded();
    expect(console.error).toBe(error);
  });

  describe('under the runtime client', () => {
    /** As the client has set things up; `written` is what reaches its console, `ended` how the process was ended. */
    async function guardedInLambda() {
      vi.stubEnv('AWS_LAMBDA_RUNTIME_API', '127.0.0.1:9001');
      const written = vi.spyOn(console, 'error').mockImplementation(() => {});
      const ended = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
      onTestFinished(() => {
        vi.unstubAllEnvs();
        vi.restoreAllMocks();
      });
      return { ...(await guarded()), written, ended };
    }

    it.each([
      ['its echo of a failed call', new Error('{"statusCode":422,"errors":[]}')],
      ['its echo of a failed call, structured', 'Invoke Error'],
    ])('suppresses %s', async (_, echo) => {
      const { written } = await guardedInLambda();
      console.error(echo);
      expect(written).not.toHaveBeenCalled();
    });

    it.each([
      ['text', 'No stock.'],
      ['an error', new Error('No stock.')],
      ['a symbol', Symbol('stock')],
      ['what only quotes an echo', 'Why is there an Invoke Error?'],
      ['an object without a text', Object.create(null)],
      ['nothing', undefined],
    ])('lets the author write %s', async (_, thing) => {
      const { written } = await guardedInLambda();
      console.error(thing, 'and more');
      expect(written).toHaveBeenCalledWith(thing, 'and more');
    });

    it("ends the process if the client's own loop has failed: no call would be answered again", async () => {
      const { listeners, lines, ended } = await guardedInLambda();
      const broken = Object.assign(new Error('no socket'), {
        stack: `Error: no socket\n    at ${process.argv[1]}:1:1`,
      });
      listeners[0]?.(broken);
      expect(lines).toMatchObject([['error', { problems: [{ message: 'no socket' }] }]]);
      expect(ended).toHaveBeenCalledWith(1);
    });

    it("survives uncaught errors of the author's code", async () => {
      const { listeners, ended } = await guardedInLambda();
      listeners[0]?.(Object.assign(new Error('no stock'), { stack: 'Error: no stock\n    at orders.ts:1:1' }));
      expect(ended).not.toHaveBeenCalled();
    });
  });

  it('logs on the console if no handler has a logger', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => {
      error.mockRestore();
    });
    const { listeners } = await guard();
    listeners[0]?.(new Error('stray'));
    expect(JSON.parse(String(error.mock.calls[0]?.[0]))).toMatchObject({ level: 'error', stack: expect.any(String) });
  });
});
