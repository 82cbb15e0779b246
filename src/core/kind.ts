/** One violation of a contract, as data. Logs, reports and the wire show it as a sentence. */
export interface Issue {
  /** The place of the violation: `options.data[3].id`, `response`. */
  readonly path: string;
  /** The violation in words, without its place: `expected array, received null`. */
  readonly message: string;
  /** The type or value that the contract demands, if it has a name. */
  readonly expected?: string;
  /** The type of the value that was found, if it has a name. */
  readonly received?: string;
  /** What its author most likely meant: `; did the function forget to return?`. */
  readonly hint?: string;
  /** Set if the response has the right shape but breaks a rule of its kind as a whole. */
  readonly rule?: 'perRecord' | 'reason' | 'source';
}

/** The violations of one call: of its options at once, of its response once it is known. */
export interface CheckedCall {
  /** The violations of the options. */
  readonly options: readonly Issue[];
  /** Finds the violations of the response. */
  readonly checkResponse: (response: unknown) => readonly Issue[];
  /**
   * Finds what the documentation does not have and the platform takes, in the response that was checked last: fields of
   * one's own, a number as an id or a code.
   */
  readonly checkNotes: () => readonly Issue[];
  /** Finds what the documentation demands and the platform lets pass, in a response without violations. */
  readonly checkAdvice: (response: unknown) => readonly Issue[];
}

/** The part of a call's logger that a checker needs. */
export interface WarnLogger {
  /** Writes a line of the level `warn`. */
  readonly warn: (message: string, fields: Record<string, unknown>) => void;
}

/** Checks calls against the contract of their function's kind. */
export interface ContractChecker {
  /** Finds the violations of a call. The options are read at once: functions reassign them. */
  readonly open: (kind: string, options: unknown) => CheckedCall;
  /**
   * Acts on the violations of a call: of its options at once, of its response when the returned function gets it.
   * @throws ExtensionError, both times, if the checker enforces contracts
   */
  readonly enforce: (kind: string, options: unknown, log: WarnLogger) => (response: unknown) => void;
}

const MARK = Symbol.for('integrator.io/kind');

/** An author's declarations about a function beside its kind. */
export interface Traits {
  /** The function changes its options on purpose; `check` reports no violation then. */
  readonly mutates?: boolean;
  /** The function remembers earlier calls on purpose; `check` reports no violation then. */
  readonly stateful?: boolean;
}

/** The records of one answered call, for its log line. */
export interface RecordCounts {
  /** The records in the options. */
  readonly in: number;
  /** The records that go on. */
  readonly out: number;
  /** The records that are left out without an error. */
  readonly ignored: number;
  /** The records with errors; of a page, its errors. */
  readonly errors: number;
}

/** The mark that `define` gives to a function. */
export interface KindMark extends Traits {
  readonly kind: string;
  /** Whether the platform ignores its response. */
  readonly ignoresResponse?: boolean;
  /** Prepares the function's own copy of its options. */
  readonly prepare?: ((options: unknown) => void) | undefined;
  /** Reads the options of a call, and returns the function that counts its records once it is answered. */
  readonly count?: ((options: unknown) => (response: unknown) => RecordCounts) | undefined;
}

/**
 * Marks a function with its kind and returns the function itself. Every copy of this package in the process finds the
 * mark.
 */
export function markKind<F extends object>(fn: F, kind: string, traits: Omit<KindMark, 'kind'> = {}): F {
  Object.defineProperty(fn, MARK, { value: { ...traits, kind } satisfies KindMark, configurable: true });
  return fn;
}

/** Reads the mark of a function; undefined for one that is not from `define`. */
export function readMark(fn: object): KindMark | undefined {
  return (fn as { [MARK]?: KindMark })[MARK];
}

/** Reads the kind that `define` gave a function; undefined for any other function. */
export function kindOf(fn: object): string | undefined {
  return readMark(fn)?.kind;
}

/** Reads the traits that `define` gave a function. */
export function traitsOf(fn: object): Traits {
  return readMark(fn) ?? {};
}
