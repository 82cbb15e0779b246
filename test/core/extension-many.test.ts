import { setImmediate, setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/core/context.ts';
import { createExtension } from '../../src/core/extension.ts';
import { findPendingCall, pendingCalls } from '../../src/core/uncaught.ts';
import type { Callback, Outcome } from '../../src/index.ts';
import { createMemory, type Logged } from './lines.ts';

interface Sent {
  readonly bearerToken: string;
  readonly _flowId: string;
  readonly ends: 'answers' | 'throws' | 'calls back late';
}

/** A module that waits and logs, so that calls overlap in every order. */
class Shop {
  readonly name = 'shop';

  async trace({ bearerToken, _flowId, ends }: Sent, done: Callback<unknown>, { log }: Context) {
    log.info(`began with ${bearerToken}`, { flow: _flowId });
    await setTimeout(Math.random() * 5);
    for (let i = 0; i < Math.random() * 5; i++) await setImmediate();
    if (ends === 'throws') throw new Error(`${this.name} refused ${bearerToken} of ${_flowId}`);
    if (ends === 'calls back late') await setImmediate().then(() => done(null, { _flowId }));
    return { _flowId };
  }
}

const ends = ['answers', 'throws', 'calls back late'] as const;

function expectOwnLine(index: number, outcome: Outcome): void {
  const _flowId = `flow-${index}`;
  if (ends[index % 3] === 'throws') {
    const message = `shop refused token-${index}- of ${_flowId}`;
    expect(!outcome.ok && outcome.error.problems).toEqual([{ message, code: 'Error' }]);
  } else expect(outcome).toEqual({ ok: true, response: { _flowId } });
}

/** Asserts that every line has the ids of one call only, and that its text holds no secret of any call. */
function expectOwnLines(index: number, lines: Logged[]): void {
  const _flowId = `flow-${index}`;
  const own = lines.filter((line) => line._flowId === _flowId);
  const messages = own.map(({ message }) => message);
  const end = ends[index % 3] === 'throws' ? 'call failed' : 'call answered';
  const late = ends[index % 3] === 'calls back late' ? ['late answer ignored'] : [];
  expect(messages.sort()).toEqual(['began with [redacted]', end, ...late].sort());
  for (const line of own) {
    expect(line).toMatchObject({ traceId: `trace-${index}`, function: 'trace' });
    const others = JSON.stringify(line)
      .match(/(flow|trace|token)-\d+/g)
      ?.filter((id) => !id.endsWith(`-${index}`));
    expect(others).toEqual([]);
    if (line.message === 'began with [redacted]') expect(line.flow).toBe(_flowId);
  }
}

describe('hundreds of calls at once', () => {
  it('never see each other: each answer and each log line is its own', async () => {
    const { logger, lines } = createMemory();
    const { invoke } = createExtension({ diy: new Shop(), logger });
    const calls = Array.from({ length: 400 }, (_, index) =>
      invoke({
        address: { diy: true, function: 'trace', traceId: `trace-${index}` },
        options: { bearerToken: `token-${index}-`, _flowId: `flow-${index}`, ends: ends[index % 3] },
        timeout: 60_000,
      }),
    );
    const outcomes = await Promise.all(calls);
    await setTimeout(5);
    for (const [index, outcome] of outcomes.entries()) {
      expectOwnLine(index, outcome);
      expectOwnLines(index, lines);
    }
    expect(lines.filter(({ coldStart }) => coldStart)).toHaveLength(1);
    expect(pendingCalls.size).toBe(0);
  });

  it('get their own answers, in any order of their ends', async () => {
    const orders = fc.uniqueArray(fc.nat(20), { minLength: 2, maxLength: 20 });
    const answered = fc.asyncProperty(orders, async (order) => {
      const waiting = new Map<number, () => void>();
      const { logger } = createMemory();
      const wait = ({ index }: { index: number }, done: Callback<number>) => {
        waiting.set(index, () => done(null, index));
      };
      const { invoke } = createExtension({ diy: { wait }, logger });
      const address = { diy: true, function: 'wait' };
      const calls = order.toSorted().map(async (index) => [index, await invoke({ address, options: { index } })]);
      for (const index of order) {
        waiting.get(index)?.();
        await null;
      }
      for (const [index, outcome] of await Promise.all(calls)) expect(outcome).toEqual({ ok: true, response: index });
    });
    await fc.assert(answered, { numRuns: 50 });
  });

  it('fail only for their own uncaught errors', async () => {
    const { logger } = createMemory();
    const stray = (_: unknown, __: unknown) => {
      globalThis.setTimeout(() => {
        findPendingCall()?.reject(new Error('stray'));
      });
    };
    const wait = (_: unknown, done: Callback<string>) => void setTimeout(10).then(() => done(null, 'well'));
    const { invoke } = createExtension({ diy: { stray, wait }, logger });
    const call = (name: string) => invoke({ address: { diy: true, function: name }, options: {} });
    const [first, second] = await Promise.all([call('wait'), call('stray')]);
    expect(first).toEqual({ ok: true, response: 'well' });
    expect(!second.ok && second.error.message).toBe('stray');
  });
});
