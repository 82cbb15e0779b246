import type { Logger } from 'integrator-extension-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepLines } from '../lines.ts';

describe('installUncaughtHandlers', () => {
  const EVENTS = ['uncaughtException', 'unhandledRejection'];

  /** Installs the handlers from fresh copies of our files, and returns their listeners. */
  async function install(logger?: Logger) {
    vi.resetModules();
    const { installUncaughtHandlers } = await import('../../src/core/uncaught.ts');
    const { createExtension } = await import('../../src/core/extension.ts');
    const before = EVENTS.map((event) => process.rawListeners(event));
    installUncaughtHandlers(logger);
    installUncaughtHandlers(logger);
    const listeners = EVENTS.flatMap((event, at) =>
      process.rawListeners(event).filter((listener) => !before[at]?.includes(listener)),
    ) as ((thrown: unknown) => void)[];
    onTestFinished(() => {
      for (const event of EVENTS) for (const listener of listeners) process.off(event, listener);
    });
    return { listeners, createExtension };
  }

  async function installWithLogger() {
    const { logger, lines } = keepLines();
    const { listeners, createExtension } = await install(logger);
    return { listeners, lines, extension: (diy: object) => createExtension({ diy, logger }) };
  }

  const address = { diy: true, function: 'fn' };

  it('listens once for each kind of uncaught error', async () => {
    expect((await installWithLogger()).listeners).toHaveLength(2);
  });

  it('logs an error that belongs to no call', async () => {
    const { listeners, lines } = await installWithLogger();
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
    const { listeners, lines, extension } = await installWithLogger();
    const outcome = await extension({
      fn: (_: unknown, __: unknown) => {
        for (const listener of listeners) listener(new RangeError('stray'));
      },
    }).invoke({ address, options: {} });
    expect(outcome).toMatchObject({ ok: false, error: { problems: [{ message: 'stray', code: 'RangeError' }] } });
    expect(lines.map(([, { message }]) => message)).toEqual(['late error ignored', 'call failed']);
  });

  it('fails no call while several are pending', async () => {
    const { listeners, lines, extension } = await installWithLogger();
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
    await installWithLogger();
    expect(console.error).toBe(error);
  });

  describe('under the runtime client', () => {
    /** Prepares the process as the client does, with spies on its console and on the exit of the process. */
    async function installInLambda() {
      vi.stubEnv('AWS_LAMBDA_RUNTIME_API', '127.0.0.1:9001');
      const written = vi.spyOn(console, 'error').mockImplementation(() => {});
      const ended = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
      onTestFinished(() => {
        vi.unstubAllEnvs();
        vi.restoreAllMocks();
      });
      return { ...(await installWithLogger()), written, ended };
    }

    it.each([
      ['its line of a failed call in the JSON format', new Error('{"statusCode":422,"errors":[]}')],
      ['its line of a failed call in the text format', 'Invoke Error'],
    ])('suppresses %s', async (_, echo) => {
      const { written } = await installInLambda();
      console.error(echo);
      expect(written).not.toHaveBeenCalled();
    });

    it.each([
      ['text', 'No stock.'],
      ['an error', new Error('No stock.')],
      ['a symbol', Symbol('stock')],
      ['a text that only quotes the line', 'Why is there an Invoke Error?'],
      ['an object without a text', Object.create(null)],
      ['nothing', undefined],
    ])('lets the author write %s', async (_, thing) => {
      const { written } = await installInLambda();
      console.error(thing, 'and more');
      expect(written).toHaveBeenCalledWith(thing, 'and more');
    });

    it("ends the process if the client's own loop has failed: no call would be answered again", async () => {
      const { listeners, lines, ended } = await installInLambda();
      const broken = Object.assign(new Error('no socket'), {
        stack: `Error: no socket\n    at ${process.argv[1]}:1:1`,
      });
      listeners[0]?.(broken);
      expect(lines).toMatchObject([['error', { problems: [{ message: 'no socket' }] }]]);
      expect(ended).toHaveBeenCalledWith(1);
    });

    it("survives uncaught errors of the author's code", async () => {
      const { listeners, ended } = await installInLambda();
      listeners[0]?.(Object.assign(new Error('no stock'), { stack: 'Error: no stock\n    at orders.ts:1:1' }));
      expect(ended).not.toHaveBeenCalled();
    });
  });

  it('logs on the console if no handler has a logger', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => {
      error.mockRestore();
    });
    const { listeners } = await install();
    listeners[0]?.(new Error('stray'));
    expect(JSON.parse(String(error.mock.calls[0]?.[0]))).toMatchObject({ level: 'error', stack: expect.any(String) });
  });
});
