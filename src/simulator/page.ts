import type { AnyRecord } from '../contracts/author.ts';
import type { Problem } from '../errors.ts';
import { lookUp } from './lookup.ts';
import { mapPage } from './map.ts';
import type { Exported } from './paging.ts';
import { respond } from './respond.ts';
import type { Running } from './running.ts';
import { savePage } from './save.ts';
import { PageFailed, report, type Step } from './step.ts';
import { submitPage } from './submit.ts';
import { type Origin, Way } from './way.ts';

/** Takes one page through all stages that are behind the export. */
export async function processPage(run: Running, origin: Origin, errors: readonly Problem[] = []): Promise<void> {
  const step: Step = { run, way: new Way(origin) };
  const isFirst = !origin.retried && !origin.repeats;
  try {
    if (isFirst) await receive(step, { records: origin.records, errors });
    await importPage(step);
  } catch (thrown) {
    if (!(thrown instanceof PageFailed)) throw thrown;
  } finally {
    finish(step);
  }
}

async function receive(step: Step, exported: Exported): Promise<void> {
  const { run, way } = step;
  const { preSavePage } = run.flow.export.hooks;
  const { records, errors } = exported;
  way.passes.push({ stage: 'export', ids: way.ids, output: records, marks: new Map() });
  run.tally.count('export', { output: records.length, errors: errors.length });
  if (preSavePage !== undefined) return savePage(step, preSavePage, exported);
  for (const error of errors) report(step, 'export', error);
}

async function importPage(step: Step): Promise<void> {
  const { run, way } = step;
  const { lookup, import: destination } = run.flow;
  if (lookup && way.records.length > 0) await lookUp(step, lookup);
  if (way.records.length === 0) return;
  const before: readonly AnyRecord[] = await mapPage(step);
  if (way.records.length === 0) return;
  const responses = await submitPage(step, before);
  const { postResponseMap: name } = destination.hooks;
  const stages = { side: 'import', mapping: 'responseMapping', hook: 'postResponseMap' } as const;
  await respond(step, { ...stages, map: run.tools.mapResponse, name }, before, responses);
}

/** Keeps what is worth keeping of a page, for the report. */
function finish({ run, way }: Step): void {
  const { page, records, retried, repeats } = way.origin;
  const report = {
    page,
    records: records.length,
    bytes: way.bytes,
    errors: way.errors,
    failed: way.failed,
    retried: retried || repeats,
    stages: way.times,
  };
  run.pages.offer(run.totals.pages, way.failed || way.errors > 0, () => report);
  run.totals.pages += 1;
  run.journeys.take(way);
}
