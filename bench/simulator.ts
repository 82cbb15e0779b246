/**
 * Compares a simulated flow of idle functions, in this process and in one of their own, with a loop that calls the same
 * functions across the same JSON boundaries: by wall time, as people wait. Compares the memory of a long run with that of a short one. With a number of records as argument, this is the
 * process whose memory is measured.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadFlow, simulate } from 'integrator-extension-lambda/simulator';
import * as idle from './idle.ts';
import { type Figures, median, put, writePart } from './measure.ts';

const SPEED = 50_000;
const ROUNDS = 5;
const [SHORT, LONG] = [10_000, 1_000_000];

function createFlow(records: number) {
  return {
    name: 'idle',
    extension: { module: fileURLToPath(new URL('idle.ts', import.meta.url)) },
    export: { wrapper: 'exportRows', configuration: { records }, hooks: { preSavePage: 'keepPage' } },
    import: {
      wrapper: 'importRows',
      hooks: { preMap: 'keepRows', postMap: 'keepMapped', postSubmit: 'keepAnswers' },
    },
  };
}

async function run(records: number, isolation: 'process' | 'none' = 'none'): Promise<void> {
  checkImported(await simulate(createFlow(records), { isolation }), records);
}

/** Runs the flow that is written in documents: a transformation, a filter, and ten fields with a list in Mapper 2.0. */
async function runDocuments(): Promise<void> {
  const { flow, base } = await loadFlow(fileURLToPath(new URL('flow', import.meta.url)));
  checkImported(await simulate(flow, { base }), SPEED);
}

function checkImported({ totals, errors }: Awaited<ReturnType<typeof simulate>>, records: number): void {
  if (totals.imported !== records)
    throw new Error(
      `Simulating: found ${totals.imported} records imported, expected ${records}. ${JSON.stringify(errors)}`,
    );
}

const cross = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** A call as the platform makes it: options and response each cross a JSON boundary. */
function call<O, R>(fn: (options: O) => R, options: O): R {
  return cross(fn(cross(options)));
}

function loop(records: number, exportPage: typeof idle.exportRows = idle.exportRows): void {
  let state = { after: 0 };
  for (let last = false; !last; ) {
    const exported = call(exportPage, { state, configuration: { records } });
    ({ state, lastPage: last } = exported);
    const { data } = call(idle.keepPage, { data: exported.data, errors: [] });
    const mapped = call(idle.keepRows, { data }).map((one) => one.data);
    const postMapData = call(idle.keepMapped, { preMapData: data, postMapData: mapped } as never) as { data: never }[];
    const sent = postMapData.map((one) => one.data);
    const responseData = call(idle.importRows, { preMapData: data, postMapData: sent } as never);
    call(idle.keepAnswers, { preMapData: data, postMapData: sent, responseData } as never);
  }
}

async function time(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The heap is as small as a run allows: a larger one would hide what a run keeps. */
const FLAGS = ['--max-old-space-size=36', '--max-semi-space-size=1'];

/** The peak memory in MB, of a process of its own. */
function peak(records: number): number {
  const { stdout, status } = spawnSync(
    process.execPath,
    [...FLAGS, fileURLToPath(import.meta.url), '', String(records)],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (status !== 0) throw new Error(`Simulating ${records} records: found exit code ${status}, expected 0.`);
  return Number(stdout) / 1024;
}

if (process.argv[3]) {
  await run(Number(process.argv[3]));
  console.log(process.resourceUsage().maxRSS);
} else {
  const figures: Figures = {};
  const controls: Figures = {};
  const times: Record<'simulated' | 'isolated' | 'looped' | 'again' | 'documents' | 'ordered', number[]> = {
    simulated: [],
    isolated: [],
    looped: [],
    again: [],
    documents: [],
    ordered: [],
  };
  for (let round = 0; round <= ROUNDS; round++) {
    const simulated = await time(() => run(SPEED));
    const isolated = await time(() => run(SPEED, 'process'));
    const looped = await time(() => loop(SPEED));
    const again = await time(() => loop(SPEED));
    const documents = await time(runDocuments);
    const ordered = await time(() => loop(SPEED, idle.exportOrders));
    // The first round only warms up.
    if (round === 0) continue;
    times.simulated.push(simulated);
    times.isolated.push(isolated);
    times.looped.push(looped);
    times.again.push(again);
    times.documents.push(documents);
    times.ordered.push(ordered);
  }
  put(figures, 'simulator', 'share of the bare loop’s speed', median(times.looped) / median(times.simulated));
  put(
    figures,
    'simulator',
    'share with functions in a process of their own',
    median(times.looped) / median(times.isolated),
  );
  put(
    figures,
    'simulator',
    'share with transformation, filter and Mapper 2.0',
    median(times.ordered) / median(times.documents),
  );
  put(controls, 'simulator, loop ÷ loop', `${SPEED} records`, median(times.again) / median(times.looped));
  const [short, long] = [peak(SHORT), peak(LONG)];
  put(figures, 'simulator, memory of 1,000,000 records ÷ 10,000', 'peak', long / short);
  writePart({ figures, controls, simulator: { 'MB at 10,000 records': short, 'MB at 1,000,000 records': long } });
}
