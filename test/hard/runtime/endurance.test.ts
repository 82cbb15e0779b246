import { describe, expect, onTestFinished, test } from 'vitest';
import { type Caller, ENGINES, startCaller } from '../../e2e/runtime/caller.ts';
import { bundleFixture } from '../../e2e/runtime/setup.ts';
import { createCanaryOptions, findLeaks } from '../canaries.ts';

/** The functions, called in turn: each with its name and a part of its answer. */
const CALLS = [
  ['echo', '"bearerToken"'],
  ['greets', 'Hello'],
  ['throws', 'order_not_found'],
  ['listens', 'listened'],
  ['reveals', '401 for'],
  ['refused', 'invalid_extension_response'],
  ['answersTwice', 'the first'],
  ['several', 'Two.'],
  ['noSuchFunction', 'invalid_function'],
  ['throwsElsewhere', 'thrown and uncaught'],
] as const;

/** The number of calls before memory is measured: V8 compiles code during these. */
const WARMUP = 5_000;
const SAMPLES = 50;
/** Bytes for each call: less than anything that a leak would keep. */
const GROWTH = 64;

async function start(node: 22 | 24): Promise<Caller> {
  const lambda = await startCaller(bundleFixture('enduring'), { node });
  onTestFinished(lambda.stop);
  return lambda;
}

/** The median of the slopes between all pairs: a few outliers, such as late compilation, do not matter. */
function computeSlope(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], i) => points.slice(i + 1).map(([x2, y2]) => (y2 - y) / (x2 - x)));
  return slopes.sort((a, b) => a - b)[slopes.length >> 1] ?? Number.NaN;
}

/** Makes that many calls, and returns the growth of memory in bytes for each call. */
async function measureGrowth(lambda: Caller, times: number, call: (i: number) => Promise<void>): Promise<number> {
  const points: [number, number][] = [];
  for (let i = 0; i < times; i++) {
    if (i % (times / SAMPLES) === 0) points.push([i, Number(await lambda.diy('memory'))]);
    await call(i);
  }
  return computeSlope(points);
}

describe.each(ENGINES)('On Node %i 10,000 calls in a row', (node) => {
  test('are answered by one process, each with its own answer, and its memory does not grow', async () => {
    const lambda = await start(node);
    const listeners = await lambda.diy('listeners');
    const pid = lambda.pid();
    const call = async (i: number) => {
      const [name, part] = CALLS[i % CALLS.length] ?? CALLS[0];
      expect(await lambda.diy(name, { name: `no. ${i}`, ...createCanaryOptions() }), name).toContain(part);
    };
    for (let i = 0; i < WARMUP; i++) await call(i);
    const bytes = await measureGrowth(lambda, 10_000 - WARMUP, call);
    console.log(`Node ${node}: ${bytes.toFixed(1)} bytes a call`);
    expect(bytes).toBeLessThan(GROWTH);
    expect(lambda.pid()).toBe(pid);
    expect(await lambda.diy('listeners')).toBe(listeners);
    expect(findLeaks(lambda.logs())).toEqual([]);
  }, 600_000);

  test('are detected as a leak if a function keeps 360 bytes of each', async () => {
    const lambda = await start(node);
    const bytes = await measureGrowth(lambda, 1_000, async () => {
      await lambda.diy('leaks');
    });
    expect(bytes).toBeGreaterThan(GROWTH);
  });
});
