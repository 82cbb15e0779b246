import type { FieldWatch } from './field-watch.ts';

/** What a rule is known from: the platform's documentation, somebody's measurement, or our own choice. */
export type Basis = 'documented' | 'observed' | 'assumed';

/** How a contested or unknown rule of the platform was read. A run reports those that decided an outcome. */
export interface Reading {
  readonly basis: Basis;
  /** The rule in plain words. */
  readonly rule: string;
}

/**
 * The place in a document where a mapping, filter or transformation is compiled, and where it reports what it finds.
 */
export interface Scope {
  /** The same for a part of this place: `scope.at('mappings', 3, 'extract')`. */
  readonly at: (...keys: readonly PropertyKey[]) => Scope;
  /**
   * Refuses this part: the flow does not start. All refusals are reported together, so compiling goes on.
   * @param message what was found, what is expected, and what to put in its place
   */
  readonly refuse: (message: string) => void;
  /** Reports a mistake in the document that does not keep the flow from running. */
  readonly warn: (message: string) => void;
  /** Says that a part of the document is not simulated, which is no mistake of the document. */
  readonly omit: (message: string) => void;
  /** Notes that a reading decided an outcome. It may be called for each record. */
  readonly rely: (reading: Reading) => void;
  /** Watches whether a path finds its field in any record; the run warns of one that never does. */
  readonly watch: (path: string) => FieldWatch;
}
