import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createAnswer } from '../../src/core/execute.ts';
import { createExtension } from '../../src/core/extension.ts';
import { answerOfUncaught, running, scope } from '../../src/core/uncaught.ts';
import { createMemory } from './lines.ts';

const begin = () => {
  const answer = createAnswer({ late: () => {} });
  running.add(answer);
  return answer;
};

afterEach(() => running.clear());

describe('an uncaught error belongs to', () => {
  it('the call it was thrown in, however many run', async () => {
    const [one, other] = [begin(), begin()];
    const blamed = async () => {
      await setImmediate();
      return new Promise((resolve) => setTimeout(() => resolve(answerOfUncaught())));
    };
    const [first, second] = await Promise.all([scope().run(one, blamed), scope().run(other, blamed)]);
    expect(first).toBe(one);
    expect(second).toBe(other);
  });

  it('the call it was thrown in, also when that has been answered', () => {
    const [answered] = [begin(), begin()];
    running.delete(answered as ReturnType<typeof begin>);
    expect(scope().run(answered as ReturnType<typeof begin>, answerOfUncaught)).toBe(answered);
  });

  it('the only call that runs, where it was thrown in none', () => {
    const only = begin();
    expect(answerOfUncaught()).toBe(only);
  });

  it('a call from when its function is run until it is answered', async () => {
    let blamed: unknown;
    const diy = {
      f: () => {
        blamed = scope().exit(answerOfUncaught);
      },
    };
    const { invoke } = createExtension({ diy, logger: createMemory().logger });
    await invoke({ address: { diy: true, function: 'f' }, options: {} });
    expect(blamed).toHaveProperty('promise');
    expect(answerOfUncaught()).toBeUndefined();
  });

  it('none, where it was thrown in none and several run, or nothing does', () => {
    expect(answerOfUncaught()).toBeUndefined();
    begin();
    begin();
    expect(answerOfUncaught()).toBeUndefined();
  });
});
