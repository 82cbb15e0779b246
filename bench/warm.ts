/**
 * Measures calls of a warm function through the real runtime client: processor time and median latency beside a bare
 * handler.
 */
import { type Figures, median, medianRatio, put, writePart } from './measure.ts';
import { type PageName, pages } from './pages.ts';
import { type Hosted, hostAll, readBusyTime } from './runtime.ts';

/**
 * The number of fresh processes. With large pages, garbage collection keeps one rhythm for a whole process. A page of
 * 4.7 MB then costs a third more, or a third less.
 */
const LIVES = 5;
const ROUNDS = 8;

/** Turns that do not count: V8 compiles during the first thousands of calls. */
const WARMING = 10;

/** The number of calls of a turn, enough for the processor's clock. */
const CALLS: Partial<Record<PageName, number>> = {
  'one record': 150,
  '40 KB': 80,
  '1,000 records': 12,
  '4.7 MB': 3,
  'deeply nested': 25,
};

const NAMES = ['bare', 'control', 'original', 'ours'] as const;
type Name = (typeof NAMES)[number];
const OPTIONS = { bearerToken: 'a one-time token', _exportId: 'e', _flowId: 'f', _integrationId: 'i' };

interface Turn {
  readonly cpu: number;
  readonly latency: number;
}

async function turn({ invoke, pid }: Hosted, body: string, calls: number): Promise<Turn> {
  const latencies: number[] = [];
  const before = readBusyTime(pid());
  for (let call = 0; call < calls; call++) {
    const start = performance.now();
    await invoke(body);
    latencies.push(performance.now() - start);
  }
  return { cpu: (readBusyTime(pid()) - before) / calls, latency: median(latencies) };
}

const sizes = pages();
const turns = Object.fromEntries(
  Object.keys(CALLS).map((page) => [page, { bare: [], control: [], original: [], ours: [] }]),
) as Record<string, Record<Name, Turn[]>>;

for (let life = 0; life < LIVES; life++) {
  const hosted = await hostAll(NAMES);
  // The first call starts the process, which has no figures before.
  for (const name of NAMES) await hosted[name].invoke(JSON.stringify(OPTIONS));
  for (const [page, calls] of Object.entries(CALLS) as [PageName, number][]) {
    const body = JSON.stringify({ ...OPTIONS, data: sizes[page] });
    for (const name of NAMES) for (let warm = 0; warm < WARMING; warm++) await turn(hosted[name], body, calls);
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of round % 2 ? NAMES.toReversed() : NAMES) {
        turns[page]?.[name].push(await turn(hosted[name], body, calls));
      }
    }
  }
  for (const name of NAMES) await hosted[name].stop();
}

const figures: Figures = {};
const controls: Figures = {};
const warmMilliseconds: Figures = {};
for (const [page, found] of Object.entries(turns)) {
  for (const measure of ['cpu', 'latency'] as const) {
    const row = measure === 'cpu' ? 'warm, processor time' : 'warm, latency (p50)';
    const all = (name: Name) => found[name].map((one) => one[measure]);
    const divide = (name: Name) => medianRatio(all(name), all('bare'));
    put(figures, `${row}, ours ÷ bare`, page, divide('ours'));
    put(figures, `${row}, original ÷ bare`, page, divide('original'));
    put(controls, `${row}, bare ÷ bare`, page, divide('control'));
    if (measure === 'cpu') continue;
    for (const name of ['ours', 'bare', 'original'] as const) put(warmMilliseconds, page, name, median(all(name)));
  }
}
writePart({ figures, controls, warmMilliseconds });
