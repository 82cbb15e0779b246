import type { Problem } from '../shared/errors.ts';
import type { UsedReading } from '../simulator/report/types.ts';
import type { LifeEventName } from './life-event.ts';

/** Who made a document: the app through its token, the platform, or the customer. */
export type DocumentMaker = 'app' | 'platform' | 'customer';

/** The kinds of documents in an account, in the order of a tree. */
export const accountKinds = [
  'integrations',
  'flows',
  'exports',
  'imports',
  'connections',
  'scripts',
  'stacks',
  'lookupCaches',
  'state',
] as const;

/** A kind of document in an account; `state` holds the values of the account's state by their keys. */
export type AccountKind = (typeof accountKinds)[number];

/** A document in the tree of an account, without its content. */
export interface TreeDocument {
  /** Its id, or the key of a value of the state. */
  readonly _id: string;
  /** Absent if it has none. */
  readonly name?: string;
  /** Who made it. */
  readonly by: DocumentMaker;
  /** The integration that it names as its own: of a child the parent. */
  readonly _integrationId?: string;
}

/** The documents of an account by their kind; a kind without any is absent. */
export type AccountTree = { readonly [kind in AccountKind]?: readonly TreeDocument[] };

/** A value of a document that has changed. */
export interface FieldChange {
  /** The path in the document: `settings.currency`, `installSteps[0].completed`. */
  readonly path: string;
  /** The value before, redacted; absent if there was none. */
  readonly before?: unknown;
  /** The value after it, redacted; absent if there is none. */
  readonly after?: unknown;
}

/** A document that was made, changed or deleted. */
export interface DocumentChange {
  /** What was done to it. */
  readonly what: 'made' | 'changed' | 'deleted';
  /** What kind of document it is. */
  readonly kind: AccountKind;
  /** Its id, or the key of a value of the state. */
  readonly _id: string;
  /** Its name, if it has one. */
  readonly name?: string;
  /** Who made, changed or deleted it. */
  readonly by: DocumentMaker;
  /** The document, redacted: as it was made, or as it was before it was deleted. Absent for a changed one. */
  readonly document?: unknown;
  /** The differences of a changed one: at most 100. */
  readonly differences?: readonly FieldChange[];
}

/** One line that a function logged, without secrets. */
export interface LifeLogLine {
  /** `debug`, `info`, `warn` or `error`; `info` for a line of the console. */
  readonly level: string;
  /** The message of the logger, or the whole line of the console. */
  readonly message: string;
  /** The fields of the logger's line beside its message. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** A fault that a call met on purpose. */
export type MetFault = 'repeated' | 'answer lost' | 'aborted';

/** One call of a function. */
export interface LifeCall {
  /** The number of the call in the life, from 1. */
  readonly number: number;
  /** The kind of its contract: `step`, `connectorInstaller`. */
  readonly kind: string;
  /** The name of the function. */
  readonly function: string;
  /** The group in the address of a call of 1.0. */
  readonly type?: string;
  /** The name of the step that it ran in. */
  readonly step?: string;
  /** The integration that it was called for. */
  readonly _integrationId?: string;
  /** The number of this try of the same call, from 1. */
  readonly attempt: number;
  /** The fault that it met. */
  readonly fault?: MetFault;
  /** Redacted; cut if it has more than 100 KB. */
  readonly options: unknown;
  /** Redacted; absent for a failed call and for a lost answer. */
  readonly response?: unknown;
  /** What the platform got for a failed call. */
  readonly errors?: readonly Problem[];
  /** The stack of the function's error. */
  readonly stack?: string;
  /** Milliseconds until it was answered. */
  readonly ms: number;
  /** The requests to the platform's API, in order: at most 200. */
  readonly requests: readonly LifeRequest[];
  /** At most 200. */
  readonly log: readonly LifeLogLine[];
  /** What the function itself did to documents. */
  readonly changes: readonly DocumentChange[];
}

/** A request of a function to the platform's API. */
export interface LifeRequest {
  /** The method: `GET`, `POST` and so on. */
  readonly method: string;
  /** With `/v1`, without the query. */
  readonly path: string;
  /** Absent for a request whose connection was cut. */
  readonly status?: number;
}

/** One event of a life, with everything that came of it. */
export interface LifeEventReport {
  /** The number of the event in the script, from 1. */
  readonly number: number;
  /** What happened: `install`, `save settings` and so on. */
  readonly name: LifeEventName;
  /** As a script has it, without values: `update to 2.1`. */
  readonly title: string;
  /** What the customer filled in or saved, redacted. */
  readonly values?: unknown;
  /** `refused`: it failed, as the script expects of it. */
  readonly outcome: 'done' | 'refused' | 'failed' | 'interrupted';
  /** Why it was refused or has failed, in the words that the customer gets. */
  readonly message?: string;
  /** The place in the author's code that threw: `src/steps.ts:6:15`. */
  readonly place?: string;
  /** Milliseconds since the life began. */
  readonly from: number;
  /** Milliseconds from the beginning of the life to the end of the event. */
  readonly to: number;
  /** The form that the customer was shown, redacted; of several the last one. */
  readonly form?: unknown;
  /** The calls of functions that it led to, in order. */
  readonly calls: readonly LifeCall[];
  /** What changed in the account over the whole event, by the app and by the platform. */
  readonly changes: readonly DocumentChange[];
  /** The account after it. */
  readonly tree: AccountTree;
}

/** A rule that an app has broken. */
export interface BrokenRule {
  /** The id of the rule: `contract`, `leftover`. */
  readonly rule: string;
  /** What the rule demands, as a sentence. */
  readonly says: string;
  /** The number of the event that broke it; absent if only the whole life shows it. */
  readonly event?: number;
  /** The number of the call that broke it, if one did. */
  readonly call?: number;
  /** The name of the function that broke it, if one did. */
  readonly function?: string;
  /** The path of the finding: `response.stepsToUpdate[0]`, `flows/64f0….settings.token`. */
  readonly path?: string;
  /** What was found, and what was expected. */
  readonly message: string;
  /** The place in the author's code that threw, or else that of the function: `src/steps.ts:6:15`. */
  readonly place?: string;
}

/** The ending of a life: its whole script ran, an event has failed, or it was interrupted. */
export type LifeEnding = 'done' | 'failed' | 'interrupted';

/** What a life was simulated with. It holds no values of forms, settings or connections. */
export interface LifeOrigin {
  /** The bare name of the app file; absent for an app that is none. */
  readonly file?: string;
  /** The module's file: relative to the app's folder, or its bare name outside of it. */
  readonly module?: string;
  /** The generation of the app: 1.0 has a grouped module, 2.0 a flat one. */
  readonly generation: '1.0' | '2.0';
  /** The id of the app in the marketplace, if the app file names it. */
  readonly _connectorId?: string;
  /** The version that was installed first. */
  readonly version: string;
  /** The edition that was installed first, if there are editions. */
  readonly edition?: string;
  /** Whether the app file has no script of its own. */
  readonly isWholeLife: boolean;
  /** What the app file or the command line has made go wrong. */
  readonly faults: Readonly<Record<string, unknown>>;
}

/** The report of a simulated life. It is plain JSON data, and bounded. */
export interface LifeReport {
  /** The version of the report’s form. */
  readonly version: 1;
  /** The name of the app. */
  readonly app: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds of the whole life. */
  readonly ms: number;
  /** How it ended. */
  readonly ending: LifeEnding;
  /** The reason of any ending but `done`. */
  readonly reason?: string;
  /** What it was simulated with. */
  readonly life: LifeOrigin;
  /** The account before the first event. */
  readonly before: AccountTree;
  /** The events in their order; an event that was not reached is absent. At most 500. */
  readonly events: readonly LifeEventReport[];
  /** The events that were not reached, as a script has them. */
  readonly unreached: readonly string[];
  /**
   * The functions that the app names and no event has called, the faults that met no call, and what no life simulates,
   * such as the settings of children: as sentences that begin with the path in the app file or the integration. Only of a life that ran its whole script.
   */
  readonly untried: readonly string[];
  /** At most 200. */
  readonly broken: readonly BrokenRule[];
  /** How rules that the platform leaves open were read, where that decided something. */
  readonly readings: readonly UsedReading[];
  /** The numbers of items that the lists leave out. */
  readonly leftOut: {
    /** Events. */
    readonly events: number;
    /** Broken rules. */
    readonly broken: number;
  };
}
