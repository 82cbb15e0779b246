/*
 * The functions of this folder are evaluated again, as text, in the context of a script. So each stands alone: it uses
 * its parameters and the language, and nothing else of its module. Only primitive values cross between the two sides.
 */

/** What the functions inside a context share. The process outside calls its members with texts and numbers only. */
export interface Realm {
  /** Until when `console.debug` is logged, in milliseconds since 1970. */
  debugUntil: number;
  /** The script's module, and what a function of that name is; called before the first call. */
  module: ScriptModule;
  /** The console lines of the calls since they were last taken. */
  lines: string[];
  /** The names of the readings that decided something in the current call. */
  relied: Set<string>;
  readonly access: ScriptAccess;

  /** Adds a library from a function that fills its module. */
  addLibrary: (name: string, load: (module: LibraryModule, exports: unknown) => void) => void;
  /** Adds entropy for the random numbers of sjcl: a JSON list of numbers. */
  seed: (words: string) => void;
  /** Sets the answers of integrator-api: JSON of a ScriptApi. */
  setApi: (api: string) => void;
  /** Freezes the options of a call, and notes lost writes to them from now on. */
  takeInput: (options: unknown) => void;
  listLostWrites: () => readonly string[];
  describeThrown: (thrown: unknown) => RealmFailure;
  /** Calls a function. */
  callOne: (name: string, options: unknown) => RealmSuccess | RealmFailure;
  /** Takes calls of one function: JSON of the list of their options. */
  start: (name: string, options: string, slice: number) => void;
  /** Makes calls until a slice of time is over. Run as a script, which has a timeout. */
  next: () => void;
  isDone: () => boolean;
  /** Fails the call that was interrupted; it becomes the next one's turn. */
  interrupt: (code: string, message: string) => void;
  /** Takes the outcomes of the calls made since the last time: JSON of a list of RealmOutcome. */
  takeOutcomes: () => string;
  /** Takes the responses of those calls: JSON texts, one directly after the other. */
  takeResponses: () => string;
  /** Takes the console lines: a JSON list of texts, empty for none. */
  takeLines: () => string;
}

/** What the code around a script reads: its imports, and its writes to members. */
export interface ScriptAccess {
  importFrom: (module: string, name?: string) => unknown;
  /** Notes a write to a member, and returns the object. Without a key, `key` follows. */
  writeTo: (object: unknown, key?: string) => unknown;
  /** Takes the computed key of the write, and returns it. */
  key: (key: unknown) => unknown;
}

/** A script as a function: it runs the script's statements, and returns what finds its functions. */
export type ScriptModule = (access: ScriptAccess) => (name: string) => unknown;

/** The module of a library while it loads. */
export interface LibraryModule {
  exports: unknown;
}

/** The answer of a call. */
export interface RealmSuccess {
  /** JSON. */
  readonly response: string;
  /** The path of the first value that has become null in it: `response[0].data.total`. */
  readonly becomesNull?: string;
}

/** The failure of a call. */
export interface RealmFailure {
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly stack?: string;
}

/** One call's outcome: how long its response is, or its failure. */
export interface RealmOutcome extends Partial<RealmFailure> {
  readonly length: number;
  readonly becomesNull?: string;
  /** The number of console lines of the call; absent for none. */
  readonly lines?: number;
  readonly lostWrites?: readonly string[];
  readonly relied?: readonly string[];
}
