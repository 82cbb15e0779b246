import type { FakeRequest } from '../fake-platform/gate.ts';
import type { Problem } from '../shared/errors.ts';
import type { AppDescription } from './app-file.ts';
import type { LifeEvent } from './life-event.ts';
import type { LifeFaults } from './life-faults.ts';
import type { AccountKind, DocumentMaker, LifeEnding, LifeLogLine, MetFault } from './life-report.ts';

/** A document of the account, as it is saved: nothing is redacted. */
export type LifeDocument = Readonly<Record<string, unknown>>;

/** The documents of an account at one moment, by their kind and `_id`. They are never changed. */
export type AccountSnapshot = { readonly [kind in AccountKind]: ReadonlyMap<string, LifeDocument> };

/** A call as the rules see it: nothing is redacted. */
export interface CallFacts {
  /** The number of the call in the life, from 1. */
  readonly number: number;
  readonly kind: string;
  readonly function: string;
  /** The step that it ran in, as it stood in the integration before the call. */
  readonly step?: LifeDocument;
  /** The integration that it was called for. */
  readonly _integrationId?: string;
  /** The number of this try of the same call, from 1. */
  readonly attempt: number;
  readonly fault?: MetFault;
  readonly options: Readonly<Record<string, unknown>>;
  /** The response as data, also of a lost answer; undefined for a failed call. */
  readonly response?: unknown;
  /** What the platform got for a failed call. */
  readonly errors?: readonly Problem[];
  /** The place in the author's code that threw: `src/steps.ts:6:15`. */
  readonly place?: string;
  /** Its requests to the platform's API, in order. */
  readonly requests: readonly FakeRequest[];
  readonly log: readonly LifeLogLine[];
  /** The account when the function was called. */
  readonly before: AccountSnapshot;
  /** The account when it answered, before the platform did anything with the answer. */
  readonly after: AccountSnapshot;
}

/** An event as the rules see it. */
export interface EventFacts {
  /** The number of the event, from 1. */
  readonly number: number;
  readonly event: LifeEvent;
  /** The values of the event with its environment variables resolved: of a form, or of saved settings. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly outcome: 'done' | 'refused' | 'failed' | 'interrupted';
  readonly message?: string;
  /** The forms that the customer was shown, in order: of steps, or of the settings. */
  readonly forms: readonly unknown[];
  readonly calls: readonly CallFacts[];
  readonly before: AccountSnapshot;
  readonly after: AccountSnapshot;
  /** The license after the event; undefined for an app without one, and after it was freed. */
  readonly license?: LifeDocument;
  /** The integration of the life; undefined before its installation, and after its uninstallation. */
  readonly _integrationId?: string;
}

/** The facts about a life so far, for its rules. */
export interface LifeFacts {
  readonly app: AppDescription;
  readonly faults: LifeFaults;
  /** All events so far, in order. */
  readonly events: readonly EventFacts[];
  /** The account before the first event. */
  readonly start: AccountSnapshot;
  /** Who made a document: also one that is deleted by now. */
  readonly makerOf: (kind: AccountKind, _id: string) => DocumentMaker;
  /** The texts that no document and no setting may hold: tokens, and values from the environment. */
  readonly secrets: readonly string[];
}

/** The facts about a life that has ended. */
export interface EndedLifeFacts extends LifeFacts {
  readonly ending: LifeEnding;
  /** The events of the same life without faults, in an account of its own; absent where no call was ended half way. */
  readonly calm?: readonly EventFacts[];
}

/** A broken rule as a rule reports it; the rule's own id and sentence are added. */
export interface RuleFinding {
  /** What was found and what was expected, with kinds and names. */
  readonly message: string;
  /** The number of the event; default: the last one, in `afterEvent`. */
  readonly event?: number;
  readonly call?: number;
  readonly function?: string;
  readonly path?: string;
  /** The place in the author's code that threw: `src/steps.ts:6:15`. */
  readonly place?: string;
}

/** A rule that every life of an app is held to. */
export interface LifeRule {
  /** A short name in kebab case: `leftover`. */
  readonly id: string;
  /** What it demands, as a sentence. */
  readonly says: string;
  /** What happens to customers of an app that breaks it, as a sentence. */
  readonly why: string;
  /** Where it comes from: `documented`, `observed` or `assumed`, with the source or the reading that was taken. */
  readonly source: string;
  /** Looks for breaks by the event that has just ended, whatever its outcome. */
  readonly afterEvent?: (event: EventFacts, facts: LifeFacts) => Iterable<RuleFinding>;
  /** Looks for breaks by the whole life, once after its last event, whatever its ending. */
  readonly atEnd?: (facts: EndedLifeFacts) => Iterable<RuleFinding>;
}
