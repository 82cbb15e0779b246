import { boundOf, createWalk } from '../../core/json-size.ts';
import { rounded } from '../report/stage-counts.ts';
import { breach } from './call.ts';
import { type Origin, Way } from './page.ts';
import { PageFailed, report, type Step } from './page-stage.ts';
import type { Running } from './run.ts';
import type { Exported } from './stages/export.ts';
import { submitPage } from './stages/import.ts';
import { lookUp } from './stages/lookup.ts';
import { mapPage } from './stages/map.ts';
import { respond } from './stages/post-response-map.ts';
import { savePage } from './stages/pre-save-page.ts';

/** A page as it arrives, and when it was made. */
type Arrival = Exported & { readonly from: number; readonly to: number };

/**
 * Takes one page through all stages behind the export, and keeps what is worth keeping of it.
 * @param exported is left out where the page, or its records, have been through the export before
 */
export async function processPage(run: Running, origin: Origin, exported?: Arrival): Promise<void> {
  const step: Step = { run, way: new Way(origin) };
  try {
    if (exported) await receive(step, exported);
    await importPage(step);
  } catch (thrown) {
    if (!(thrown instanceof PageFailed)) throw thrown;
  } finally {
    finish(step);
  }
}

async function receive(step: Step, exported: Arrival): Promise<void> {
  const { run, way } = step;
  const { preSavePage } = run.flow.export.hooks;
  const { records, errors, bytes, from, to } = exported;
  way.bytes += bytes;
  way.times.push({ name: 'export', from, to });
  way.passes.push({ stage: 'export', ids: way.ids, output: records, marks: new Map() });
  run.tally.count('export', { output: records.length, errors: errors.length });
  holdToSize(step);
  if (preSavePage !== undefined) return savePage(step, preSavePage, exported);
  for (const error of errors) report(step, 'export', error);
}

/** The most bytes of a page. */
const LARGEST = 5_242_880;

function holdToSize({ run, way }: Step): void {
  const { records, page } = way.origin;
  // Measured only where it may be too large: the bound takes a tenth of the time.
  if (boundOf(records, 0, createWalk(records, LARGEST)) <= LARGEST) return;
  const bytes = Buffer.byteLength(JSON.stringify(records));
  if (bytes <= LARGEST) return;
  const what = `found ${bytes} bytes in ${records.length} records, expected ${LARGEST} at most`;
  breach(run, { stage: 'export', page }, { rule: 'page-size', what });
}

async function importPage(step: Step): Promise<void> {
  const { run, way } = step;
  const { lookup, import: destination } = run.flow;
  if (lookup && way.records.length > 0) await lookUp(step, lookup);
  const before = way.records.length > 0 ? await mapPage(step) : [];
  if (way.records.length === 0) return;
  const responses = await submitPage(step, before);
  const { postResponseMap: name } = destination.hooks;
  const stages = { side: 'import', mapping: 'responseMapping', hook: 'postResponseMap' } as const;
  await respond(step, { ...stages, map: run.tools.mapResponse, name }, before, responses);
}

/** Keeps what is worth keeping of a page, for the report. */
function finish({ run, way }: Step): void {
  const { page, records, retried, repeats } = way.origin;
  const { bytes, errors, failed } = way;
  run.pages.offer(run.totals.pages, failed || errors > 0, () => ({
    page,
    records: records.length,
    bytes,
    errors,
    failed,
    retried: retried || repeats,
    stages: way.times.map(({ name, from, to }) => ({ name, from: rounded(from), to: rounded(to) })),
  }));
  run.totals.pages += 1;
  run.journeys.take(way);
}
