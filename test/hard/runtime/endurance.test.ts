import { describe, expect, onTestFinished, test } from 'vitest';
import { type Caller, ENGINES, startCaller } from '../../e2e/runtime/caller.ts';
import { fixtureBundle } from '../../e2e/runtime/setup.ts';
import { canaryOptions, leaksIn } from '../canaries.ts';

/** Every one of these is called in turn: the name of a function, and a part of its answer. */
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
  ['throwsElsewhere', 'thrown where nobody catches'],
] as const;

/** Of the 10,000: so many are called before memory is measured, as long as code is still being compiled. */
const WARMUP = 5_000;
const SAMPLES = 50;
/** Bytes a call: less than anything takes that is kept of each. */
const GROWTH = 64;

async function start(node: 22 | 24): Promise<Caller> {
  const lambda = await startCaller(fixtureBundle('enduring'), { node });
  onTestFinished(lambda.stop);
  return lambda;
}

/** The median of the slopes between all pairs: a few outliers, such as code that is compiled late, change nothing. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const slopes = points.flatMap(([x, y], i) => points.slice(i + 1).map(([x2, y2]) => (y2 - y) / (x2 - x)));
  return slopes.sort((a, b) => a - b)[slopes.length >> 1] ?? Number.NaN;
}

/** Calls that many times, and tells by how many bytes a call the memory has grown. */
async function growth(lambda: Caller, times: number, call: (i: number) => Promise<void>): Promise<number> {
  const points: [number, number][] = [];
  for (let i = 0; i < times; i++) {
    if (i % (times / SAMPLES) === 0) points.push([i, Number(await lambda.diy('memory'))]);
    await call(i);
  }
  return slopeOf(points);
}

describe.each(ENGINES)('On Node %i 10,000 calls in a row', (node) => {
  test('are answered by one process, each with its own answer, and its memory does not grow', async () => {
    const lambda = await start(node);
    const listeners = await lambda.diy('listeners');
    const pid = lambda.pid();
    const call = async (i: number) => {
      const [name, part] = CALLS[i % CALLS.length] ?? CALLS[0];
      expect(await lambda.diy(name, { name: `no. ${i}`, ...canaryOptions() }), name).toContain(part);
    };
    for (let i = 0; i < WARMUP; i++) await call(i);
    const bytes = await growth(lambda, 10_000 - WARMUP, call);
    console.log(`Node ${node}: ${bytes.toFixed(1)} bytes a call`);
    expect(bytes).toBeLessThan(GROWTH);
    expect(lambda.pid()).toBe(pid);
    expect(await lambda.diy('listeners')).toBe(listeners);
    expect(leaksIn(lambda.logs())).toEqual([]);
  }, 600_000);

  test('would be found out if a function kept 360 bytes of each', async () => {
    const lambda = await start(node);
    const bytes = await growth(lambda, 1_000, async () => {
      await lambda.diy('leaks');
    });
    expect(bytes).toBeGreaterThan(GROWTH);
  });
});
