/** The laws of `check`, each with its demand. */
export const laws = {
  /* Found without calling anything. */
  configuration: 'Exactly one of the diy and connectors fields is set.',
  layout: 'A module is flat or grouped, and each function stands where the platform looks for its kind.',
  names: 'No function is named like a member of every object.',
  kinds: 'A function is defined with an existing kind.',
  reach: 'Every function can be reached by a call.',
  ping: 'A wrapper’s connection can be tested.',
  callback: 'A declared callback is called, if only it can answer.',
  /* Found by calling functions. */
  once: 'A call is answered once.',
  time: 'A call is answered in time.',
  json: 'A response is plain JSON data, and arrives unchanged.',
  contract: 'A response keeps the contract of its function’s kind.',
  input: 'The options stay unchanged.',
  secrets: 'No secret of the options gets into a response, an error or the log.',
  survives: 'The code copes with all options that the platform may send.',
  ends: 'An export comes to its end.',
  order: 'An answer does not depend on calls at the same time.',
  stateless: 'An answer does not depend on earlier calls.',
  strays: 'No error is uncaught, and the process goes on.',
} as const;

export type Law = keyof typeof laws;

/** Whether a law of this name exists. */
export function isLaw(name: string): name is Law {
  return Object.hasOwn(laws, name);
}

/** The laws whose faults are found without calling anything. */
const WITHOUT_CALLS: ReadonlySet<Law> = new Set([
  'configuration',
  'layout',
  'names',
  'kinds',
  'reach',
  'ping',
  'callback',
]);

/** Whether the faults of a law are found by calling functions. */
export function needsCalls(law: Law): boolean {
  return !WITHOUT_CALLS.has(law);
}

/** A broken law: its place, what was found there, and what was expected. */
export interface Finding {
  readonly law: Law;
  /** A path in the module, the response or the options, or a file. */
  readonly where: string;
  readonly found: string;
  readonly expected: string;
  /** The options with which the function broke the law. */
  readonly options?: unknown;
  /** Whether it does no harm on a stack: a hosted script or another host may see it otherwise. */
  readonly isWarning?: true;
}

/** A function's address, with its kind if it has one. */
export interface FunctionAddress {
  readonly type?: string;
  readonly name: string;
  readonly kind?: string;
  /** Whether it is not called, because it writes and nobody has asked for it. */
  readonly isLeftOut?: boolean;
}

/** The result of one function. */
export interface FunctionReport extends FunctionAddress {
  /** The number of its calls; 0 without a kind. */
  readonly calls: number;
  /** The number of calls that it answered with an error. */
  readonly failed: number;
  /** The error, if every call was answered with one: then little was checked. */
  readonly failure?: string;
  /** Whether it was called less often than asked, because its calls waited for blocked requests. */
  readonly isCutShort?: true;
  readonly findings: readonly Finding[];
}
