import type { AnyRecord } from '../../contracts/author-types.ts';
import type { HostedModule } from '../../core/hosted-module.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Flow } from '../flow/schema.ts';
import type { RecordWriter } from '../records/writer.ts';
import type { Journeys } from '../report/journeys.ts';
import type { Sample } from '../report/sample.ts';
import type { ErrorLog, StageCounts } from '../report/stage-counts.ts';
import type { Ending, PageReport } from '../report/types.ts';
import type { MakeOptions } from './call-options.ts';
import type { Retries } from './retries.ts';
import type { RunTokens } from './tokens.ts';

/** All that a run under way has in common. */
export interface RunContext {
  readonly flow: Flow;
  readonly transport: Transport;
  readonly host: HostedModule['host'];
  readonly startedAt: Date;
  readonly tokens: RunTokens;
  readonly optionsFor: MakeOptions;
  /** Texts that must not stand in a report. */
  readonly secrets: readonly string[];
  readonly stageCounts: StageCounts;
  readonly errorLog: ErrorLog;
  readonly journeys: Journeys;
  readonly pages: Sample<PageReport>;
  readonly totals: Totals;
  readonly tools: Tools;
  /** Records that have failed and can be retried. */
  readonly retries: Retries;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  /** How the run ends; undefined as long as new pages may be made. */
  readonly ended: () => { readonly ending: Ending; readonly reason: string } | undefined;
  /** Makes no new pages; those under way go on. The first reason counts. */
  readonly end: (ending: Ending, reason: string) => void;
}

/** What a run has done so far. */
export interface Totals {
  pages: number;
  exported: number;
  imported: number;
  ignored: number;
  retried: number;
}

/** What a flow does without calling a function. */
export interface Tools {
  readonly map?: ((record: AnyRecord) => unknown) | undefined;
  readonly mapResponse?: MapResponse | undefined;
  readonly mapFound?: MapResponse | undefined;
  /** Where records are imported to, if that is a file. */
  readonly writer?: RecordWriter | undefined;
}

/** Copies values of what came of a record into the record. */
export type MapResponse = (record: AnyRecord, response: unknown) => AnyRecord;
