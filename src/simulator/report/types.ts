import type { Problem } from '../../shared/errors.ts';

/** The stages of a flow, in their order. */
export const STAGES = [
  'ping',
  'export',
  'preSavePage',
  'lookup',
  'lookupResponseMapping',
  'lookupPostResponseMap',
  'preMap',
  'mapping',
  'postMap',
  'import',
  'postSubmit',
  'responseMapping',
  'postResponseMap',
  'postAggregate',
] as const;

export type StageName = (typeof STAGES)[number];

/** One error of a run, and where it belongs. */
export interface RunError extends Problem {
  readonly stage: StageName;
  readonly source?: string;
  /** The page, from 0. */
  readonly page?: number;
  /** The key of the record's journey. */
  readonly record?: string;
}

/** A rule of the platform that the run has broken. */
export interface Breach {
  /** A key of the table of rules. */
  readonly rule: string;
  readonly stage: StageName;
  /** The function's name, where it is a function's doing. */
  readonly function?: string;
  /** Says the rule, the page, the record and the path: what was found and what was expected. */
  readonly message: string;
  readonly page?: number;
  readonly record?: string;
  /** Where in the response: `response.data[3].when`. */
  readonly path?: string;
}

/** What one stage did in the whole run. */
export interface StageReport {
  readonly name: StageName;
  /** The function that is called there, if one is. */
  readonly function?: string;
  readonly calls: number;
  /** Records. */
  readonly input: number;
  readonly output: number;
  readonly ignored: number;
  readonly errors: number;
  readonly ms: number;
  /** What crossed its JSON boundaries, options and responses. */
  readonly bytes: number;
  /** Its slowest page. */
  readonly slowest?: { readonly page: number; readonly ms: number };
}

/** One page's way: when its stages began and ended, in milliseconds since the run began. */
export interface PageReport {
  /** From 0. */
  readonly page: number;
  readonly records: number;
  readonly bytes: number;
  readonly errors: number;
  readonly failed: boolean;
  /** Whether it was the second time of a page that is sent twice, or of records that are retried. */
  readonly retried: boolean;
  readonly stages: readonly { readonly name: StageName; readonly from: number; readonly to: number }[];
}

/** What one stage did with one record. Secrets are redacted. Absent: the record did not get that far, or was dropped. */
export interface JourneyStage {
  readonly name: StageName;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly errors: readonly Problem[];
  readonly ignored?: boolean;
}

/** The way of one record through the flow. A record that was retried has been at the same stages again: they are listed once more. */
export interface Journey {
  /** `page:index of the record in the exported page`, from 0; records that hooks have added: `page:+index`. */
  readonly key: string;
  readonly page: number;
  readonly outcome: 'imported' | 'ignored' | 'failed' | 'unfinished';
  readonly stages: readonly JourneyStage[];
}

/** How a run came to its end. */
export type Ending = 'done' | 'aborted' | 'offline' | 'stopped' | 'interrupted';

/** All that is known of a run. It is plain JSON data, and bounded however many records there were. */
export interface RunReport {
  readonly version: 1;
  readonly flow: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly ending: Ending;
  /** Why it ended so, if not `done`. */
  readonly reason?: string;
  readonly totals: {
    readonly pages: number;
    readonly exported: number;
    readonly imported: number;
    readonly ignored: number;
    readonly errors: number;
    readonly retried: number;
  };
  readonly stages: readonly StageReport[];
  readonly breaches: readonly Breach[];
  /** The first ones; `totals.errors` counts all. */
  readonly errors: readonly RunError[];
  /** A sample of the pages where there were many: the first, the last, the slowest and those that failed. */
  readonly pages: readonly PageReport[];
  /** A sample of the records where there were many: those with errors first. `kept` of `exported`. */
  readonly journey: readonly Journey[];
  /** What was left out of the lists, because there was more of it than is kept. */
  readonly leftOut: {
    readonly errors: number;
    readonly pages: number;
    readonly journeys: number;
    readonly breaches: number;
    /** Failed records that were not kept for the second run. */
    readonly retries: number;
  };
}

/** How far a run has come. */
export interface RunProgress {
  readonly pages: number;
  readonly records: number;
  readonly imported: number;
  readonly errors: number;
  readonly ms: number;
  /** How much of the source has been read, from 0 to 1; absent where a wrapper exports, and in the second run. */
  readonly fraction?: number;
}

/** What a run may be told beside its flow. */
export interface RunSettings {
  /** Ends the run cleanly: pages under way finish, and the report so far is made. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** The most journeys to keep. Default: 10,000. */
  readonly journeys?: number;
  /** Takes each line that functions log; without it they are left alone. */
  readonly onLog?: (line: string) => void;
}
