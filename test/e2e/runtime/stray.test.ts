import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Caller, ENGINES, formatRefusal, startCaller } from './caller.ts';
import { bundleFixture } from './setup.ts';

describe.each(ENGINES)('On Node %i', (node) => {
  let lambda: Caller;
  beforeEach(async () => {
    lambda = await startCaller(bundleFixture('functions'), { node });
    await lambda.diy('count');
  });
  afterEach(() => lambda.stop());

  const nextCallIsRight = async (pid: number | undefined) => {
    expect(await lambda.diy('count')).toBe('2');
    expect(await lambda.diy('greet', { name: 'Cy' })).toBe('"Hello Cy"');
    expect(lambda.pid()).toBe(pid);
  };

  test.each([
    ['a second answer', 'answersTwice', '"the first"', 'late answer ignored'],
    ['a throw after the answer', 'throwsLate', '"before the throw"', 'thrown too late'],
    ['an unhandled rejection after the answer', 'rejectsLate', '"before the rejection"', 'rejected too late'],
    [
      'a failure of an async function after its callback',
      'failsAfterCallback',
      '"before the failure"',
      'failed too late',
    ],
  ])('%s is logged; the answer stands and the next call is right', async (_, name, answer, logged) => {
    const pid = lambda.pid();
    expect(await lambda.diy(name)).toBe(answer);
    await expect.poll(lambda.logs).toContain(logged);
    await nextCallIsRight(pid);
  });

  test.each([
    ['an uncaught error', 'throwsElsewhere', 'thrown and uncaught'],
    ['an unhandled rejection', 'rejectsElsewhere', 'rejected and unhandled'],
  ])('%s fails the pending call with its message', async (_, name, message) => {
    const pid = lambda.pid();
    expect(await lambda.diy(name)).toBe(formatRefusal(`{"message":"${message}","code":"RangeError"}`));
    await nextCallIsRight(pid);
  });
});

const FAILURE = formatRefusal('{"message":"No such order: 17","code":"order_not_found"}');

describe.each(ENGINES)('On Node %i 200 calls in a row', (node) => {
  test('are answered by one process, each with its own answer, without more listeners', async () => {
    const lambda = await startCaller(bundleFixture('functions'), { node });
    onTestFinished(lambda.stop);
    const listeners = await lambda.diy('listeners');
    const pid = lambda.pid();
    const kinds: ((i: number) => Promise<[string, string]>)[] = [
      async (i) => [await lambda.diy('greet', { name: `no. ${i}` }), `"Hello no. ${i}"`],
      async () => [await lambda.diy('throws'), FAILURE],
      async (i) => [await lambda.diy('count'), String(Math.floor(i / 5) + 1)],
      async () => [await lambda.diy('throwsLate'), '"before the throw"'],
      async (i) => [await lambda.diy('echo', { i }), `{"i":${i}}`],
    ];
    for (let i = 0; i < 200; i++) {
      const [answer, expected] = (await kinds[i % kinds.length]?.(i)) ?? [];
      expect(answer, `call ${i}`).toBe(expected);
    }
    expect(lambda.pid()).toBe(pid);
    expect(await lambda.diy('listeners')).toBe(listeners);
    expect(lambda.logs()).not.toContain('MaxListenersExceededWarning');
  });
});
