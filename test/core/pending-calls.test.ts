import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createDeferred } from '../../src/core/execute.ts';
import { createExtension } from '../../src/core/extension.ts';
import { callStorage, pendingCallOf, pendingCalls } from '../../src/core/uncaught.ts';
import { createMemory } from './lines.ts';

const begin = () => {
  const answer = createDeferred({ ignoreLate: () => {} });
  pendingCalls.add(answer);
  return answer;
};

afterEach(() => pendingCalls.clear());

describe('an uncaught error belongs to', () => {
  it('the call it was thrown in, however many run', async () => {
    const [one, other] = [begin(), begin()];
    const blamed = async () => {
      await setImmediate();
      return new Promise((resolve) => setTimeout(() => resolve(pendingCallOf())));
    };
    const [first, second] = await Promise.all([callStorage().run(one, blamed), callStorage().run(other, blamed)]);
    expect(first).toBe(one);
    expect(second).toBe(other);
  });

  it('the call it was thrown in, also when that has been answered', () => {
    const [answered] = [begin(), begin()];
    pendingCalls.delete(answered as ReturnType<typeof begin>);
    expect(callStorage().run(answered as ReturnType<typeof begin>, pendingCallOf)).toBe(answered);
  });

  it('the only call that runs, where it was thrown in none', () => {
    const only = begin();
    expect(pendingCallOf()).toBe(only);
  });

  it('a call from when its function is run until it is answered', async () => {
    let blamed: unknown;
    const diy = {
      f: () => {
        blamed = callStorage().exit(pendingCallOf);
      },
    };
    const { invoke } = createExtension({ diy, logger: createMemory().logger });
    await invoke({ address: { diy: true, function: 'f' }, options: {} });
    expect(blamed).toHaveProperty('promise');
    expect(pendingCallOf()).toBeUndefined();
  });

  it('none, where it was thrown in none and several run, or nothing does', () => {
    expect(pendingCallOf()).toBeUndefined();
    begin();
    begin();
    expect(pendingCallOf()).toBeUndefined();
  });
});
