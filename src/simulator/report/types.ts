import type { Problem } from '../../shared/errors.ts';
import type { CallLine } from './call-line.ts';
import type { FlowGraph } from './flow-graph.ts';
import type { JobCounts } from './job-counts.ts';
import type { RunOrigin } from './origin.ts';

export type { CallLine, LogPlace } from './call-line.ts';
export type { FlowEdge, FlowGraph, FlowNode } from './flow-graph.ts';
export type { RunOrigin, RunSettingsOf, RunStack } from './origin.ts';

/** The name of a stage: `preMap`; where a flow has several steps, `Put orders: preMap`, and a step's name for its call. */
export type StageName = string;

/** How a contested or unknown rule of the platform was read, where that decided an outcome. */
export interface UsedReading {
  /** What it is known from: the platform's documentation, somebody's measurement, or our own choice. */
  readonly basis: 'documented' | 'observed' | 'assumed';
  /** The rule in plain words. */
  readonly rule: string;
}

/** A mistake in a document that did not keep the flow from running. */
export interface DocumentWarning {
  /** The file, if the flow is a folder of documents. */
  readonly document: string;
  /** The path in it: `mappings[3].extract`. */
  readonly path: string;
  readonly message: string;
}

/** One error of a run, with its place. */
export interface RunError extends Problem {
  readonly stage: StageName;
  readonly source?: string;
  /** The page, from 0. */
  readonly page?: number;
  /** The key of the record's journey. */
  readonly record?: string;
  /** Its trace key, if there is a template of one; that of a child in a one-to-many step. */
  readonly traceKey?: string;
  /** A link to the record in the application that it was exported from, by the export's `dataURITemplate`. */
  readonly exportDataURI?: string;
  /** A link to it in the application of the import that failed it, by the answer or the import's `dataURITemplate`. */
  readonly importDataURI?: string;
}

/** A rule of the platform that the run has broken. */
export interface Breach {
  /** A key of the table of rules. */
  readonly rule: string;
  readonly stage: StageName;
  /** The name of the function that broke it, if one did. */
  readonly function?: string;
  /** The rule, the page, the record, the path, the finding and the expectation. */
  readonly message: string;
  readonly page?: number;
  readonly record?: string;
  /** The path in the response: `response.data[3].when`. */
  readonly path?: string;
  /** The place in the author's code that threw: `src/orders.ts:6:15`. */
  readonly place?: string;
}

/** What a person should know about a run that broke no rule: the first place of each kind, and how often it came. */
export interface Note {
  readonly stage: StageName;
  /** The name of the function that it is about, if there is one. */
  readonly function?: string;
  readonly message: string;
  readonly count: number;
}

/** How the function of a stage is called: the kind of its contract, and where it runs. */
export interface CalledAs {
  readonly kind: string;
  /** The generation's group in the address of a call; absent in flat modules. */
  readonly type?: string;
  /** Whether it runs in a built-in script, and not on a stack. */
  readonly isScript: boolean;
}

/** The results of one stage in the whole run. */
export interface StageReport {
  readonly name: StageName;
  /** The name of the step that the stage belongs to. */
  readonly step: string;
  /** What that step is; `connection` is the test of one. */
  readonly kind: 'connection' | 'export' | 'lookup' | 'import' | 'router';
  /** The platform's name of it: `apiCall`, `transformation`; of a hook the source of its errors, `pre_map_hook`. */
  readonly trace: string;
  /** The stage's function, if it has one. */
  readonly function?: string;
  /** What that function is called as; absent for one that is called for each record of a script's operation. */
  readonly called?: CalledAs;
  readonly calls: number;
  /** Records. */
  readonly input: number;
  readonly output: number;
  readonly ignored: number;
  readonly errors: number;
  readonly ms: number;
  /** The bytes that crossed its JSON boundaries, options and responses. */
  readonly bytes: number;
  /** Its slowest page. */
  readonly slowest?: { readonly page: number; readonly ms: number };
}

/** One page: when its stages began and ended, in milliseconds since the run began. */
export interface PageReport {
  /** From 0. */
  readonly page: number;
  readonly records: number;
  readonly bytes: number;
  readonly errors: number;
  readonly failed: boolean;
  /** Whether the page was sent a second time, or its records were retried. */
  readonly retried: boolean;
  readonly stages: readonly { readonly name: StageName; readonly from: number; readonly to: number }[];
}

/**
 * The result of one stage for one record. Secrets are redacted. Absent: the record did not reach the stage, or was
 * dropped.
 */
export interface JourneyStage {
  readonly name: StageName;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly errors: readonly Problem[];
  readonly ignored?: boolean;
  /** The names of the branches that a router sent it into. */
  readonly branches?: readonly string[];
  /** The page of the retry, if the record was retried there. */
  readonly page?: number;
}

/**
 * One record's journey through the flow. A retried record has been at the same stages again: they are listed once more.
 */
export interface Journey {
  /** `page:index of the record in the exported page`, from 0; for records that hooks have added: `page:+index`. */
  readonly key: string;
  /** The trace key, if the export has a template of one. */
  readonly traceKey?: string;
  readonly page: number;
  readonly outcome: 'imported' | 'ignored' | 'replaced' | 'failed' | 'unfinished';
  readonly stages: readonly JourneyStage[];
}

/** A record that an import accepted once more, because its page was sent twice. */
export interface RepeatedImport {
  /** The key of its journey. */
  readonly record: string;
  readonly stage: StageName;
}

/** The ending of a run. */
export type Ending = 'done' | 'aborted' | 'offline' | 'stopped' | 'interrupted';

/** The report of a run. It is plain JSON data, and bounded for any number of records. */
export interface RunReport {
  readonly version: 1;
  readonly flow: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly ms: number;
  readonly ending: Ending;
  /** The reason of any ending but `done`. */
  readonly reason?: string;
  readonly totals: {
    readonly pages: number;
    readonly exported: number;
    readonly imported: number;
    readonly ignored: number;
    readonly errors: number;
    readonly retried: number;
    /** Records that preSavePage has made. */
    readonly added: number;
    /** Records that it has left out of a page to which it has added others: they may have become those. */
    readonly replaced: number;
  };
  /** The counts of the platform's job. */
  readonly job: JobCounts;
  /** What the run was made with. */
  readonly run: RunOrigin;
  readonly stages: readonly StageReport[];
  readonly graph: FlowGraph;
  readonly breaches: readonly Breach[];
  /** At most 100. */
  readonly notes: readonly Note[];
  /** The mistakes in documents, and the fields that no record had. */
  readonly warnings: readonly DocumentWarning[];
  /** The parts of documents that a run does not simulate. */
  readonly notSimulated: readonly DocumentWarning[];
  readonly readings: readonly UsedReading[];
  /** The first ones; `totals.errors` counts all. */
  readonly errors: readonly RunError[];
  /** A sample of many pages: the first, the last, the slowest and those that failed. */
  readonly pages: readonly PageReport[];
  /** A sample of many records: those with errors first. `kept` of `exported`. */
  readonly journey: readonly Journey[];
  /** At most 1,000: the records that `retryPage` has had imported twice. */
  readonly importedTwice: readonly RepeatedImport[];
  /** At most 1,000 lines that functions logged, and 200 of a call, if the run was given `onLog`; long ones are cut. */
  readonly log: readonly CallLine[];
  /** The numbers of items that the lists leave out. */
  readonly leftOut: {
    readonly errors: number;
    readonly pages: number;
    readonly journeys: number;
    readonly breaches: number;
    /** Failed records that were not kept for the retry. */
    readonly retries: number;
    readonly importedTwice: number;
    readonly log: number;
  };
}

/** The progress of a run. */
export interface RunProgress {
  readonly pages: number;
  readonly records: number;
  readonly imported: number;
  readonly errors: number;
  readonly ms: number;
  /** The part of the source that has been read, from 0 to 1; absent for a wrapper export, and in the retry. */
  readonly fraction?: number;
}

/** The settings of a run beside its flow. */
export interface RunSettings {
  /** Ends the run cleanly: pages in flight finish, and the report is made. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RunProgress) => void;
  /** The most journeys to keep. Default: 10,000. */
  readonly journeys?: number;
  /** Gets each line that functions log. Default: lines go where they would on Lambda. */
  readonly onLog?: (line: string) => void;
}
