import type { JobCounts } from './job-counts.ts';
import type { RunReport, StageReport } from './types.ts';

const STATUSES: Readonly<Record<RunReport['ending'], JobCounts['status']>> = {
  done: 'completed',
  aborted: 'completed',
  offline: 'failed',
  stopped: 'failed',
  interrupted: 'canceled',
};

/**
 * Counts a run as the platform counts its job: over all steps, the exports included. One record, one export and four
 * imports make five successes.
 */
export function countJob({ stages, totals, ending }: Pick<RunReport, 'stages' | 'totals' | 'ending'>): JobCounts {
  const steps = Map.groupBy(stages, ({ step }) => step);
  const counted = [...steps.values()].map(countStep);
  return {
    status: STATUSES[ending],
    numSuccess: counted.reduce((sum, count) => sum + count, totals.imported),
    numIgnore: totals.ignored,
    numError: totals.errors,
    numPagesGenerated: totals.pages,
    numPagesProcessed: totals.pages,
  };
}

/** The records that an export sent on, or that a lookup found something for; imports are in the totals. */
function countStep(stages: readonly StageReport[]): number {
  const { kind } = stages[0] as StageReport;
  if (kind === 'export') return stages.at(-1)?.output ?? 0;
  if (kind === 'lookup') return stages.find(({ name, step }) => name === step)?.output ?? 0;
  return 0;
}
