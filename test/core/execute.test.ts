import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createDeferred, execute } from '../../src/core/execute.ts';
import { type Callback, createThenable, styles } from './styles.ts';

type Late = ['answer'] | ['error', unknown];

/** Runs a function and collects its answers. */
function begin(fn: unknown, self: object = {}) {
  const late: Late[] = [];
  const answer = createDeferred({ ignoreLate: (...what) => late.push(what as Late) });
  execute({ self, fn: fn as () => void, name: 'fn' }, 'options', 'context', answer);
  return { answer, late };
}

/** Returns a function's answer after all its timers: none, a response or an error. */
async function waitForAnswer(fn: unknown): Promise<unknown[]> {
  const { answer, late } = begin(fn);
  let answers: unknown[] = [];
  answer.promise.then(
    ({ response }) => {
      answers = ['response', response];
    },
    (thrown) => {
      answers = ['error', thrown.cause];
    },
  );
  for (let i = 0; i < 4; i++) await setImmediate();
  expect(late).toEqual([]);
  return answers;
}

describe('a function answers in the style it was written in', () => {
  it.each(styles)('%s', async (_, fn, answers) => {
    expect(await waitForAnswer(fn)).toEqual(answers);
  });

  it("a class, called as a function, with the language's error", async () => {
    expect(await waitForAnswer(class Importer {})).toEqual(['error', expect.any(TypeError)]);
  });

  it('on the object that holds it, with options, callback and context', () => {
    const self = {
      got: [] as unknown[],
      fn(...got: unknown[]) {
        this.got = got;
        return true;
      },
    };
    begin(self.fn, self);
    expect(self.got).toEqual(['options', expect.any(Function), 'context']);
  });

  it('also if a library replaces Promise by an older one', async () => {
    class Vow<T> extends Promise<T> {}
    Object.defineProperty(Vow, 'withResolvers', { value: undefined });
    vi.stubGlobal('Promise', Vow);
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(await begin(async () => 'named').answer.promise).toEqual({ response: 'named' });
  });

  it('also with an object that has a then', async () => {
    const query = createThenable(() => {});
    const { answer } = begin((_: unknown, done: Callback) => done(null, query));
    expect(await answer.promise).toEqual({ response: query });
  });
});

describe('the first answer counts', () => {
  const at = fc.constantFrom('at once', 'in a moment', 'later');
  const callbacks = fc.array(fc.record({ at, fails: fc.boolean() }), { maxLength: 4 });
  const ending = fc.record({
    what: fc.constantFrom('returns nothing', 'returns', 'throws', 'rejects', 'resolves', 'resolves to nothing'),
    at,
  });
  const waiting = async (when: string) => {
    if (when === 'later') await setImmediate();
  };

  it('and later ones are reported, in any order of callbacks, return and throw', async () => {
    const property = fc.asyncProperty(callbacks, ending, fc.constantFrom(2, 3), async (calls, end, declared) => {
      const attempts: unknown[] = [];
      const returning = async () => {
        await waiting(end.at);
        if (end.what === 'rejects') throw 'rejected';
        return end.what === 'resolves' ? 'resolved' : undefined;
      };
      const behave = (done: Callback) => {
        for (const [i, call] of calls.entries()) {
          const act = () => done(call.fails ? `error ${i}` : undefined, `answer ${i}`);
          attempts.push(call.fails ? `error ${i}` : 'answer');
          if (call.at === 'at once') act();
          else void waiting(call.at).then(act);
        }
        if (end.what === 'throws') {
          attempts.push('thrown');
          throw 'thrown';
        }
        if (end.what === 'rejects') attempts.push('rejected');
        if (declared === 3 && /^(returns|resolves)$/.test(end.what)) attempts.push('answer');
        if (end.what.startsWith('returns')) return end.what === 'returns' ? 'returned' : undefined;
        return returning();
      };
      const two = (_: unknown, done: Callback) => behave(done);
      const three = (_: unknown, done: Callback, __: unknown) => behave(done);

      const { answer, late } = begin(declared === 2 ? two : three);
      const answers: unknown[] = [];
      answer.promise.then(
        () => answers.push('answer'),
        (thrown) => answers.push(thrown.cause),
      );
      for (let i = 0; i < 4; i++) await setImmediate();
      const all = [...answers, ...late.map(([what, thrown]) => (what === 'error' ? thrown : 'answer'))];
      // A promise of undefined is an answer only if none came before it.
      const isNothing = declared === 3 && end.what === 'resolves to nothing';
      if (isNothing && all.length > attempts.length) attempts.push('answer');

      expect(answers).toHaveLength(attempts.length > 0 ? 1 : 0);
      expect(all.sort()).toEqual(attempts.sort());
      const first = calls.findIndex((call) => call.at === 'at once');
      if (first >= 0) expect(answers).toEqual([calls[first]?.fails ? `error ${first}` : 'answer']);
      else if (end.what === 'throws') expect(answers).toEqual(['thrown']);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it.each<[string, (o: unknown, done: Callback, context: unknown) => unknown, Late[]]>([
    [
      'a second callback',
      (_, done, __) => {
        done(null, 1);
        done(null, 2);
      },
      [['answer']],
    ],
    [
      'a throw after the callback',
      (_, done, __) => {
        done(null, 1);
        throw 'late';
      },
      [['error', 'late']],
    ],
    [
      'a rejection after the callback',
      async (_, done, __) => {
        done(null, 1);
        throw 'late';
      },
      [['error', 'late']],
    ],
    ['a promise of undefined after the callback', async (_, done, __) => done(null, 1), []],
    [
      'a return after the callback',
      (_, done, __) => {
        done(null, 1);
        return 2;
      },
      [['answer']],
    ],
  ])('%s changes nothing', async (_, fn, handed) => {
    const { answer, late } = begin(fn);
    expect(await answer.promise).toEqual({ response: 1 });
    await setImmediate();
    expect(late).toEqual(handed);
  });
});
