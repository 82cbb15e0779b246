import { scanSize } from '../../core/json-size.ts';
import { PAGE_LIMIT } from '../../shared/limits.ts';
import { roundMilliseconds } from '../report/stage-counts.ts';
import { reportBreach } from './call.ts';
import { PageRun, type PageSource } from './page.ts';
import { type PageContext, PageFailed } from './page-stage.ts';
import type { RunContext } from './run.ts';
import type { Exported } from './stages/export.ts';
import { submitPage } from './stages/import.ts';
import { lookUpPage } from './stages/lookup.ts';
import { mapPage } from './stages/map.ts';
import { respond } from './stages/post-response-map.ts';
import { reportExportErrors, savePage } from './stages/pre-save-page.ts';

/** A page as it arrives, with the time at which it was made. */
export type Arrival = Exported & { readonly from: number; readonly to: number };

/**
 * Takes one page through all stages after the export, and keeps its results.
 * @param exported missing if the page or its records went through the export before
 */
export async function processPage(run: RunContext, origin: PageSource, exported?: Arrival): Promise<void> {
  const step: PageContext = { run, page: new PageRun(origin) };
  try {
    if (exported) await receive(step, exported);
    await importPage(step);
  } catch (thrown) {
    if (!(thrown instanceof PageFailed)) throw thrown;
  } finally {
    finish(step);
  }
}

async function receive(step: PageContext, exported: Arrival): Promise<void> {
  const { run, page } = step;
  const { preSavePage } = run.flow.export.hooks;
  const { records, errors, bytes, from, to } = exported;
  page.bytes += bytes;
  page.times.push({ name: 'export', from, to });
  page.passes.push({ stage: 'export', ids: page.ids, output: records, marks: new Map() });
  run.stageCounts.count('export', { output: records.length, errors: errors.length });
  enforceSize(step);
  if (preSavePage !== undefined) return savePage(step, preSavePage, exported);
  reportExportErrors(step, 'export', errors, exported);
}

function enforceSize({ run, page }: PageContext): void {
  const { records, number } = page.source;
  // Serialised only if the upper bound is too large: the bound takes a tenth of the time.
  if (scanSize(records, PAGE_LIMIT).bound <= PAGE_LIMIT) return;
  const bytes = Buffer.byteLength(JSON.stringify(records));
  if (bytes <= PAGE_LIMIT) return;
  const what = `found ${bytes} bytes in ${records.length} records, expected ${PAGE_LIMIT} at most`;
  reportBreach(run, { stage: 'export', page: number }, { rule: 'page-size', what });
}

async function importPage(step: PageContext): Promise<void> {
  const { run, page } = step;
  const { lookup, import: destination } = run.flow;
  if (lookup && page.records.length > 0) await lookUpPage(step, lookup);
  const before = page.records.length > 0 ? await mapPage(step) : [];
  if (page.records.length === 0) return;
  const responses = await submitPage(step, before);
  const { postResponseMap: name } = destination.hooks;
  const stages = { side: 'import', mapping: 'responseMapping', hook: 'postResponseMap' } as const;
  try {
    await respond(step, { ...stages, map: run.tools.mapResponse, name }, before, responses);
  } catch (thrown) {
    // The whole page has failed.
    run.totals.imported -= page.imported;
    throw thrown;
  }
}

/** Keeps the results of a page for the report. */
function finish({ run, page }: PageContext): void {
  const { number, records, retried, repeats } = page.source;
  const { bytes, errors, failed } = page;
  run.pages.offer(run.totals.pages, failed || errors > 0, () => ({
    page: number,
    records: records.length,
    bytes,
    errors,
    failed,
    retried: retried || repeats,
    stages: page.times.map(({ name, from, to }) => ({
      name,
      from: roundMilliseconds(from),
      to: roundMilliseconds(to),
    })),
  }));
  run.totals.pages += 1;
  run.journeys.take(page);
}
