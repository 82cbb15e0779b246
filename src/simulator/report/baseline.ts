import type { Journey, RunReport, StageReport } from './types.ts';

/** The result of one stage for a record. */
type Made = Readonly<Record<string, unknown>>;

/**
 * The parts of a run that are equal each time while nothing changes: the result of each stage for each record, without
 * durations, sizes and times. It is plain JSON data, and later runs are compared with it.
 */
export interface Baseline {
  readonly version: 1;
  readonly flow: string;
  readonly run: Readonly<Record<string, unknown>>;
  /** By name. */
  readonly stages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By key: the outcome, and each stage by its name, numbered if a record was there several times. */
  readonly records: Readonly<
    Record<string, { readonly outcome: string; readonly stages: Readonly<Record<string, Made>> }>
  >;
  /** Whether there were more records than the report keeps. */
  readonly isSample: boolean;
}

/** The text that replaces a time of the run itself. */
export const DURING = '[during the run]';

/** Makes the baseline of a run, to compare later runs with. */
export function createBaseline(report: RunReport): Baseline {
  const { flow, ending, totals, breaches, leftOut } = report;
  const rules = breaches.map(({ rule, stage, message }) => `${rule}, ${stage}: ${message}`);
  const kept: Baseline = {
    version: 1,
    flow,
    run: { ending, ...totals, breaches: rules },
    stages: Object.fromEntries(report.stages.map((stage) => [stage.name, readCounts(stage)])),
    records: Object.fromEntries(report.journey.map((journey) => [journey.key, readJourney(journey)])),
    isSample: leftOut.journeys > 0,
  };
  return withoutTimes(kept, report);
}

function readCounts({ function: called, calls, input, output, ignored, errors }: StageReport) {
  return { ...(called !== undefined && { function: called }), calls, input, output, ignored, errors };
}

function readJourney({ outcome, stages }: Journey): Baseline['records'][string] {
  const made: Record<string, Made> = {};
  const times = new Map<string, number>();
  // The input of a stage is the output of the one before it. A retry has other pages where more records fail.
  for (const { name, input: _input, page: _page, ...stage } of stages) {
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    made[time === 1 ? name : `${name} ${time}`] = stage;
  }
  return { outcome, stages: made };
}

/** Other clocks differ slightly from ours. */
const SLACK = 2000;

/** Copies JSON data without times of the run: functions read them from the clock. */
export function withoutTimes<T>(kept: T, { startedAt, ms }: Pick<RunReport, 'startedAt' | 'ms'>): T {
  const from = Date.parse(startedAt) - SLACK;
  const isDuring = (time: number) => time >= from && time <= from + ms + 2 * SLACK;
  return JSON.parse(
    JSON.stringify(kept, (_, value: unknown) => {
      const time = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? Date.parse(value) : value;
      return typeof time === 'number' && isDuring(time) ? DURING : value;
    }),
  );
}
