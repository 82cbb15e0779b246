import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { simulate } from 'integrator-extension-lambda/simulator';

/** What was measured: the best of several runs, each in a process of its own. */
export interface Figures {
  readonly records: number;
  readonly pageSize: number;
  /** Records per second through the simulator, and through a loop that only crosses the same JSON boundaries. */
  readonly simulated: number;
  readonly crossed: number;
  /** The first by the second. */
  readonly ratio: number;
  /** The most memory that a process had which simulated so many records. */
  readonly memory: readonly { readonly records: number; readonly mb: number }[];
}

type Way = 'simulate' | 'cross';

const PAGE = 1000;
const IDLE = `
  export const save = ({ data, errors }) => ({ data, errors, abort: false, newErrorsAndRetryData: [] });
  export const before = ({ data }) => data.map((record) => ({ data: record }));
  export const after = ({ postMapData }) => postMapData.map((record) => ({ data: record }));
`;

/** Measures how fast a flow of records of about 100 bytes goes, from a file to a file through three idle hooks. */
export async function measureSimulator(records = 1_000_000, rounds = 3): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  try {
    writeFileSync(join(folder, 'idle.mjs'), IDLE);
    const sizes = [10_000, 100_000, records];
    for (const size of sizes) await writeRecords(join(folder, `${size}.ndjson`), size);
    const times = { simulate: [] as number[], cross: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      for (const way of ['cross', 'simulate'] as const) times[way].push(measureOnce(way, folder, records).ms);
    }
    const [simulated, crossed] = [times.simulate, times.cross].map((all) => records / (Math.min(...all) / 1000));
    const memory = sizes.map((count) => ({
      records: count,
      mb: measureOnce('simulate', folder, count).mb,
    }));
    return {
      records,
      pageSize: PAGE,
      simulated: Math.round(simulated as number),
      crossed: Math.round(crossed as number),
      ratio: Math.round(((simulated as number) / (crossed as number)) * 100) / 100,
      memory,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measureOnce(way: Way, folder: string, records: number): { ms: number; mb: number } {
  const file = fileURLToPath(import.meta.url);
  return JSON.parse(execFileSync(process.execPath, [file, way, folder, String(records)], { encoding: 'utf8' }));
}

async function measureHere(way: Way, folder: string, records: number): Promise<void> {
  const [from, to] = [join(folder, `${records}.ndjson`), join(folder, 'out.ndjson')];
  const began = performance.now();
  await ways[way](folder, from, to);
  const ms = performance.now() - began;
  process.stdout.write(JSON.stringify({ ms, mb: Math.round(process.resourceUsage().maxRSS / 1024) }));
}

async function writeRecords(path: string, records: number): Promise<void> {
  const file = createWriteStream(path);
  for (let id = 0; id < records; id++) {
    const record = { id, customer: `Customer ${id % 977}`, sku: `BK-${id % 40}`, quantity: (id % 7) + 1, open: true };
    const isRoomy = file.write(`${JSON.stringify({ ...record, at: '2026-01-30T09:15:00.000Z' })}\n`);
    if (!isRoomy) await once(file, 'drain');
  }
  await new Promise<void>((resolve) => file.end(() => resolve()));
}

const ways: Readonly<Record<Way, (folder: string, from: string, to: string) => Promise<unknown>>> = {
  async simulate(folder, from, to) {
    const report = await simulate({
      name: 'idle',
      extension: { module: join(folder, 'idle.mjs') },
      export: { file: from, pageSize: PAGE, hooks: { preSavePage: 'save' } },
      import: { file: to, hooks: { preMap: 'before', postMap: 'after' } },
    });
    if (report.totals.imported !== report.totals.exported) throw new Error('Records were lost.');
  },
  async cross(folder, from, to) {
    const { save, before, after } = await import(join(folder, 'idle.mjs'));
    const out = createWriteStream(to);
    let page: object[] = [];
    const pass = () => {
      const { data } = crossed(save, { data: page, errors: [] }) as { data: object[] };
      const prepared = dataOf(crossed(before, { data }));
      const mapped = dataOf(crossed(after, { preMapData: prepared, postMapData: prepared }));
      out.write(mapped.map((record) => `${JSON.stringify(record)}\n`).join(''));
      page = [];
    };
    for await (const line of createInterface({ input: createReadStream(from) })) {
      page.push(JSON.parse(line));
      if (page.length === PAGE) pass();
    }
    if (page.length > 0) pass();
    await new Promise<void>((resolve) => out.end(() => resolve()));
  },
};

/** One call, with nothing but its JSON boundaries. */
function crossed(fn: (options: unknown) => unknown, options: object): unknown {
  return JSON.parse(JSON.stringify(fn(JSON.parse(JSON.stringify(options)))));
}

function dataOf(actions: unknown): object[] {
  return (actions as { data: object }[]).map(({ data }) => data);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [way, folder = '', records] = process.argv.slice(2);
  if (way) await measureHere(way as Way, folder, Number(records));
  else process.stdout.write(`${JSON.stringify(await measureSimulator(), null, 2)}\n`);
}
