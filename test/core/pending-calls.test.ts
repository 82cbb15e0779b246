import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createDeferred } from '../../src/core/execute.ts';
import { createExtension } from '../../src/core/extension.ts';
import { callStorage, findPendingCall, pendingCalls } from '../../src/core/uncaught.ts';
import { createMemory } from './lines.ts';

const begin = () => {
  const answer = createDeferred({ ignoreLate: () => {} });
  pendingCalls.add(answer);
  return answer;
};

const open = (deferred: ReturnType<typeof begin>) => ({ deferred, run: async () => ({}) });

afterEach(() => pendingCalls.clear());

describe('an uncaught error belongs to', () => {
  it('the call that threw it, among any number', async () => {
    const [one, other] = [begin(), begin()];
    const blamed = async () => {
      await setImmediate();
      return new Promise((resolve) => setTimeout(() => resolve(findPendingCall())));
    };
    const [first, second] = await Promise.all([
      callStorage.run(open(one), blamed),
      callStorage.run(open(other), blamed),
    ]);
    expect(first).toBe(one);
    expect(second).toBe(other);
  });

  it('the call that threw it, even after its answer', () => {
    const [answered] = [begin(), begin()];
    pendingCalls.delete(answered as ReturnType<typeof begin>);
    expect(callStorage.run(open(answered as ReturnType<typeof begin>), findPendingCall)).toBe(answered);
  });

  it('the only pending call, if it was thrown outside of calls', () => {
    const only = begin();
    expect(findPendingCall()).toBe(only);
  });

  it("a call from its function's start until its answer", async () => {
    let blamed: unknown;
    const diy = {
      f: () => {
        blamed = callStorage.exit(findPendingCall);
      },
    };
    const { invoke } = createExtension({ diy, logger: createMemory().logger });
    await invoke({ address: { diy: true, function: 'f' }, options: {} });
    expect(blamed).toHaveProperty('promise');
    expect(findPendingCall()).toBeUndefined();
  });

  it('no call, if it was thrown outside of calls and several or none are pending', () => {
    expect(findPendingCall()).toBeUndefined();
    begin();
    begin();
    expect(findPendingCall()).toBeUndefined();
  });
});
