import type { RecordReader } from '../records/reader.ts';
import type { RunSettings } from '../report/types.ts';
import { type Environment, openPages } from './open.ts';
import type { PageSource } from './page.ts';
import { processPage } from './process-page.ts';
import type { RunContext } from './run.ts';
import { type Exported, exportPages } from './stages/export.ts';

type Settings = Pick<RunSettings, 'signal' | 'onProgress'>;

/** Exports one page after the other, and takes each through the flow; several at once where the flow says so. */
export async function runPages(run: RunContext, around: Environment, settings: Settings): Promise<void> {
  const { export: source, faults } = run.flow;
  const given = source.wrapper === undefined ? openPages(run.flow, around) : undefined;
  const pages = given ? toExported(given) : exportPages(run, String(source.wrapper));
  const crowd = limitConcurrency(faults.concurrency ?? 1);
  const breathe = yieldRegularly();
  for (let page = 0; shouldContinue(run, settings); page++) {
    if (page === faults.offlineAt) {
      run.end('offline', `The connection went offline before page ${page}, as the flow says`);
      break;
    }
    const exported = await nextPage(run, pages, page);
    if (!exported) break;
    const origin = {
      number: page,
      before: run.totals.exported,
      records: exported.records,
      retried: false,
      repeats: false,
    };
    run.totals.exported += exported.records.length;
    await crowd.join(async () => {
      await processPage(run, origin, exported);
      if (page === faults.retryPage) await processPage(run, { ...origin, repeats: true });
      reportProgress(run, settings, given?.fraction());
    });
    await breathe();
  }
  await crowd.gone();
  // A file of which not all is wanted any more stays open otherwise.
  await pages.return(undefined);
}

/** The second run: records that have failed and can be retried are sent once more, from the steps behind the export on. */
export async function runRetries(run: RunContext, settings: Settings): Promise<void> {
  const { pageSize } = run.flow.export;
  run.retries.close();
  const breathe = yieldRegularly();
  for (const failed of run.retries.pages(pageSize)) {
    if (!shouldContinue(run, settings, 'aborted')) break;
    run.totals.retried += failed.length;
    const origin: PageSource = {
      number: run.totals.pages,
      before: run.totals.exported,
      records: failed.map(({ record }) => record),
      keys: failed.map(({ key }) => key),
      retried: true,
      repeats: false,
    };
    await processPage(run, origin);
    reportProgress(run, settings);
    await breathe();
  }
}

/** @param despite is an ending that is no hindrance */
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

/** The next page, and how long it took to make it. */
async function nextPage(run: RunContext, pages: AsyncIterator<Exported>, page: number) {
  const from = run.now();
  try {
    const { done, value } = await pages.next();
    const to = run.now();
    run.stageCounts.time('export', page, to - from);
    return done ? undefined : { ...(value as Exported), from, to };
  } catch (thrown) {
    // Of a file: that it can't be read, or where something else than a record stands.
    run.end('stopped', (thrown as Error).message);
    return undefined;
  }
}

async function* toExported(pages: RecordReader): AsyncGenerator<Exported> {
  for await (const records of pages) yield { records, errors: [], bytes: 0 };
}

/** Functions in this process may answer without ever letting it see to anything else: timers, and signals that end it. */
function yieldRegularly() {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH) return;
    await new Promise(setImmediate);
    last = performance.now();
  };
}

/** Milliseconds: seldom enough to cost nothing, often enough for a person. */
const BREATH = 50;

/** Lets so many at once do their work. */
function limitConcurrency(most: number) {
  const present = new Set<Promise<void>>();
  const join = async (work: () => Promise<void>) => {
    const done = work().finally(() => present.delete(done));
    // Whoever waits hears of it; while nobody does, it must not end the process.
    done.catch(() => {});
    present.add(done);
    if (present.size >= most) await Promise.race(present);
  };
  return { join, gone: () => Promise.all(present) };
}
