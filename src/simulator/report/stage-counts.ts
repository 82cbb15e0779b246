import type { PlannedStage } from '../engine/plan.ts';
import type { Breach, RunError, StageName, StageReport } from './types.ts';

type Counts = 'calls' | 'input' | 'output' | 'ignored' | 'errors' | 'ms' | 'bytes';

type Counted = { -readonly [K in keyof StageReport]: StageReport[K] };

/** The counts of all stages so far. */
export interface StageCounts {
  /** Adds to the counts of a stage. */
  readonly count: (stage: StageName, more: { readonly [K in Counts]?: number }) => void;
  /** Records the time of a stage for a page. */
  readonly time: (stage: StageName, page: number | undefined, ms: number) => void;
  readonly report: () => StageReport[];
}

export function createStageCounts(planned: readonly PlannedStage[]): StageCounts {
  const stages = new Map<StageName, Counted>();
  for (const { name, step, kind, trace, function: called } of planned) {
    const none = { calls: 0, input: 0, output: 0, ignored: 0, errors: 0, ms: 0, bytes: 0 };
    stages.set(name, { name, step, kind, trace, ...(called !== undefined && { function: called }), ...none });
  }
  const of = (stage: StageName) => stages.get(stage) as Counted;
  return {
    count: (stage, more) => {
      const counted = of(stage);
      for (const key in more) counted[key as Counts] += more[key as Counts] as number;
    },
    time: (stage, page, ms) => {
      const counted = of(stage);
      counted.ms += ms;
      if (page !== undefined && ms > (counted.slowest?.ms ?? -1)) counted.slowest = { page, ms };
    },
    report: () =>
      Array.from(stages.values(), ({ ms, slowest, ...counted }) => ({
        ...counted,
        ms: roundMilliseconds(ms),
        ...(slowest && { slowest: { ...slowest, ms: roundMilliseconds(slowest.ms) } }),
      })),
  };
}

/** Rounds milliseconds to hundredths. */
export function roundMilliseconds(ms: number): number {
  return Math.round(ms * 100) / 100;
}

/** The most errors and breaches that a report keeps. */
const MOST_ERRORS = 1000;
const MOST_BREACHES = 200;

/** The errors and breaches of a run: the first of them, and their number. */
export class ErrorLog {
  readonly errors: RunError[] = [];
  readonly breaches: Breach[] = [];
  errorCount = 0;
  breachCount = 0;

  addError(error: RunError): void {
    this.errorCount += 1;
    if (this.errors.length < MOST_ERRORS) this.errors.push(error);
  }

  addBreach(breach: Breach): void {
    this.breachCount += 1;
    if (this.breaches.length < MOST_BREACHES) this.breaches.push(breach);
  }
}
