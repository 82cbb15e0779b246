import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createContext } from '../../src/core/context.ts';
import { mapLevels } from '../../src/core/logger.ts';

const log = mapLevels(() => () => {});

function begin(ms: number) {
  const received: string[] = [];
  const made = createContext(log, ms);
  made.startTimer(() => {
    received.push(`the ${ms} ms are over`);
    made.end(new Error(`the ${ms} ms are over`));
  });
  return { ...made, received };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the time of a call', () => {
  it('is counted in milliseconds, down to 0', () => {
    const { remainingTime } = begin(1000).context;
    expect(remainingTime()).toBe(1000);
    vi.advanceTimersByTime(400);
    expect(remainingTime()).toBe(600);
    vi.advanceTimersByTime(700);
    expect(remainingTime()).toBe(0);
  });

  it('is up once, on time', () => {
    const { received } = begin(1000);
    vi.advanceTimersByTime(999);
    expect(received).toEqual([]);
    vi.advanceTimersByTime(5000);
    expect(received).toEqual(['the 1000 ms are over']);
  });

  it('is never up after the call has ended', () => {
    const { end, received } = begin(1000);
    end();
    vi.advanceTimersByTime(5000);
    expect([received, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it.each([[Infinity], [2 ** 31], [Number.MAX_SAFE_INTEGER]])('is not up at once for %i ms', (ms) => {
    const { context, end, received } = begin(ms);
    vi.advanceTimersByTime(1_000_000);
    expect([context.signal.aborted, received]).toEqual([false, []]);
    expect(context.remainingTime()).toBe(ms - 1_000_000);
    end();
  });

  it('is up even at the longest time of a timer', () => {
    const { received } = begin(2 ** 31 - 1);
    vi.advanceTimersByTime(2 ** 31 - 1);
    expect(received).toHaveLength(1);
  });
});

describe('the signal of a call', () => {
  it('is aborted with the error or end of the call', () => {
    const { context } = begin(1000);
    const { signal } = context;
    const received: unknown[] = [];
    signal.addEventListener('abort', () => received.push((signal.reason as Error).message));
    vi.advanceTimersByTime(1000);
    expect([signal.aborted, received]).toEqual([true, ['the 1000 ms are over']]);
    expect(context.signal).toBe(signal);
  });

  it('is aborted already for a function that reads it too late', () => {
    const { context } = begin(1000);
    vi.advanceTimersByTime(1000);
    expect(context.signal.aborted).toBe(true);
    expect((context.signal.reason as Error).message).toBe('the 1000 ms are over');
  });
});

describe('the signal of a call that has ended', () => {
  const answered = { name: 'AbortError', message: 'The call has been answered.' };

  it('is aborted, with a reason', () => {
    const { context, end } = begin(1000);
    const { signal } = context;
    expect(signal.aborted).toBe(false);
    end();
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject(answered);
  });

  it('is aborted already for code that reads it too late', () => {
    const { context, end } = begin(Infinity);
    end();
    expect(context.signal.reason).toMatchObject(answered);
    expect(context.signal).toBe(context.signal);
  });

  it('keeps the timeout as its reason', () => {
    const { context, end } = begin(1000);
    vi.advanceTimersByTime(1000);
    end();
    expect((context.signal.reason as Error).message).toBe('the 1000 ms are over');
  });
});

describe('a timer that is started late', () => {
  it('waits for the remaining time only', () => {
    const received: string[] = [];
    const { startTimer, context } = createContext(log, 1000);
    vi.advanceTimersByTime(400);
    startTimer(() => received.push('up'));
    vi.advanceTimersByTime(599);
    expect([received, context.remainingTime()]).toEqual([[], 1]);
    vi.advanceTimersByTime(1);
    expect(received).toEqual(['up']);
  });
});

describe('the context', () => {
  it('works without its object', () => {
    const { signal, remainingTime, log: own } = begin(1000).context;
    vi.advanceTimersByTime(1000);
    expect([signal.aborted, remainingTime(), own]).toEqual([true, 0, log]);
  });
});
