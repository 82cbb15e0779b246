import { scanSize } from '../../core/json-size.ts';
import { PAGE_LIMIT } from '../../shared/limits.ts';
import { INTERRUPTED } from '../../transport/interruptible.ts';
import { TransportError } from '../../transport/transport.ts';
import { logAt } from '../report/log-place.ts';
import { roundMilliseconds } from '../report/stage-counts.ts';
import { reportBreach } from './call.ts';
import { readings } from './compile/readings.ts';
import { type Batch, PageRun, type PageSource, type RecordStatus } from './page.ts';
import { type PageContext, recordStage, StageFailed } from './page-stage.ts';
import type { PlannedOperation } from './plan.ts';
import type { RunContext } from './run.ts';
import { applyOperation } from './stages/apply-operation.ts';
import type { Exported } from './stages/export.ts';
import { transformRecords } from './stages/map.ts';
import { reportExportErrors, savePage } from './stages/pre-save-page.ts';
import { resumeAt, routeRecords } from './stages/route.ts';

/** A page as it arrives, with the time at which it was made. */
export type Arrival = Exported & { readonly from: number; readonly to: number };

/**
 * Takes one page through all stages after the export, and keeps its results.
 * @param exported missing if the page or its records went through the export before
 */
export async function processPage(run: RunContext, source: PageSource, exported?: Arrival): Promise<PageRun> {
  const context: PageContext = { run, page: new PageRun(source) };
  const { number: page, retried, repeats } = source;
  try {
    await logAt({ page, attempt: retried || repeats ? 2 : 1 }, () => takeThrough(context, exported));
  } catch (thrown) {
    endFor(run, thrown);
  } finally {
    finish(context);
  }
  return context.page;
}

/** A stage that failed has said so. */
function endFor(run: RunContext, thrown: unknown): void {
  if (thrown instanceof StageFailed) return;
  if (!(thrown instanceof TransportError)) throw thrown;
  // The script of a filter, a transformation or a router did not answer.
  run.end(thrown.code === INTERRUPTED ? 'interrupted' : 'stopped', thrown.message);
}

async function takeThrough(context: PageContext, exported: Arrival | undefined): Promise<void> {
  const { records, origin, repeats } = context.page.source;
  const arrived: Batch = repeats?.entered ?? { ids: [...records.keys()], records };
  const batch = exported ? await receive(context, arrived, exported) : arrived;
  if (batch.records.length === 0) context.run.findings.relyAll([readings.emptyPage]);
  if (exported) context.page.entered = batch;
  if (origin) await resumeAt(context, origin, batch);
  else await routeRecords(context, [...context.run.plan.routers.keys()][0] as string, batch);
}

/** The stages of the export itself: transformation, output filter, trace keys and preSavePage. */
async function receive(context: PageContext, arrived: Batch, exported: Arrival): Promise<Batch> {
  const { run, page } = context;
  const { stage, transform, filter, preSavePage } = page.source.generator;
  const { records, errors, bytes, from, to } = exported;
  page.bytes += bytes;
  page.times.push({ name: stage, from, to });
  page.passes.push({ stage, ids: arrived.ids, output: records, marks: new Map() });
  run.stageCounts.count(stage, { output: records.length, errors: errors.length });
  enforceSize(context);
  let batch = arrived;
  if (transform && batch.records.length > 0) batch = await transformRecords(context, transform, batch);
  if (filter && batch.records.length > 0) batch = await filterRecords(context, filter, batch);
  traceRecords(context, batch);
  if (preSavePage) return savePage(context, preSavePage, batch, exported);
  reportExportErrors(context, stage, errors, exported);
  return batch;
}

/** The output filter: a record that it leaves out leaves the whole flow, without an error. */
async function filterRecords(context: PageContext, filter: PlannedOperation<boolean>, batch: Batch): Promise<Batch> {
  const { ids, records } = batch;
  const { values, marks } = await applyOperation(context, batch, filter);
  const all = new Map<number, RecordStatus>(marks);
  for (const at of ids.keys()) if (!marks.has(at) && values[at] !== true) all.set(at, { ignored: true });
  context.run.totals.ignored += all.size - marks.size;
  recordStage(context, { stage: filter.stage, ids, input: records, output: records, marks: all });
  if (all.size === 0) return batch;
  return { ids: ids.filter((_, at) => !all.has(at)), records: records.filter((_, at) => !all.has(at)) };
}

function traceRecords({ page }: PageContext, { ids, records }: Batch): void {
  const { readTraceKey, readDataURI } = page.source.generator;
  if (!readTraceKey && !readDataURI) return;
  records.forEach((record, at) => {
    page.trace(ids[at] as number, { traceKey: readTraceKey?.(record), exportDataURI: readDataURI?.(record) });
  });
}

function enforceSize({ run, page }: PageContext): void {
  const { records, number, generator } = page.source;
  // Pages of given records close in time.
  if (!generator.wrapper && records.length > 1) return;
  // Serialised only if the upper bound is too large: the bound takes a tenth of the time.
  if (scanSize(records, PAGE_LIMIT).bound <= PAGE_LIMIT) return;
  const bytes = Buffer.byteLength(JSON.stringify(records));
  if (bytes <= PAGE_LIMIT) return;
  const what = `found ${bytes} bytes in ${records.length} records, expected ${PAGE_LIMIT} at most`;
  reportBreach(run, { stage: generator.stage, page: number }, { rule: 'page-size', what });
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
    retried: retried || repeats !== undefined,
    stages: page.times.map(({ name, from, to }) => ({
      name,
      from: roundMilliseconds(from),
      to: roundMilliseconds(to),
    })),
  }));
  run.totals.pages += 1;
  run.journeys.take(page);
}
