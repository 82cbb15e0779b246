import type { AnyRecord } from '../contracts/author.ts';
import type { Hosted } from '../testing/hosted.ts';
import type { Transport } from '../transport/call.ts';
import type { Flow } from './flow.ts';
import type { Journeys } from './journeys.ts';
import type { Ledger } from './ledger.ts';
import type { MakeOptions } from './options.ts';
import type { Tokens } from './platform.ts';
import type { Retries } from './retry.ts';
import type { Ending, PageReport } from './run.ts';
import type { Sample } from './sample.ts';
import type { Sink } from './sink.ts';
import type { Tally } from './tally.ts';

/** All that a run under way has in common. */
export interface Running {
  readonly flow: Flow;
  readonly transport: Transport;
  readonly host: Hosted['host'];
  readonly startedAt: Date;
  readonly tokens: Tokens;
  readonly optionsFor: MakeOptions;
  /** Texts that must not stand in a report. */
  readonly secrets: readonly string[];
  readonly tally: Tally;
  readonly ledger: Ledger;
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
  readonly sink?: Sink | undefined;
}

/** Copies values of what came of a record into the record. */
export type MapResponse = (record: AnyRecord, response: unknown) => AnyRecord;
