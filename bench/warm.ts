/** Calls of a warm function through the real runtime client: processor time and median latency beside a bare handler. */
import { type Figures, median, put, tell } from './measure.ts';
import { type PageName, pages } from './pages.ts';
import { busyOf, hostAll } from './runtime.ts';

const ROUNDS = 20;

/** How many calls make a turn: enough of them for the processor's clock. */
const CALLS: Partial<Record<PageName, number>> = {
  'one record': 150,
  '40 KB': 80,
  '1,000 records': 12,
  '4.7 MB': 3,
  'deeply nested': 25,
};

const OPTIONS = { bearerToken: 'a one-time token', _exportId: 'e', _flowId: 'f', _integrationId: 'i' };
const hosted = await hostAll(['bare', 'control', 'original', 'ours']);
const names = Object.keys(hosted) as (keyof typeof hosted)[];

interface Turn {
  readonly cpu: number;
  readonly latency: number;
}

async function turn(name: keyof typeof hosted, body: string, calls: number): Promise<Turn> {
  const { invoke, pid } = hosted[name];
  const latencies: number[] = [];
  const before = busyOf(pid());
  for (let call = 0; call < calls; call++) {
    const start = performance.now();
    await invoke(body);
    latencies.push(performance.now() - start);
  }
  return { cpu: (busyOf(pid()) - before) / calls, latency: median(latencies) };
}

const figures: Figures = {};
const controls: Figures = {};
const all = pages();
// The first call starts the process: nothing is known of it before.
for (const name of names) await hosted[name].invoke(JSON.stringify(OPTIONS));

for (const [page, calls] of Object.entries(CALLS) as [PageName, number][]) {
  const body = JSON.stringify({ ...OPTIONS, data: all[page] });
  const turns = Object.fromEntries(names.map((name) => [name, [] as Turn[]])) as Record<(typeof names)[number], Turn[]>;
  for (const name of names) for (let warm = 0; warm < 3; warm++) await turn(name, body, calls);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of round % 2 ? names.toReversed() : names) turns[name].push(await turn(name, body, calls));
  }
  for (const measure of ['cpu', 'latency'] as const) {
    const of = (name: (typeof names)[number]) => median(turns[name].map((one) => one[measure]));
    const row = measure === 'cpu' ? 'warm, processor time' : 'warm, latency (p50)';
    put(figures, `${row}, ours ÷ bare`, page, of('ours') / of('bare'));
    put(figures, `${row}, original ÷ bare`, page, of('original') / of('bare'));
    put(controls, `${row}, bare ÷ bare`, page, of('control') / of('bare'));
  }
}
for (const name of names) await hosted[name].stop();
tell({ figures, controls });
