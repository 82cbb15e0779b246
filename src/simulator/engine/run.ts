import type { AnyRecord } from '../../contracts/author-types.ts';
import type { HostedModule } from '../../core/hosted-module.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Flow } from '../flow/schema.ts';
import type { RecordWriter } from '../records/writer.ts';
import type { Journeys } from '../report/journeys.ts';
import type { NoteLog } from '../report/note-log.ts';
import type { Sample } from '../report/sample.ts';
import type { ErrorLog, StageCounts } from '../report/stage-counts.ts';
import type { Ending, PageReport } from '../report/types.ts';
import type { MakeOptions } from './call-options.ts';
import type { Retries } from './retries.ts';
import type { RunTokens } from './tokens.ts';

/** The state that all parts of a run share. */
export interface RunContext {
  readonly flow: Flow;
  readonly transport: Transport;
  readonly host: HostedModule['host'];
  readonly startedAt: Date;
  readonly tokens: RunTokens;
  readonly optionsFor: MakeOptions;
  /** Texts that no report may show. */
  readonly secrets: readonly string[];
  readonly stageCounts: StageCounts;
  readonly errorLog: ErrorLog;
  readonly notes: NoteLog;
  readonly journeys: Journeys;
  readonly pages: Sample<PageReport>;
  readonly totals: Totals;
  readonly tools: Tools;
  /** Failed records that can be retried. */
  readonly retries: Retries;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  /** The ending of the run; undefined while new pages may be made. */
  readonly ended: () => { readonly ending: Ending; readonly reason: string } | undefined;
  /** Stops making pages; those in flight go on. The first reason counts. */
  readonly end: (ending: Ending, reason: string) => void;
}

/** The totals of a run so far. */
export interface Totals {
  pages: number;
  exported: number;
  imported: number;
  ignored: number;
  retried: number;
  /** Records that preSavePage answered with and that were none of its page. */
  added: number;
  /** Records that it left out of such a page: they may have become others. */
  replaced: number;
}

/** The parts of a flow that call no function. */
export interface Tools {
  readonly map?: ((record: AnyRecord) => unknown) | undefined;
  readonly mapResponse?: MapResponse | undefined;
  readonly mapFound?: MapResponse | undefined;
  /** The writer of the output file, if there is one. */
  readonly writer?: RecordWriter | undefined;
}

/** Copies values from a record's result into the record. */
export type MapResponse = (record: AnyRecord, response: unknown) => AnyRecord;
