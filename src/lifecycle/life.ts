import type { HostedModule } from '../core/hosted-module.ts';
import type { FakePlatform } from '../fake-platform/index.ts';
import type { UsedReading } from '../simulator/report/types.ts';
import type { FunctionName } from '../transport/load-module.ts';
import type { Transport } from '../transport/transport.ts';
import type { AccountWatch } from './account-watch.ts';
import type { AppDescription } from './app-file.ts';
import { findDocumentProblem } from './find-save-problem.ts';
import type { LifeDocument } from './life-facts.ts';
import type { LifeFaults } from './life-faults.ts';
import type { AccountKind, BrokenRule, DocumentMaker, LifeLogLine } from './life-report.ts';
import { readings } from './readings.ts';
import { takeSnapshot } from './snapshot.ts';
import type { TimedCall } from './timed-call.ts';

/** Finds the place of a path in the app file; of a missing one that of its nearest ancestor. */
export type FindAppPlace = (path: readonly PropertyKey[]) => string;

/** What a life is made of. */
export interface LifeParts {
  readonly app: AppDescription;
  readonly faults: LifeFaults;
  readonly platform: FakePlatform;
  readonly watch: AccountWatch;
  readonly transport: Transport;
  readonly host: HostedModule['host'];
  /** The functions of the module, with their places if they run in a process of their own; none of a bundle. */
  readonly functions: readonly FunctionName[];
  /** The prefix of all tokens, and the values from the environment. */
  readonly secrets: readonly string[];
  /** Resolves the environment variables in values that a customer fills in. */
  readonly resolve: (values: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  readonly issueToken: () => string;
  readonly signal: AbortSignal | undefined;
  /** Finds the place of a path in the app file: `app.yaml:6:15`. Undefined for an app that is no file. */
  readonly findPlace?: FindAppPlace | undefined;
}

interface FailureDetails {
  readonly isInterrupted?: boolean;
  readonly isMistake?: boolean;
  readonly place?: string | undefined;
}

/** An event, or the step of one, that did not come to its end: its message is for the customer. */
export class EventFailed extends Error {
  /** Whether the life was interrupted, and nothing is wrong. */
  readonly isInterrupted: boolean;

  /** The place in the author's code that threw, `src/steps.ts:6:15`, or that of a mistake in the app file. */
  readonly place: string | undefined;

  /** Whether the app file asks for what no customer can do: `fails: true` does not expect that. */
  readonly isMistake: boolean;

  constructor(message: string, { isInterrupted = false, isMistake = false, place }: FailureDetails = {}) {
    super(message);
    this.name = 'EventFailed';
    this.isInterrupted = isInterrupted;
    this.isMistake = isMistake;
    this.place = place;
  }
}

/** The first digits of ids: those that functions make begin with 0. */
const PREFIXES = { integrations: 'a', connections: 'c', licenses: 'e' } as const;

/** A license as the platform gives it to functions. */
export type License = LifeDocument & { readonly _id: string; readonly edition?: string };

/** The state of a life while it runs: the account, the license, and what has been noted so far. */
export class Life {
  readonly parts: LifeParts;
  /** The integration of the life, while it is installed. */
  integrationId: string | undefined;
  /** Its children, in the order in which they were added. */
  readonly children = new Set<string>();
  /** The licenses of them all, by the id of the integration; without `_connectorId` there is none. */
  readonly licenses = new Map<string, License>();
  /** The connections that the customer made in the wizard. */
  readonly ownConnections: string[] = [];
  /** Whether the function that begins the installation has answered (1.0). */
  isBegun = false;
  /** The values that the current event has filled in. */
  values: LifeDocument | undefined;
  /** The calls of the current event. */
  calls: TimedCall[] = [];
  /** The forms that the current event has shown, in order. */
  forms: unknown[] = [];
  /** The settings form of 2.0 as formInit has filled it last. */
  settingsForm: unknown;
  readonly broken: BrokenRule[] = [];
  /** The number of the current event, from 1. */
  event = 0;
  /** The lines of the current call, or of the last one. */
  log: LifeLogLine[] = [];
  #calls = 0;
  #ids = 0;
  readonly #makers = new Map<string, DocumentMaker>();
  readonly #readings = new Set<UsedReading>();

  constructor(parts: LifeParts) {
    this.parts = parts;
    for (const [kind, documents] of Object.entries(this.snapshot())) {
      for (const _id of documents.keys()) this.#makers.set(`${kind}/${_id}`, 'customer');
    }
  }

  snapshot() {
    return takeSnapshot(this.parts.platform);
  }

  /** Begins the next event. */
  begin(): void {
    this.event += 1;
    this.calls = [];
    this.forms = [];
    this.values = undefined;
  }

  /** The license of the integration, if it has one. */
  get license(): License | undefined {
    return this.licenses.get(String(this.integrationId));
  }

  /** Counts the calls of the life, from 1. */
  nextCall(): number {
    this.#calls += 1;
    return this.#calls;
  }

  /** Who made a document, also one that is deleted by now: the app, if it was not the platform or the customer. */
  readonly makerOf = (kind: AccountKind, _id: string): DocumentMaker => this.#makers.get(`${kind}/${_id}`) ?? 'app';

  /** Notes that a reading of the platform decided something. */
  rely(name: keyof typeof readings): void {
    this.#readings.add(readings[name]);
  }

  listReadings(): readonly UsedReading[] {
    return Object.values(readings).filter((one) => this.#readings.has(one));
  }

  /** Makes a document in the name of the platform or the customer, and returns its id. */
  make(kind: 'integrations' | 'connections', document: LifeDocument, by: DocumentMaker): string {
    const _id = this.makeId(kind);
    this.#makers.set(`${kind}/${_id}`, by);
    this.parts.platform[kind].set(_id, document);
    return _id;
  }

  /** Makes an id that no document of the account has. */
  makeId(kind: keyof typeof PREFIXES): string {
    this.#ids += 1;
    return PREFIXES[kind] + this.#ids.toString(16).padStart(23, '0');
  }

  /** Reads an integration as it stands in the account. @throws EventFailed where it is gone */
  read(_id: string): LifeDocument & { readonly _id: string } {
    const document = this.parts.platform.integrations.get(_id);
    if (!document) throw new EventFailed(`the integration ${_id} is gone from the account: a function has deleted it`);
    return { ...document, _id };
  }

  /** Changes fields of an integration in the name of the platform. */
  change(_id: string, fields: LifeDocument): void {
    const { _id: _own, ...document } = this.read(_id);
    this.parts.platform.integrations.set(_id, { ...document, ...fields });
  }

  /** Replaces an integration in the name of the platform. */
  replace(_id: string, { _id: _own, ...document }: LifeDocument): void {
    this.parts.platform.integrations.set(_id, document);
  }

  /** Saves what preSave has answered. @throws EventFailed for what is no integration */
  save(_id: string, name: string, document: unknown): void {
    const problem = findDocumentProblem('integrations', document, this.parts.platform);
    if (problem) throw new EventFailed(`${name} answered what can't be saved: ${problem.message}`);
    this.replace(_id, document as LifeDocument);
  }

  /** Makes the error of a mistake in the app file, with its place. */
  refuse(message: string, path: readonly PropertyKey[] = []): EventFailed {
    return new EventFailed(message, { isMistake: true, place: this.parts.findPlace?.(path) });
  }

  /** Resolves the values that a customer fills in, and keeps them for the report. */
  fillIn(values: LifeDocument): LifeDocument {
    this.values = this.parts.resolve(values);
    return this.values;
  }

  /** The integration of the life. @throws EventFailed before its installation and after its end */
  demandIntegration(): LifeDocument & { readonly _id: string } {
    if (this.integrationId === undefined) throw new EventFailed('nothing is installed, expected install before it');
    return this.read(this.integrationId);
  }
}
