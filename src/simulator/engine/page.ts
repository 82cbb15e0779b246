import type { AnyRecord } from '../../contracts/author-types.ts';
import type { Problem } from '../../shared/errors.ts';
import type { StageName } from '../report/types.ts';
import type { PagePosition, PlannedGenerator, PlannedStep } from './plan.ts';

/** The status of one record after a stage, beside its output. */
export interface RecordStatus {
  readonly errors?: readonly Problem[];
  readonly ignored?: true;
  /** The record goes no further in its step. */
  readonly failed?: true;
}

/**
 * The result of a stage for records of a page. Lists are by position; a position without output goes no further.
 */
export interface StageResult {
  readonly stage: StageName;
  /** The ids of the records. */
  readonly ids: readonly number[];
  readonly input?: readonly unknown[];
  readonly output?: readonly unknown[];
  /** The ids of the output, if it is not by position. */
  readonly outputIds?: readonly number[];
  /** By position; most records have none. */
  readonly marks: ReadonlyMap<number, RecordStatus>;
  /** Whether the records were submitted here. */
  readonly isImport?: boolean;
  /** The names of the branches that a router sent each record into. */
  readonly branches?: readonly (readonly string[])[];
  /** The trace keys of the records, where those of the page are not theirs: they are children. */
  readonly traceKeys?: Batch['traceKeys'];
}

/** Records on their way through the steps of a branch, with their ids. Lists are by position. */
export interface Batch {
  readonly ids: readonly number[];
  readonly records: readonly AnyRecord[];
  /** The trace keys of children; undefined for records of the page, which has theirs. */
  readonly traceKeys?: readonly (string | undefined)[] | undefined;
}

/** How errors name a record beside its key. */
export interface RecordTrace {
  readonly traceKey?: string | undefined;
  /** A link to the record in the application that it was exported from. */
  readonly exportDataURI?: string | undefined;
}

/** A failed record that can be retried, with the key of its journey. */
export interface Retry extends RecordTrace {
  readonly key: string;
  readonly record: AnyRecord;
  readonly generator: PlannedGenerator;
  /** The step that failed it; absent: the export. */
  readonly origin?: RetryOrigin | undefined;
  /** Where a one-to-many step failed children of it: they are retried, and the others are not. */
  readonly children?: ChildOutcomes | undefined;
}

/** What a one-to-many step made of the children of one record, by their place in its list. */
export interface ChildOutcomes {
  /** The places of those that failed. */
  readonly failed: readonly number[];
  readonly changed: readonly (AnyRecord | undefined)[];
  readonly responses: readonly unknown[];
}

/** Where retried records begin: at the step that failed them; at the first router without one. */
export interface RetryOrigin {
  readonly router: string;
  readonly branch: number;
  readonly step: PlannedStep;
}

/** The source of a page's records. */
export interface PageSource {
  /** The number of the page, from 0. */
  readonly number: number;
  readonly generator: PlannedGenerator;
  /** The position of the page in its generator. */
  readonly position: PagePosition;
  /** The number of records that were exported before it. */
  readonly before: number;
  readonly records: readonly AnyRecord[];
  /** The retried records; absent where its records come from the export. */
  readonly retries?: readonly Retry[] | undefined;
  /** Whether its records are retried. */
  readonly retried: boolean;
  readonly origin?: RetryOrigin | undefined;
  /** The first run of a page that is sent twice, and counts once: what it began its steps with is sent again. */
  readonly repeats?: PageRun | undefined;
}

/**
 * One page on its run through the flow. Its records keep their ids: the index in the exported page, or below 0 for
 * records that a hook added. Results are kept by page, not by record: journeys are only made of the few that a report
 * shows.
 */
export class PageRun {
  readonly source: PageSource;
  /** What the stages of the export let through; absent where they failed, and for retried records. */
  entered?: Batch | undefined;
  readonly passes: StageResult[] = [];
  readonly times: { name: StageName; from: number; to: number }[] = [];
  /** The trace keys of the records, by id. */
  readonly traceKeys: Map<number, string>;
  /** The links to the records in their application, by id. */
  readonly exportDataURIs: Map<number, string>;
  errors = 0;
  imported = 0;
  /** The records that the last call of an import accepted, by its stage. */
  readonly importedAt = new Map<StageName, number>();
  failed = false;
  bytes = 0;

  constructor(source: PageSource) {
    this.source = source;
    this.traceKeys = new Map(source.repeats?.traceKeys);
    this.exportDataURIs = new Map(source.repeats?.exportDataURIs);
    source.retries?.forEach((retry, id) => void this.trace(id, retry));
  }

  /** Keeps how errors name a record. */
  trace(id: number, { traceKey, exportDataURI }: RecordTrace): void {
    if (traceKey !== undefined) this.traceKeys.set(id, traceKey);
    if (exportDataURI !== undefined) this.exportDataURIs.set(id, exportDataURI);
  }

  /** How errors name a record. */
  traceOf(id: number): RecordTrace {
    return { traceKey: this.traceKeys.get(id), exportDataURI: this.exportDataURIs.get(id) };
  }

  /** The key of a record's journey. */
  formatKey(id: number): string {
    const { number: page, retries } = this.source;
    return retries?.[id]?.key ?? (id < 0 ? `${page}:+${-id - 1}` : `${page}:${id}`);
  }
}
