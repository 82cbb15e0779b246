import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createContext } from '../../src/core/context.ts';
import { forLevels } from '../../src/core/log.ts';

const log = forLevels(() => () => {});

function begin(ms: number) {
  const heard: string[] = [];
  const timeUp = () => {
    heard.push(`the ${ms} ms are over`);
    return new Error(`the ${ms} ms are over`);
  };
  const made = createContext(log, ms, timeUp);
  return { ...made, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the time of a call', () => {
  it('is told in milliseconds, down to none', () => {
    const { remainingTime } = begin(1000).context;
    expect(remainingTime()).toBe(1000);
    vi.advanceTimersByTime(400);
    expect(remainingTime()).toBe(600);
    vi.advanceTimersByTime(700);
    expect(remainingTime()).toBe(0);
  });

  it('is up once, when it is', () => {
    const { heard } = begin(1000);
    vi.advanceTimersByTime(999);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(5000);
    expect(heard).toEqual(['the 1000 ms are over']);
  });

  it('is never up once it has been stopped', () => {
    const { context, stop, heard } = begin(1000);
    const { signal } = context;
    stop();
    vi.advanceTimersByTime(5000);
    expect([signal.aborted, heard, vi.getTimerCount()]).toEqual([false, [], 0]);
  });

  it.each([[Infinity], [2 ** 31], [Number.MAX_SAFE_INTEGER]])('is not up at once where it is %i ms', (ms) => {
    const { context, stop, heard } = begin(ms);
    vi.advanceTimersByTime(1_000_000);
    expect([context.signal.aborted, heard]).toEqual([false, []]);
    expect(context.remainingTime()).toBe(ms - 1_000_000);
    stop();
  });

  it('is up at the longest that a timer can wait', () => {
    const { heard } = begin(2 ** 31 - 1);
    vi.advanceTimersByTime(2 ** 31 - 1);
    expect(heard).toHaveLength(1);
  });
});

describe('the signal of a call', () => {
  it('is aborted when the time is up, with the error that the call is answered with', () => {
    const { context } = begin(1000);
    const { signal } = context;
    const heard: unknown[] = [];
    signal.addEventListener('abort', () => heard.push((signal.reason as Error).message));
    vi.advanceTimersByTime(1000);
    expect([signal.aborted, heard]).toEqual([true, ['the 1000 ms are over']]);
    expect(context.signal).toBe(signal);
  });

  it('comes aborted to who asks for it too late', () => {
    const { context } = begin(1000);
    vi.advanceTimersByTime(1000);
    expect(context.signal.aborted).toBe(true);
    expect((context.signal.reason as Error).message).toBe('the 1000 ms are over');
  });

  it('is aborted after the call has been answered: what a listener does comes too late to be the answer', () => {
    const order: string[] = [];
    const { context } = createContext(log, 10, () => order.push('answered'));
    context.signal.addEventListener('abort', () => order.push('aborted'));
    vi.advanceTimersByTime(10);
    expect(order).toEqual(['answered', 'aborted']);
  });
});

describe('the context', () => {
  it('can be taken apart', () => {
    const { signal, remainingTime, log: own } = begin(1000).context;
    vi.advanceTimersByTime(1000);
    expect([signal.aborted, remainingTime(), own]).toEqual([true, 0, log]);
  });
});
