import {
  type Callback,
  type Context,
  createHandler,
  type Handler,
  type HandlerConfig,
} from 'integrator-extension-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepLines } from '../lines.ts';
import { createContext, invoke } from './context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Seen = { signal?: AbortSignal; left: number[] };

/** A module whose functions take the given milliseconds, or never end. */
function createSlow(seen: Seen = { left: [] }) {
  return {
    takes: ({ ms }: { ms: number }, callback: Callback<string>) => void setTimeout(() => callback(null, 'done'), ms),
    hangs: (_: unknown, __: unknown, { signal, remainingTime }: Context) => {
      seen.signal = signal;
      seen.left.push(remainingTime());
      signal.addEventListener('abort', () => seen.left.push(remainingTime()));
    },
    atOnce: async () => 'at once',
  };
}

const call = (handler: Handler, name: string, remaining?: number, options: object = {}) =>
  invoke(
    handler,
    options,
    createContext({ clientContext: { diy: true, function: name }, ...(remaining === undefined ? {} : { remaining }) }),
  );

const createTimeout = (name: string, ms: number) => ({
  statusCode: 422,
  errors: [
    {
      message: `The function ${name} didn't answer within the ${ms} ms it had.${ms ? '' : ' Is deadlineMargin too long?'}`,
      code: 'function_timeout',
    },
  ],
});

function slow(more: Partial<HandlerConfig> = {}, seen?: Seen) {
  const { logger, lines } = keepLines();
  return { handler: createHandler({ diy: createSlow(seen), logger, ...more }), lines };
}

describe('the deadline', () => {
  it("is half a second before the sandbox's own: a pending call is answered then", async () => {
    const answer = call(slow().handler, 'hangs', 3_000);
    await vi.advanceTimersByTimeAsync(2_499);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toEqual(createTimeout('hangs', 2_500));
  });

  it('does not affect a call that answers just before it, and stops its timer', async () => {
    const answer = call(slow().handler, 'takes', 3_000, { ms: 2_499 });
    await vi.advanceTimersByTimeAsync(2_499);
    expect(await answer).toEqual({ response: 'done' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it("aborts the function's signal with the error of the call", async () => {
    const seen: Seen = { left: [] };
    const answer = call(slow({}, seen).handler, 'hangs', 3_000);
    expect(seen.signal?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(seen.signal?.aborted).toBe(true);
    expect(seen.signal?.reason).toMatchObject({ problems: createTimeout('hangs', 2_500).errors });
    expect(seen.left).toEqual([2_500, 0]);
    await answer;
  });

  it.each([
    { deadlineMargin: 1_000, ms: 2_000 },
    { deadlineMargin: 0, ms: 3_000 },
    { deadlineMargin: Number.NaN, ms: 2_500 },
  ])('is moved by the margin: $deadlineMargin', async ({ deadlineMargin, ms }) => {
    const answer = call(slow({ deadlineMargin }).handler, 'hangs', 3_000);
    await vi.advanceTimersByTimeAsync(ms);
    expect(await answer).toEqual(createTimeout('hangs', ms));
  });

  it('is at once if the margin exceeds the remaining time; an immediate answer still counts', async () => {
    const { handler } = slow();
    const [late, quick] = [call(handler, 'hangs', 400), call(handler, 'atOnce', 400)];
    await vi.advanceTimersByTimeAsync(0);
    expect(await late).toEqual(createTimeout('hangs', 0));
    expect(await quick).toEqual({ response: 'at once' });
  });

  it('is none if the remaining time is unknown', async () => {
    const seen: Seen = { left: [] };
    const answer = call(slow({}, seen).handler, 'takes', undefined, { ms: 86_400_000 });
    await vi.advanceTimersByTimeAsync(86_400_000);
    expect(await answer).toEqual({ response: 'done' });

    void call(slow({}, seen).handler, 'hangs');
    expect(seen.left).toEqual([Infinity]);
    // Timers from the creation of the handler do not count.
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is each call’s own', async () => {
    const { handler } = slow();
    const answers = [call(handler, 'takes', 5_000, { ms: 3_000 }), call(handler, 'hangs', 2_000)];
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await Promise.all(answers)).toEqual([{ response: 'done' }, createTimeout('hangs', 1_500)]);
  });

  it("keeps a late function's work from the next call", async () => {
    const { handler, lines } = slow();
    const late = call(handler, 'takes', 1_000, { ms: 700 });
    await vi.advanceTimersByTimeAsync(500);
    expect(await late).toEqual(createTimeout('takes', 500));

    const next = call(handler, 'takes', 1_000, { ms: 300 });
    await vi.advanceTimersByTimeAsync(200);
    expect(lines.at(-1)).toMatchObject(['warn', { message: 'late answer ignored', function: 'takes' }]);
    await vi.advanceTimersByTimeAsync(100);
    expect(await next).toEqual({ response: 'done' });
  });
});
