import type { Flow } from '../flow/schema.ts';
import { type Breach, type RunError, STAGES, type StageName, type StageReport } from './types.ts';

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

/** @param named the stages of the flow, each with its function if it has one */
export function createStageCounts(named: ReadonlyMap<StageName, string | undefined>): StageCounts {
  const stages = new Map<StageName, Counted>();
  for (const name of STAGES) {
    if (!named.has(name)) continue;
    const called = named.get(name);
    const none = { calls: 0, input: 0, output: 0, ignored: 0, errors: 0, ms: 0, bytes: 0 };
    stages.set(name, { name, ...(called !== undefined && { function: called }), ...none });
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

/** Lists the stages of a flow, each with its function if it has one. */
export function listStages({ connection, export: source, lookup, import: destination }: Flow) {
  const stages = new Map<StageName, string | undefined>();
  const called = (stage: StageName, name: string | undefined) => name !== undefined && stages.set(stage, name);
  const done = (stage: StageName, what: unknown) => what !== undefined && stages.set(stage, undefined);
  called('ping', connection.ping);
  stages.set('export', source.wrapper);
  called('preSavePage', source.hooks.preSavePage);
  called('lookup', lookup?.wrapper);
  done('lookupResponseMapping', lookup?.responseMapping);
  called('lookupPostResponseMap', lookup?.hooks.postResponseMap);
  called('preMap', destination.hooks.preMap);
  done('mapping', destination.mapping);
  called('postMap', destination.hooks.postMap);
  stages.set('import', destination.wrapper);
  called('postSubmit', destination.hooks.postSubmit);
  done('responseMapping', destination.responseMapping);
  called('postResponseMap', destination.hooks.postResponseMap);
  called('postAggregate', destination.skipAggregation ? undefined : destination.hooks.postAggregate);
  return stages;
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
