import { type ExecFileOptions, execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Logger } from 'integrator-extension-lambda';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepLines } from '../lines.ts';

const child = fileURLToPath(new URL('process-child.ts', import.meta.url));

/** Plays a story in a process of its own; fails where that process did not end well. */
async function play(story: string, options: ExecFileOptions = {}) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [child, story], options);
  expect(stderr).toBe('');
  return JSON.parse(String(stdout)) as { answers: unknown; lines: Record<string, unknown>[] };
}

const failed = (message: string, code: string) => ({ statusCode: 422, errors: [{ message, code }] });
const untouched = { response: 'untouched' };

// Each story is a process of its own, and a busy machine takes its time to start them all.
describe.concurrent('a process of ours', { timeout: 60_000 }, () => {
  it('listens from its first call on, once for each kind of stray error, however many handlers it has', async () => {
    const answered = { response: 'answered' };
    expect((await play('listeners')).answers).toEqual([
      [0, 0],
      [answered, answered],
      [1, 1],
    ]);
  });

  it('ends if its module fails while it is loaded', async ({ expect }) => {
    await expect(play('beforeAnyCall')).rejects.toMatchObject({ code: 1, stdout: '' });
  });

  it('ends if the runtime client itself has broken, once that is logged', async ({ expect }) => {
    // What plays the client here is the program that the process was started with.
    const inLambda = { env: { ...process.env, AWS_LAMBDA_RUNTIME_API: '127.0.0.1:9001' } };
    await expect(play('outside', inLambda)).rejects.toMatchObject({ code: 1 });
  });

  it.for([
    { story: 'lateThrow', what: 'throw', answer: 'before the throw', message: 'thrown too late' },
    { story: 'lateRejection', what: 'rejection', answer: 'before the rejection', message: 'rejected too late' },
  ])('outlives a $what after the answer, logs it, and answers the next call', async (told, { expect }) => {
    const { answers, lines } = await play(told.story);
    expect(answers).toEqual([{ response: told.answer }, untouched]);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'late error ignored',
        function: told.story === 'lateThrow' ? 'throwsLate' : 'rejectsLate',
        problems: [{ message: told.message, code: 'RangeError' }],
        stack: expect.stringContaining('straying.ts'),
      }),
    );
  });

  it.for([
    ['throwElsewhere', failed('thrown where nobody catches', 'RangeError')],
    ['rejectionElsewhere', failed('rejected where nobody looks', 'RangeError')],
    ['nothingThrownElsewhere', failed('undefined', 'Error')],
  ] as const)('answers the call that an uncaught error belongs to: %s', async ([story, answer], { expect }) => {
    expect((await play(story)).answers).toEqual(answer);
  });

  it('answers, of two calls, the one that the error was thrown in; the other is untouched', async ({ expect }) => {
    const [thrown, rejected] = await Promise.all([play('oneOfTwo'), play('otherOfTwo')]);
    expect(thrown.answers).toEqual([failed('thrown where nobody catches', 'RangeError'), untouched]);
    expect(rejected.answers).toEqual([untouched, failed('rejected where nobody looks', 'RangeError')]);
  });

  it('blames what stems from no call on the only one that runs', async ({ expect }) => {
    expect((await play('jobOfOne')).answers).toEqual(failed('thrown in a job', 'RangeError'));
  });

  it('blames nobody while two calls run, and logs it', async ({ expect }) => {
    const { answers, lines } = await play('jobOfOneOfTwo');
    expect(answers).toEqual(untouched);
    expect(lines).toContainEqual(
      expect.objectContaining({
        message: 'uncaughtException outside of any call',
        problems: [{ message: 'thrown in a job', code: 'RangeError' }],
      }),
    );
  });

  it.for([
    ['outside', 'uncaughtException', 'thrown by the module itself'],
    ['rejectionOutside', 'unhandledRejection', 'rejected by the module itself'],
  ] as const)(
    'outlives and logs what is thrown while no call runs: %s',
    async ([story, event, message], { expect }) => {
      const { answers, lines } = await play(story);
      expect(lines[1]).toMatchObject({
        message: `${event} outside of any call`,
        problems: [{ message, code: 'RangeError' }],
        stack: expect.stringContaining('process-child.ts'),
      });
      expect(answers).toEqual(failed('thrown where nobody catches', 'RangeError'));
    },
  );
});

describe('guardProcess', () => {
  const EVENTS = ['uncaughtException', 'unhandledRejection'];

  /** Guards with copies of our own files that no other test has loaded: gives the listeners they install. */
  async function guard(logger?: Logger) {
    vi.resetModules();
    const { guardProcess } = await import('../../src/adapters/process.ts');
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

  it('listens once for each kind of stray error', async () => {
    expect((await guarded()).listeners).toHaveLength(2);
  });

  it('logs what belongs to no call', async () => {
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

  it('answers the call that runs, and logs what comes after its answer', async () => {
    const { listeners, lines, extension } = await guarded();
    const outcome = await extension({
      fn: (_: unknown, __: unknown) => {
        for (const listener of listeners) listener(new RangeError('stray'));
      },
    }).invoke({ address, options: {} });
    expect(outcome).toMatchObject({ ok: false, error: { problems: [{ message: 'stray', code: 'RangeError' }] } });
    expect(lines.map(([, { message }]) => message)).toEqual(['late error ignored', 'call failed']);
  });

  it('blames nobody while several calls run', async () => {
    const { listeners, lines, extension } = await guarded();
    const releases: (() => void)[] = [];
    const waiting = extension({ fn: () => new Promise<void>((resolve) => releases.push(resolve)) });
    const calls = [1, 2].map(() => waiting.invoke({ address, options: {} }));
    listeners[0]?.('stray');
    for (const release of releases) release();
    expect(await Promise.all(calls)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(lines[0]).toMatchObject(['error', { problems: [{ message: 'stray', code: 'Error' }] }]);
  });

  describe('where the runtime client runs us', () => {
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
    ])('mutes %s', async (_, echo) => {
      const { written } = await guardedInLambda();
      console.error(echo);
      expect(written).not.toHaveBeenCalled();
    });

    it.each([
      ['text', 'No stock.'],
      ['an error', new Error('No stock.')],
      ['a symbol', Symbol('stock')],
      ['an object without a text', Object.create(null)],
      ['nothing', undefined],
    ])('lets the author write %s', async (_, thing) => {
      const { written } = await guardedInLambda();
      console.error(thing, 'and more');
      expect(written).toHaveBeenCalledWith(thing, 'and more');
    });

    it('ends the process once the client’s own loop has broken: no call would ever be answered again', async () => {
      const { listeners, lines, ended } = await guardedInLambda();
      const broken = Object.assign(new Error('no socket'), {
        stack: `Error: no socket\n    at ${process.argv[1]}:1:1`,
      });
      listeners[0]?.(broken);
      expect(lines).toMatchObject([['error', { problems: [{ message: 'no socket' }] }]]);
      expect(ended).toHaveBeenCalledWith(1);
    });

    it('outlives what the author’s code throws', async () => {
      const { listeners, ended } = await guardedInLambda();
      listeners[0]?.(Object.assign(new Error('no stock'), { stack: 'Error: no stock\n    at orders.ts:1:1' }));
      expect(ended).not.toHaveBeenCalled();
    });
  });

  it('logs on the console, if no handler has a logger', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => {
      error.mockRestore();
    });
    const { listeners } = await guard();
    listeners[0]?.(new Error('stray'));
    expect(JSON.parse(String(error.mock.calls[0]?.[0]))).toMatchObject({ level: 'error', stack: expect.any(String) });
  });
});
