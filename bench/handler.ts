/**
 * The whole handler in process, log line included, beside the original and beside one JSON.stringify of the response
 * (the floor: the runtime does that anyway). Figures are medians of interleaved rounds of one run; only their ratios
 * mean anything on another machine. `npm run bench` builds first: what is measured is the package as it is shipped.
 */
import { writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import { createHandler } from 'integrator-extension-lambda';
import { createOriginalHandler } from './original.ts';
import { pages } from './pages.ts';

const MS_PER_CASE = 1500;

type Run = () => unknown;

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

async function time(run: Run): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

async function measure(runs: Record<string, Run>): Promise<Record<string, number>> {
  const times = Object.fromEntries(Object.keys(runs).map((name) => [name, [] as number[]]));
  const end = performance.now() + MS_PER_CASE;
  for (let round = 0; performance.now() < end || round < 10; round++) {
    for (const [name, run] of Object.entries(runs)) times[name]?.push(await time(run));
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
}

function runsFor(page: unknown): Record<string, Run> {
  const diy = {
    old: (_options: unknown, callback: (error: unknown, response: unknown) => void) => callback(null, page),
  };
  const context = { clientContext: { diy: true, function: 'old' }, getRemainingTimeInMillis: () => 300_000 };
  const ours = createHandler({ diy });
  const original = createOriginalHandler({ diy });
  const options = { bearerToken: 'token', _exportId: 'e', _flowId: 'f', _integrationId: 'i' };
  const callOurs = () => ours({ ...options }, context as never);
  return {
    original: () => new Promise((done) => original({ ...options }, context, (_, response) => done(response))),
    ours: callOurs,
    control: callOurs,
    floor: () => JSON.stringify(page),
  };
}

/** Where both handlers' lines go: a terminal or a pipe would be measured instead. */
console.log = console.info = () => {};

const table = new Table({ head: ['page', 'KB', 'original ÷ ours', 'ours ÷ floor', 'ours ÷ ours'] });
const figures: Record<string, unknown> = {};
for (const [name, page] of Object.entries(pages())) {
  const { original = 0, ours = 0, control = 0, floor = 0 } = await measure(runsFor(page));
  const ratios = { originalOverOurs: original / ours, oursOverFloor: ours / floor, noise: control / ours };
  figures[name] = { bytes: Buffer.byteLength(JSON.stringify(page)), ...ratios };
  const kilobytes = (Buffer.byteLength(JSON.stringify(page)) / 1000).toFixed(1);
  table.push([name, kilobytes, ...Object.values(ratios).map((ratio) => ratio.toFixed(2))]);
}
process.stdout.write(`${table.toString()}\n`);
writeFileSync('.cache/bench-handler.json', `${JSON.stringify(figures, null, 2)}\n`);
