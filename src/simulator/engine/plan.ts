import type { AnyRecord } from '../../contracts/author-types.ts';
import type { Format } from '../flow/format.ts';
import type { RecordReader } from '../records/reader.ts';
import type { StageName, StageReport } from '../report/types.ts';
import type { FlowKind } from './rules.ts';

/*
 * A flow as the engine runs it: its documents, compiled. Everything that can be decided before the first record is
 * decided here.
 */

/** Where a function runs: on a stack, or in a script, in the context of one reference to it. */
export type FunctionHost =
  | { readonly stack: string }
  | { readonly script: string; readonly reference: string; readonly timeout: number };

/** A function that the run may call. */
export interface PlannedFunction {
  readonly kind: FlowKind;
  /** The exported name, or that in the script. */
  readonly name: string;
  readonly host: FunctionHost;
  /** Completes a call's options with the fields that every function gets at this place. */
  readonly complete: (own: object) => Record<string, unknown>;
}

/** A stage that calls a function. */
export interface PlannedHook {
  readonly stage: StageName;
  readonly fn: PlannedFunction;
}

/** The position of a page in the run, as filters see it. */
export interface PagePosition {
  readonly pageIndex: number;
  readonly lastExportDateTime?: string;
  readonly currentExportDateTime?: string;
}

/** What rules, a script or a module made of each record; those that failed are in `failures`, by position. */
export interface Applied<T> {
  readonly values: readonly T[];
  readonly failures?: ReadonlyMap<number, unknown> | undefined;
  /** The path of what JSON has turned into null, by the position of the record: `response.total`. */
  readonly becomesNull?: ReadonlyMap<number, string> | undefined;
}

/** A stage that works on records one by one: a filter, a transformation, a mapping, the choice of a branch. */
export interface PlannedOperation<T> {
  readonly stage: StageName;
  readonly apply: (records: readonly unknown[], page: PagePosition) => Applied<T> | Promise<Applied<T>>;
}

/** Copies values of a record's result into the record. */
export interface PlannedMerge {
  readonly stage: StageName;
  readonly merge: (record: AnyRecord, response: unknown) => AnyRecord;
}

/** An export at the beginning of a flow. */
export interface PlannedGenerator {
  readonly name: string;
  readonly stage: StageName;
  /** The wrapper function; absent where records are given. */
  readonly wrapper?: PlannedFunction | undefined;
  /** The selection that the wrapper is asked for; empty for all records. */
  readonly wanted: object;
  /** Opens the given records; absent for a wrapper. */
  readonly open?: ((note: (kind: string, message: string) => void) => RecordReader) | undefined;
  /** Groups the records of a wrapper's page; absent where records stay single. */
  readonly group?: ((records: readonly AnyRecord[]) => AnyRecord[]) | undefined;
  readonly pageSize: number;
  /** The most records of a test. */
  readonly limit: number;
  readonly position: Omit<PagePosition, 'pageIndex'>;
  readonly transform?: PlannedOperation<unknown> | undefined;
  readonly filter?: PlannedOperation<boolean> | undefined;
  readonly readTraceKey?: ((record: AnyRecord) => string | undefined) | undefined;
  /** Makes the link to a record in the application that it comes from. */
  readonly readDataURI?: ((record: AnyRecord) => string | undefined) | undefined;
  readonly preSavePage?: PlannedHook | undefined;
  /** The name of the file that the records come from. */
  readonly fileName?: string | undefined;
  /** Whether hooks get the older generation's `preview`, and its value. */
  readonly preview?: boolean | undefined;
  /** Whether failed records are kept for the retry. */
  readonly retries: boolean;
}

/** What lookups and imports have in common. */
interface PlannedStepBase {
  readonly name: string;
  /** The stage of the call itself. */
  readonly stage: StageName;
  readonly proceedOnFailure: boolean;
  /** The path of one-to-many: the children at it are the records of the step; undefined: no path. */
  readonly split?: { readonly path: string | undefined; readonly splitter: Splitter } | undefined;
  /** Makes the trace key of a child. */
  readonly readChildKey?: ((parentKey: string | undefined, child: AnyRecord) => string | undefined) | undefined;
  readonly inputFilter?: PlannedOperation<boolean> | undefined;
  readonly responseMapping?: PlannedMerge | undefined;
  readonly postResponseMap?: (PlannedHook & { readonly ofChildren: boolean }) | undefined;
  readonly oneToMany: boolean;
  readonly pathToMany?: string | undefined;
}

/** Splits records into the children of a one-to-many step, and puts changed children back. */
export interface Splitter {
  readonly split: (records: readonly AnyRecord[]) => readonly SplitChild[];
  readonly join: (
    records: readonly AnyRecord[],
    children: readonly SplitChild[],
    changed: readonly (AnyRecord | undefined)[],
  ) => AnyRecord[];
}

/** One child of a split record. */
export interface SplitChild {
  readonly parent: number;
  /** Its place in the parent's list; undefined where the record itself is the child. */
  readonly place: number | undefined;
  readonly record: AnyRecord;
}

/** An export within a flow. */
export interface PlannedLookup extends PlannedStepBase {
  readonly kind: 'lookup';
  readonly wrapper?: PlannedFunction | undefined;
  /** Finds the results of each record; absent for a wrapper. */
  readonly find?: PlannedOperation<unknown> | undefined;
  readonly mapping?: PlannedOperation<unknown> | undefined;
  readonly transform?: PlannedOperation<unknown> | undefined;
  readonly filter?: PlannedOperation<boolean> | undefined;
  readonly preSavePage?: PlannedHook | undefined;
}

/** An import. */
export interface PlannedImport extends PlannedStepBase {
  readonly kind: 'import';
  /** Makes the lock of each record, before anything else in the step. */
  readonly lock?: PlannedOperation<string> | undefined;
  readonly preMap?: PlannedHook | undefined;
  readonly mapping?: PlannedOperation<unknown> | undefined;
  readonly postMap?: PlannedHook | undefined;
  /** Whether a record is left alone because it exists at the destination, or does not. */
  readonly isLeftAlone?: ((record: AnyRecord) => boolean) | undefined;
  readonly wrapper?: PlannedFunction | undefined;
  /** The file that gets a line for each record; never for a wrapper. */
  readonly output?:
    | { readonly file: string; readonly format: Format | undefined; readonly setting: string }
    | undefined;
  /** Answers each record; absent for a wrapper, and for an echo. */
  readonly answer?: PlannedOperation<unknown> | undefined;
  readonly responseTransform?: PlannedOperation<unknown> | undefined;
  /** Makes the link to a submitted record in the application that it goes to. */
  readonly readDataURI?: ((record: AnyRecord) => string | undefined) | undefined;
  readonly postSubmit?: PlannedHook | undefined;
  readonly postAggregate?: PlannedHook | undefined;
}

export type PlannedStep = PlannedLookup | PlannedImport;

/** Steps in sequence, and the router behind them. */
export interface PlannedBranch {
  readonly name: string;
  /** The place of the branch among those of its router. */
  readonly index: number;
  readonly filter?: PlannedOperation<boolean> | undefined;
  readonly steps: readonly PlannedStep[];
  /** The id of the next router. */
  readonly next?: string | undefined;
}

/** A router; a flow without routers has one with a single branch, which takes everything. */
export interface PlannedRouter {
  readonly id: string;
  /** Its name in the report; undefined for one that only passes records on. */
  readonly stage?: StageName | undefined;
  /** Whether each record goes into the first branch that takes it, and not into all. */
  readonly isFirstOnly: boolean;
  /** Chooses branches by their indices, instead of the filters. */
  readonly choose?: PlannedOperation<readonly number[]> | undefined;
  readonly branches: readonly PlannedBranch[];
}

/** A stage, as the report lists it. */
export interface PlannedStage {
  readonly name: StageName;
  /** The name of the step that it belongs to. */
  readonly step: string;
  readonly kind: StageReport['kind'];
  readonly trace: string;
  readonly function?: string | undefined;
}

/** A whole flow. */
export interface Plan {
  readonly name: string;
  readonly pings: readonly PlannedHook[];
  readonly generators: readonly PlannedGenerator[];
  /** By id; the first one is the entry. */
  readonly routers: ReadonlyMap<string, PlannedRouter>;
  readonly stages: readonly PlannedStage[];
}
