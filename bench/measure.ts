import { writeFileSync } from 'node:fs';
import { Bench } from 'tinybench';

/** Figures by what was measured, and by the case. */
export type Figures = Record<string, Record<string, number>>;

/** The output of one part of the benchmark. */
export interface Part {
  readonly figures: Figures;
  /** The same thing measured twice: its distance from 1 is the noise of the figures. */
  readonly controls: Figures;
}

/** One call of what is measured; a promise is awaited. */
export type Run = () => unknown;

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}

/** The median of the ratios within each round: other work on the machine comes and goes, and a round has met the same. */
export function medianRatio(ones: readonly number[], others: readonly number[]): number {
  return median(ones.map((one, round) => one / (others[round] ?? Number.NaN)));
}

/** Milliseconds that all threads of this process have been busy. Other work on the machine does not change them. */
function busy(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The processor's clock cannot measure less. */
const BATCH_MS = 4;

/**
 * Measures the processor time of one call of each, in milliseconds: the median over rounds. In a round they take turns,
 * in a new order each time. A turn is a batch of calls that is long enough to be measured.
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

/** The order changes, because each turn finds in the processor's caches what the turn before left there. */
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
  // First the calls are warm enough to be compiled; then they are counted.
  for (let calls = 1; ; calls *= 2) {
    const start = busy();
    await run(calls);
    const took = busy() - start;
    if (took >= 10 * BATCH_MS) return { run, calls: Math.max(1, Math.round((calls * BATCH_MS) / took)) };
  }
}

/** Adds a figure to its row. */
export function put(figures: Figures, row: string, at: string, value: number): void {
  figures[row] ??= {};
  (figures[row] as Record<string, number>)[at] = value;
}

/** Writes the figures of a part to the file that the first argument names. */
export function writePart(part: object): void {
  writeFileSync(process.argv[2] ?? '/dev/stderr', `${JSON.stringify(part, null, 2)}\n`);
}
