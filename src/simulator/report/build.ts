import type { RunContext } from '../engine/run.ts';
import { createRedactor } from './redactor.ts';
import { roundMilliseconds } from './stage-counts.ts';
import type { RunReport } from './types.ts';

/** Builds the report of a run that has ended. */
export function buildReport(run: RunContext): RunReport {
  const redacted = createRedactor(run.secrets);
  const { ending = 'done', reason } = run.ended() ?? {};
  const pages = run.pages.end();
  const journeys = run.journeys.end();
  const { errors, errorCount, breaches, breachCount } = run.errorLog;
  const byPage = (a: Paged, b: Paged) => readPlace(a) - readPlace(b);
  return {
    version: 1,
    flow: run.plan.name,
    startedAt: run.startedAt.toISOString(),
    ms: roundMilliseconds(run.now()),
    ending,
    ...(reason !== undefined && { reason: redacted(reason) }),
    totals: { ...run.totals, errors: errorCount },
    stages: run.stageCounts.report(),
    breaches: redacted([...breaches].sort(byPage)),
    notes: redacted(run.notes.list()),
    warnings: redacted(run.findings.warnings()),
    readings: run.findings.readings(),
    errors: redacted([...errors].sort(byPage)),
    pages: [...pages.kept].sort(byPage),
    journey: redacted([...journeys.kept].sort(byPage)),
    leftOut: {
      errors: errorCount - errors.length,
      pages: pages.leftOut,
      journeys: journeys.leftOut,
      breaches: breachCount - breaches.length,
      retries: run.retries.leftOut,
    },
  };
}

interface Paged {
  readonly page?: number;
}

/** Errors before all pages come first. */
function readPlace({ page = -1 }: Paged): number {
  return page;
}
