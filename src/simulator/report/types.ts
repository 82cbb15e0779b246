import type { Problem } from '../../shared/errors.ts';
import type { CallLine } from './call-line.ts';
import type { FlowGraph } from './flow-graph.ts';
import type { JobCounts } from './job-counts.ts';
import type { RunOrigin } from './origin.ts';
import type { PageReport, StageName, StageReport } from './stage-report.ts';

export type { CallLine, LogPlace } from './call-line.ts';
export type { FlowEdge, FlowGraph, FlowNode } from './flow-graph.ts';
export type { RunOrigin, RunSettingsOf, RunStack } from './origin.ts';
export type { CalledAs, PageReport, StageName, StageReport } from './stage-report.ts';

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
  /** What was found, and what was expected. */
  readonly message: string;
}

/** One error of a run, with its place. */
export interface RunError extends Problem {
  /** The stage that reported it. */
  readonly stage: StageName;
  /** The `source` of the error, as the platform has it. */
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
  /** The stage in which it was broken. */
  readonly stage: StageName;
  /** The name of the function that broke it, if one did. */
  readonly function?: string;
  /** The rule, the page, the record, the path, the finding and the expectation. */
  readonly message: string;
  /** The page, from 0. */
  readonly page?: number;
  /** The key of the record’s journey. */
  readonly record?: string;
  /** The path in the response: `response.data[3].when`. */
  readonly path?: string;
  /** The place in the author's code that threw: `src/orders.ts:6:15`. */
  readonly place?: string;
}

/** What a person should know about a run that broke no rule: the first place of each kind, and how often it came. */
export interface Note {
  /** The stage that it is about. */
  readonly stage: StageName;
  /** The name of the function that it is about, if there is one. */
  readonly function?: string;
  /** What was noticed, at the first place. */
  readonly message: string;
  /** How often it came. */
  readonly count: number;
}

/**
 * The result of one stage for one record. Secrets are redacted. Absent: the record did not reach the stage, or was
 * dropped.
 */
export interface JourneyStage {
  /** The name of the stage. */
  readonly name: StageName;
  /** The record as the stage got it. */
  readonly input?: unknown;
  /** The record as it left the stage. */
  readonly output?: unknown;
  /** The errors of the record there; empty without any. */
  readonly errors: readonly Problem[];
  /** Whether the stage ignored the record. */
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
  /** The page, from 0. */
  readonly page: number;
  /** What became of the record in the end. */
  readonly outcome: 'imported' | 'ignored' | 'replaced' | 'failed' | 'unfinished';
  /** The stages that the record reached, in order. */
  readonly stages: readonly JourneyStage[];
}

/** A record that an import accepted once more, because its page was sent twice. */
export interface RepeatedImport {
  /** The key of its journey. */
  readonly record: string;
  /** The import. */
  readonly stage: StageName;
}

/** The ending of a run. */
export type Ending = 'done' | 'aborted' | 'offline' | 'stopped' | 'interrupted';

/** The report of a run. It is plain JSON data, and bounded for any number of records. */
export interface RunReport {
  /** The version of the report’s form. */
  readonly version: 1;
  /** The name of the flow. */
  readonly flow: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds of the whole run. */
  readonly ms: number;
  /** How it ended. */
  readonly ending: Ending;
  /** The reason of any ending but `done`. */
  readonly reason?: string;
  /** The counts of records and pages over the whole run. */
  readonly totals: {
    /** Pages that the exports made. */
    readonly pages: number;
    /** Records that the exports made. */
    readonly exported: number;
    /** Records that imports accepted. */
    readonly imported: number;
    /** Records that were ignored. */
    readonly ignored: number;
    /** Errors of records and pages. */
    readonly errors: number;
    /** Records that were retried. */
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
  /** The stages of the flow, in order. */
  readonly stages: readonly StageReport[];
  /** The flow as a graph, with the records on each way. */
  readonly graph: FlowGraph;
  /** The rules of the platform that the run has broken. */
  readonly breaches: readonly Breach[];
  /** At most 100. */
  readonly notes: readonly Note[];
  /** The mistakes in documents, and the fields that no record had. */
  readonly warnings: readonly DocumentWarning[];
  /** The parts of documents that a run does not simulate. */
  readonly notSimulated: readonly DocumentWarning[];
  /** How rules that the platform leaves open were read, where that decided something. */
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
    /** Errors. */
    readonly errors: number;
    /** Pages. */
    readonly pages: number;
    /** Journeys of records. */
    readonly journeys: number;
    /** Broken rules. */
    readonly breaches: number;
    /** Failed records that were not kept for the retry. */
    readonly retries: number;
    /** Records that were imported twice. */
    readonly importedTwice: number;
    /** Logged lines. */
    readonly log: number;
  };
}

/** The progress of a run. */
export interface RunProgress {
  /** Pages that have gone through the flow. */
  readonly pages: number;
  /** Records that the exports have made. */
  readonly records: number;
  /** Records that imports have accepted. */
  readonly imported: number;
  /** Errors until now. */
  readonly errors: number;
  /** Milliseconds since the run began. */
  readonly ms: number;
  /** The part of the source that has been read, from 0 to 1; absent for a wrapper export, and in the retry. */
  readonly fraction?: number;
}

/** The settings of a run beside its flow. */
export interface RunSettings {
  /** Ends the run cleanly: pages in flight finish, and the report is made. */
  readonly signal?: AbortSignal;
  /** Gets the progress of the run, again and again. */
  readonly onProgress?: (progress: RunProgress) => void;
  /** The most journeys to keep. Default: 10,000. */
  readonly journeys?: number;
  /** Gets each line that functions log. Default: lines go where they would on Lambda. */
  readonly onLog?: (line: string) => void;
}
