import { writeFileSync } from 'node:fs';
import { Bench } from 'tinybench';

/** Figures by what was measured and the case it was measured at. */
export type Figures = Record<string, Record<string, number>>;

/** What a part of the benchmark writes. */
export interface Part {
  readonly figures: Figures;
  /** The same thing measured twice in the same way: how far from 1 these are is the noise of the figures. */
  readonly controls: Figures;
}

/** One call of what is measured; a promise is awaited. */
export type Run = () => unknown;

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

/** Milliseconds that all threads of this process have been busy: other work on the machine doesn't change them. */
function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Less than this the clock of the processor cannot tell. */
const BATCH_MS = 4;

/**
 * The processor time of one call of each, in milliseconds: medians over rounds in which they take turns, each time in
 * another order. A turn is a batch of calls long enough to be measured.
 */
export async function takeTurns(runs: Record<string, Run>, ms: number): Promise<Record<string, number>> {
  const batches: Record<string, Batch> = {};
  for (const [name, run] of Object.entries(runs)) batches[name] = await sizeBatch(run);
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  const end = performance.now() + ms;
  for (let round = 0; performance.now() < end || round < 9; round++) {
    const bench = new Bench({ iterations: 1, time: 0, warmup: false, now: busy });
    for (const name of shuffled(Object.keys(runs))) {
      const { run, calls } = batches[name] as Batch;
      bench.add(name, () => run(calls), { async: true });
    }
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (!('latency' in result)) throw new Error(`${name} failed: ${'error' in result ? result.error : result.state}`);
      times[name]?.push(result.latency.p50 / (batches[name] as Batch).calls);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

/** In any order: who comes next finds in the processor's caches what the one before has left there. */
function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one) => [Math.random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one);
}

interface Batch {
  readonly run: (calls: number) => Promise<void>;
  readonly calls: number;
}

async function sizeBatch(one: Run): Promise<Batch> {
  const run = async (calls: number) => {
    for (let call = 0; call < calls; call++) await one();
  };
  // Warm enough to be compiled, then counted.
  for (let calls = 1; ; calls *= 2) {
    const start = busy();
    await run(calls);
    const took = busy() - start;
    if (took >= 10 * BATCH_MS) return { run, calls: Math.max(1, Math.round((calls * BATCH_MS) / took)) };
  }
}

/** Puts a figure where it belongs. */
export function put(figures: Figures, row: string, at: string, value: number): void {
  figures[row] ??= {};
  (figures[row] as Record<string, number>)[at] = value;
}

/** Writes what a part has found to the file that its first argument names. */
export function tell(part: object): void {
  writeFileSync(process.argv[2] ?? '/dev/stderr', `${JSON.stringify(part, null, 2)}\n`);
}
