import { type Callback, type Context, createHandler } from 'integrator-extension-lambda';
import { describe, expect, it, vi } from 'vitest';
import { createHarness } from '../../src/testing/index.ts';

/** Functions that take time, and one that answers with its time left. */
function slow() {
  const seen: { signal?: AbortSignal; left: number[] } = { left: [] };
  const module = {
    never(_options: unknown, _callback: Callback<string>, { signal, remainingTime }: Context) {
      seen.signal = signal;
      seen.left.push(remainingTime());
      signal.addEventListener('abort', () => seen.left.push(remainingTime()));
    },
    left: (_options: unknown, _callback: Callback<number>, { remainingTime }: Context) => remainingTime(),
    /** Answers with what it has when its time is up. */
    whatItHas: (_options: unknown, callback: Callback<string>, { signal }: Context) =>
      signal.addEventListener('abort', () => callback(null, 'too late')),
  };
  return { seen, ...createHarness(module, { timeout: 1_000 }) };
}

const TIMED_OUT = (ms: number) =>
  `never: function_timeout: The function never didn't answer within the ${ms} ms it had.`;

describe('the clock of a harness', () => {
  it('stands still until it is advanced', async () => {
    const { call, advance } = slow();
    expect(await call('left')).toBe(1_000);
    await advance(300);
    expect(await call('left')).toBe(1_000);
  });

  it('ends a call whose time is up, and no other', async () => {
    const { call, advance, seen } = slow();
    let ended = false;
    const late = call('never').finally(() => {
      ended = true;
    });
    late.catch(() => {});
    await advance(999);
    expect(ended).toBe(false);
    await advance(1);
    expect(ended).toBe(true);
    await expect(late).rejects.toThrow(TIMED_OUT(1_000));
    expect(seen.left).toEqual([1_000, 0]);
    expect(seen.signal?.reason).toMatchObject({ message: expect.stringContaining('1000 ms') });
  });

  it('gives a call its own timeout', async () => {
    const { call, advance } = slow();
    const [short, long] = [call('never', {}, { timeout: 50 }), call('never')];
    const outcomes = Promise.allSettled([short, long]);
    await advance(2_000);
    const reasons = (await outcomes).map((outcome) => outcome.status === 'rejected' && outcome.reason.message);
    expect(reasons).toEqual([TIMED_OUT(50), TIMED_OUT(1_000)]);
  });

  it('counts from when the call is made', async () => {
    const { call, advance } = slow();
    await advance(5_000);
    const late = call('never');
    late.catch(() => {});
    await advance(400);
    const later = call('never');
    later.catch(() => {});
    await advance(600);
    await expect(late).rejects.toThrow(TIMED_OUT(1_000));
    expect(await Promise.race([later, 'not yet'])).toBe('not yet');
  });

  it('ends a call at once that has no time', async () => {
    await expect(slow().call('never', {}, { timeout: 0 })).rejects.toThrow(TIMED_OUT(0));
  });

  it('never ends a call without a limit', async () => {
    const { call, advance } = slow();
    expect(await call('left', {}, { timeout: Infinity })).toBe(null);
    const endless = call('never', {}, { timeout: Infinity });
    await advance(2 ** 40);
    expect(await Promise.race([endless, 'not yet'])).toBe('not yet');
  });

  it('ignores an answer that comes at the end of the time', async () => {
    const { call, advance, logs } = slow();
    const late = call('whatItHas');
    late.catch(() => {});
    await advance(1_000);
    await expect(late).rejects.toThrow('function_timeout');
    expect(logs.map(({ message }) => message)).toContain('late answer ignored');
  });

  it("is the harness's own, beside the fake timers of a test runner", async () => {
    vi.useFakeTimers();
    try {
      const { call, advance } = slow();
      const late = call('never');
      late.catch(() => {});
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await call('left')).toBe(1_000);
      await advance(1_000);
      await expect(late).rejects.toThrow(TIMED_OUT(1_000));
    } finally {
      vi.useRealTimers();
    }
  });

  it("leaves other handlers on the process's time", async () => {
    vi.useFakeTimers();
    try {
      await slow().advance(10_000);
      const handler = createHandler({
        diy: { never: (_: unknown, __: Callback<string>) => {} },
        logger: { debug() {}, info() {}, warn() {}, error() {} },
      });
      const context = { clientContext: { diy: true, function: 'never' }, getRemainingTimeInMillis: () => 1_000 };
      const late = handler({}, context as never);
      late.catch(() => {});
      await vi.advanceTimersByTimeAsync(500);
      await expect(late).rejects.toContain('within the 500 ms');
    } finally {
      vi.useRealTimers();
    }
  });
});
