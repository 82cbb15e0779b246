import type { Journey, RunReport, StageReport } from './types.ts';

/** What one stage made of a record. */
type Made = Readonly<Record<string, unknown>>;

/**
 * What of a run is the same each time that nothing has changed: what each stage made of each record, without
 * durations, sizes and times. It is plain JSON data, and what a later run is compared with.
 */
export interface Baseline {
  readonly version: 1;
  readonly flow: string;
  readonly run: Readonly<Record<string, unknown>>;
  /** By name. */
  readonly stages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By key: the outcome, and each stage by its name, with a number where a record was there several times. */
  readonly records: Readonly<
    Record<string, { readonly outcome: string; readonly stages: Readonly<Record<string, Made>> }>
  >;
  /** Whether there were more records than the report has kept. */
  readonly isSample: boolean;
}

/** What stands where a time of the run itself stood. */
export const DURING = '[during the run]';

/** What is to be kept of a run to compare later ones with. */
export function createBaseline(report: RunReport): Baseline {
  const { flow, ending, totals, breaches, leftOut } = report;
  const rules = breaches.map(({ rule, stage, message }) => `${rule}, ${stage}: ${message}`);
  const kept: Baseline = {
    version: 1,
    flow,
    run: { ending, ...totals, breaches: rules },
    stages: Object.fromEntries(report.stages.map((stage) => [stage.name, countsOf(stage)])),
    records: Object.fromEntries(report.journey.map((journey) => [journey.key, wayOf(journey)])),
    isSample: leftOut.journeys > 0,
  };
  return withoutTimes(kept, report);
}

function countsOf({ name: _name, ms: _ms, bytes: _bytes, slowest: _slowest, ...counts }: StageReport) {
  return counts;
}

function wayOf({ outcome, stages }: Journey): Baseline['records'][string] {
  const made: Record<string, Made> = {};
  // What a stage was given is what the one before it has made.
  for (const { name, input: _input, ...stage } of stages) {
    const before = Object.keys(made).filter((one) => one.split(' ')[0] === name).length;
    made[before === 0 ? name : `${name} ${before + 1}`] = stage;
  }
  return { outcome, stages: made };
}

/** Clocks of others are not quite as ours. */
const SLACK = 2000;

/** A copy without times at which the run was going on: those that functions took from the clock. */
function withoutTimes(kept: Baseline, { startedAt, ms }: RunReport): Baseline {
  const from = Date.parse(startedAt) - SLACK;
  const isDuring = (time: number) => time >= from && time <= from + ms + 2 * SLACK;
  return JSON.parse(
    JSON.stringify(kept, (_, value: unknown) => {
      const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? Date.parse(value) : value;
      return typeof time === 'number' && isDuring(time) ? DURING : value;
    }),
  );
}
