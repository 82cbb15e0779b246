import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { createExtension } from '../../src/core/extension.ts';
import type { Callback, ExtensionConfig } from '../../src/index.ts';
import type { Invocation } from '../../src/shared/invocation.ts';
import { createMemory } from './lines.ts';

function host(diy: object, more: Partial<ExtensionConfig> = {}) {
  const { logger, lines } = createMemory();
  const extension = createExtension({ diy, logger, ...more });
  const call = (name: string, options: unknown = {}, rest: Partial<Invocation> = {}) =>
    extension.invoke({ address: { diy: true, function: name }, options, ...rest });
  return { call, lines };
}

const failed = (...problems: object[]) => ({ ok: false, error: expect.objectContaining({ problems }) });

describe('a call that runs out of time', () => {
  afterEach(() => void vi.useRealTimers());

  it('is answered for its function, whose signal is aborted', async () => {
    vi.useFakeTimers();
    let signal: AbortSignal | undefined;
    const { call, lines } = host({
      slow: (_: unknown, done: Callback<string>, context: Context) => {
        signal = context.signal;
        setTimeout(() => done(null, `late, with ${context.remainingTime()} ms left`), 2000);
      },
    });
    const outcome = call('slow', {}, { timeout: 1000 });
    await vi.advanceTimersByTimeAsync(1000);
    const timeout = { message: "The function slow didn't answer within the 1000 ms it had.", code: 'function_timeout' };
    expect(await outcome).toEqual(failed(timeout));
    expect(signal?.reason).toMatchObject({ problems: [timeout] });
    await vi.advanceTimersByTimeAsync(1000);
    expect(lines.map(({ message }) => message)).toEqual(['call failed', 'late answer ignored']);
  });

  it('is answered before its signal is aborted: a listener is too late to answer', async () => {
    vi.useFakeTimers();
    const { call } = host({
      slow: (_: unknown, done: Callback<string>, { signal }: Context) =>
        signal.addEventListener('abort', () => done(null, 'partial')),
    });
    const outcome = call('slow', {}, { timeout: 1000 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(await outcome).toMatchObject({ ok: false, error: { problems: [{ code: 'function_timeout' }] } });
  });

  it('leaves no timer behind when it is in time', async () => {
    vi.useFakeTimers();
    const { call } = host({ quick: () => 1 });
    await call('quick', {}, { timeout: 1000 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('needs no timer if its function has answered at once', async () => {
    const waits: number[] = [];
    const setTimeout = (_: () => void, ms: number) => waits.push(ms);
    const clock = { now: () => 0, setTimeout, clearTimeout: () => {} };
    const { call } = host({ quick: () => 1, slow: async () => 1 }, { clock });
    await call('quick', {}, { timeout: 1000 });
    expect(waits).toEqual([]);
    await call('slow', {}, { timeout: 1000 });
    expect(waits).toEqual([1000]);
  });

  it('has no limit without a timeout', async () => {
    const { call } = host({ f: (_: unknown, __: unknown, { remainingTime }: Context) => String(remainingTime()) });
    expect(await call('f')).toEqual({ ok: true, response: 'Infinity' });
  });
});

describe('a call that has been answered', () => {
  const ANSWERED = Symbol.for('integrator.io/answered');
  const answered = { name: 'AbortError', message: 'The call has been answered.' };

  it.each<[string, (kept: { given?: object; context?: Context }) => object]>([
    [
      'by its returned value',
      (kept) => (given: object, _: unknown, context: Context) => {
        Object.assign(kept, { given, context });
        return 1;
      },
    ],
    [
      'by a promise',
      (kept) => async (given: object, _: unknown, context: Context) => {
        Object.assign(kept, { given, context });
        await setImmediate();
        return 1;
      },
    ],
    [
      'with an error',
      (kept) => (given: object, done: Callback, context: Context) => {
        Object.assign(kept, { given, context });
        done(new Error('no'));
      },
    ],
  ])('marks its options and its signal: %s', async (_, make) => {
    const kept: { given?: object; context?: Context } = {};
    const { call } = host({ f: make(kept) });
    const outcome = call('f', { bearerToken: 'a token' }, { timeout: 1000 });
    const { given = {}, context } = kept;
    expect([Reflect.get(given, ANSWERED), context?.signal.aborted]).toEqual([undefined, false]);
    await outcome;
    expect(Reflect.get(given, ANSWERED)).toBe(true);
    expect(context?.signal.reason).toMatchObject(answered);
  });

  it('leaves frozen options alone', async () => {
    const { call } = host({ f: (options: object) => Object.isFrozen(Object.freeze(options)) });
    expect(await call('f')).toEqual({ ok: true, response: true });
  });

  it('waits for the remaining time only, after a busy function', async () => {
    vi.useFakeTimers();
    const { call } = host({
      busy: () => {
        vi.advanceTimersByTime(700);
        return new Promise(() => {});
      },
    });
    const outcome = call('busy', {}, { timeout: 1000 });
    await vi.advanceTimersByTimeAsync(300);
    expect(await outcome).toMatchObject({ ok: false, error: { problems: [{ code: 'function_timeout' }] } });
    vi.useRealTimers();
  });
});
