import { pMapIterable } from 'p-map';
import type { RecordReader } from '../records/reader.ts';
import type { RunSettings } from '../report/types.ts';
import type { PageSource } from './page.ts';
import type { PlannedGenerator } from './plan.ts';
import { type Arrival, processPage } from './process-page.ts';
import type { RunContext } from './run.ts';
import { type Exported, exportPages } from './stages/export.ts';

type Settings = Pick<RunSettings, 'signal' | 'onProgress'>;

/** The counts that go on from one generator to the next. */
interface Progress {
  page: number;
  read: number;
}

/** Runs the generators of a flow, one after the other. */
export async function runPages(run: RunContext, settings: Settings): Promise<void> {
  const progress: Progress = { page: 0, read: 0 };
  for (const generator of run.plan.generators) await runGenerator(run, generator, progress, settings);
}

/** Exports one page after the other, and takes each through the flow; several at once where the flow says so. */
async function runGenerator(
  run: RunContext,
  generator: PlannedGenerator,
  progress: Progress,
  settings: Settings,
): Promise<void> {
  const { faults } = run;
  const note = (kind: string, message: string) => run.notes.add(kind, { stage: generator.stage, message });
  const given = generator.open?.(note);
  const pages = given ? toExported(given) : exportPages(run, generator);
  const processOne = async ({ exported, ...page }: PageSource & { readonly exported: Arrival }) => {
    const first = await processPage(run, page, exported);
    if (page.number === faults.retryPage && first.entered) await processPage(run, { ...page, repeats: first });
    reportProgress(run, settings, given?.fraction());
  };
  for await (const _ of pMapIterable(readPages(run, generator, pages, progress, settings), processOne, {
    concurrency: faults.concurrency ?? 1,
  }));
  // A file that is not wanted to its end would stay open.
  await pages.return(undefined);
}

/** Yields the pages of a generator for as long as the run goes on. */
async function* readPages(
  run: RunContext,
  generator: PlannedGenerator,
  pages: AsyncIterator<Exported>,
  progress: Progress,
  settings: Settings,
) {
  const { offlineAt } = run.faults;
  const yieldToEventLoop = yieldRegularly();
  for (let pageIndex = 0; shouldContinue(run, settings); pageIndex++) {
    const { page: number } = progress;
    if (number === offlineAt) {
      return run.end('offline', `The connection went offline before page ${number}, as the flow says`);
    }
    const found = await nextPage(run, generator, pages, number);
    if (!found) return;
    progress.page += 1;
    const exported = failExport(run, found, progress.read);
    progress.read += found.records.length;
    const before = run.totals.exported;
    run.totals.exported += exported.records.length;
    const position = { ...generator.position, pageIndex };
    yield { number, generator, position, before, records: exported.records, retried: false, exported };
    await yieldToEventLoop();
  }
}

/** Turns the records that a fault of the flow fails into errors with retry data. `before` counts those read so far. */
function failExport(run: RunContext, page: Arrival, before: number): Arrival {
  const places = new Set(run.faults.failExport?.map((record) => record - before));
  const failed = page.records.flatMap((data, at) => (places.has(at) ? [{ data, key: `export-${before + at}` }] : []));
  if (failed.length === 0) return page;
  const errors = failed.map(({ key }) => ({
    code: 'injected_fault',
    message: `Record ${key.slice('export-'.length)} fails in the export, as the flow says.`,
    source: 'export',
    retryDataKey: key,
  }));
  const entries = failed.map(({ data, key }) => [key, { data, stage: 'export', traceKey: key }]);
  return {
    ...page,
    records: page.records.filter((_, at) => !places.has(at)),
    errors: [...page.errors, ...errors],
    retryData: Object.fromEntries(entries),
  };
}

/** The retry: records that failed and can be retried pass through the step that failed them, and on, once more. */
export async function runRetries(run: RunContext, settings: Settings): Promise<void> {
  run.retries.close();
  const yieldToEventLoop = yieldRegularly();
  for (const failed of run.retries.pages()) {
    if (!shouldContinue(run, settings, 'aborted')) break;
    for (const { children } of failed) run.totals.retried += children?.failed.length ?? 1;
    const [{ generator, origin }] = failed;
    await processPage(run, {
      number: run.totals.pages,
      generator,
      position: { ...generator.position, pageIndex: run.totals.pages },
      before: run.totals.exported,
      records: failed.map(({ record }) => record),
      retries: failed,
      retried: true,
      origin,
    });
    reportProgress(run, settings);
    await yieldToEventLoop();
  }
}

/** @param despite an ending that does not stop this part of the run */
function shouldContinue(run: RunContext, { signal }: Settings, despite?: string): boolean {
  if (signal?.aborted) run.end('interrupted', 'The run was interrupted');
  const ended = run.ended();
  return !signal?.aborted && (ended === undefined || ended.ending === despite);
}

function reportProgress(run: RunContext, { onProgress }: Settings, fraction?: number): void {
  const { pages, exported: records, imported } = run.totals;
  const progress = { pages, records, imported, errors: run.errorLog.errorCount, ms: Math.round(run.now()) };
  onProgress?.(fraction === undefined ? progress : { ...progress, fraction });
}

/** The next page, with the time that making it took. */
async function nextPage(run: RunContext, { stage }: PlannedGenerator, pages: AsyncIterator<Exported>, page: number) {
  const from = run.now();
  try {
    const { done, value } = await pages.next();
    const to = run.now();
    run.stageCounts.time(stage, page, to - from);
    return done ? undefined : { ...(value as Exported), from, to };
  } catch (thrown) {
    // A file may be unreadable, or hold something else than records.
    run.end('stopped', (thrown as Error).message);
    return undefined;
  }
}

async function* toExported(pages: RecordReader): AsyncGenerator<Exported> {
  for await (const records of pages) yield { records, errors: [], retryData: {}, bytes: 0 };
}

/** Functions that answer at once would block the event loop: timers and signals must get their turn. */
function yieldRegularly() {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN) return;
    await new Promise(setImmediate);
    last = performance.now();
  };
}

/** Milliseconds between two turns: too seldom to cost anything, often enough for Ctrl-C. */
const TURN = 50;
