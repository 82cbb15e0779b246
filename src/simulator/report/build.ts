import type { RunContext } from '../engine/run.ts';
import { countJob } from './count-job.ts';
import { createGraph } from './create-graph.ts';
import { findCalled } from './find-called.ts';
import { createRedactor } from './redactor.ts';
import { roundMilliseconds } from './stage-counts.ts';
import type { CalledAs, Journey, RunReport } from './types.ts';

/** Builds the report of a run that has ended. */
export function buildReport(run: RunContext): RunReport {
  const redacted = createRedactor(run.secrets);
  const redactJourneys = createRedactor(run.secrets, listJourneyParts);
  const { ending = 'done', reason } = run.ended() ?? {};
  const pages = run.pages.end();
  const journeys = run.journeys.end();
  const { repeated } = run.journeys;
  const called = findCalled(run.plan, run.origin.stacks);
  const { errors, errorCount, breaches, breachCount } = run.errorLog;
  const byPage = (a: Paged, b: Paged) => readPlace(a) - readPlace(b);
  const totals = { ...run.totals, errors: errorCount };
  const stages = run.stageCounts.report();
  return {
    version: 1,
    flow: run.plan.name,
    startedAt: run.startedAt.toISOString(),
    ms: roundMilliseconds(run.now()),
    ending,
    ...(reason !== undefined && { reason: redacted(reason) }),
    totals,
    job: countJob({ stages, totals, ending }),
    run: redacted(run.origin),
    stages: stages.map((stage) => ({ ...stage, ...toCalled(called.get(stage.name)) })),
    graph: createGraph(run.plan, run.routeCounts),
    breaches: redacted([...breaches].sort(byPage)),
    notes: redacted([...run.notes.list(), ...repeated.notes()]),
    warnings: redacted(run.findings.warnings()),
    notSimulated: redacted(run.findings.omissions()),
    readings: run.findings.readings(),
    errors: redacted([...errors].sort(byPage)),
    pages: [...pages.kept].sort(byPage),
    journey: redactJourneys([...journeys.kept].sort(byPage)),
    importedTwice: repeated.kept,
    log: run.logLines.lines,
    leftOut: {
      errors: errorCount - errors.length,
      pages: pages.leftOut,
      journeys: journeys.leftOut,
      breaches: breachCount - breaches.length,
      retries: run.retries.leftOut,
      importedTwice: repeated.leftOut,
      log: run.logLines.leftOut,
    },
  };
}

/** A stage's output is the next one's input: it is searched once. */
function* listJourneyParts({ key, traceKey, stages }: Journey): Iterable<unknown> {
  yield key;
  if (traceKey !== undefined) yield traceKey;
  for (const { input, output, errors } of stages) {
    if (input !== undefined) yield input;
    if (output !== undefined) yield output;
    if (errors.length > 0) yield errors;
  }
}

function toCalled(called: CalledAs | undefined) {
  return called && { called };
}

interface Paged {
  readonly page?: number;
}

/** Errors before all pages come first. */
function readPlace({ page = -1 }: Paged): number {
  return page;
}
