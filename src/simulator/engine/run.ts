import type { HostedModule } from '../../core/hosted-module.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Faults } from '../flow/schema.ts';
import type { StackEndpoint } from '../flow/simulation-schema.ts';
import type { RecordWriter } from '../records/writer.ts';
import type { Journeys } from '../report/journeys.ts';
import type { LogLines } from '../report/log-lines.ts';
import type { NoteLog } from '../report/note-log.ts';
import type { RouteCounts } from '../report/route-counts.ts';
import type { Sample } from '../report/sample.ts';
import type { ErrorLog, StageCounts } from '../report/stage-counts.ts';
import type { Ending, PageReport, RunOrigin } from '../report/types.ts';
import type { Findings } from '../scope/findings.ts';
import type { ScriptHost } from '../scripts/script-host.ts';
import type { Plan, PlannedImport } from './plan.ts';
import type { Retries } from './retries.ts';
import type { RunTokens } from './tokens.ts';

/** A connection to the functions of a stack, with the part of an address that names the module. */
export interface OpenStack {
  readonly transport: Transport;
  readonly host: HostedModule['host'];
  readonly settings: StackEndpoint;
}

/** The state that all parts of a run share. */
export interface RunContext {
  readonly plan: Plan;
  readonly faults: Faults;
  /** By id. */
  readonly stacks: ReadonlyMap<string, OpenStack>;
  /** The built-in scripts, if the flow has any. */
  readonly scripts: ScriptHost | undefined;
  readonly findings: Findings;
  readonly startedAt: Date;
  readonly tokens: RunTokens;
  /** Texts that no report may show. */
  readonly secrets: readonly string[];
  /** What the report says about where the run came from. */
  readonly origin: RunOrigin;
  /** The records on each way of the flow. */
  readonly routeCounts: RouteCounts;
  readonly logLines: LogLines;
  readonly stageCounts: StageCounts;
  readonly errorLog: ErrorLog;
  readonly notes: NoteLog;
  readonly journeys: Journeys;
  readonly pages: Sample<PageReport>;
  readonly totals: Totals;
  /** The writers of the files that imports write. */
  readonly writers: ReadonlyMap<PlannedImport, RecordWriter>;
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
