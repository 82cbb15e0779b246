/** What `check` holds a module to: each law, and what it demands. */
export const laws = {
  /* Seen without calling anything. */
  configuration: 'Exactly one of the diy and connectors fields is set.',
  layout: 'A module is flat or grouped, and each kind of function stands where the platform looks for it.',
  names: 'No function is named like a member of every object.',
  kinds: 'A function is defined with a kind that there is.',
  reach: 'Every function can be reached by a call.',
  ping: 'A wrapper’s connection can be tested.',
  callback: 'A callback that is declared, and that alone can answer, is used.',
  /* Seen by calling functions. */
  once: 'A call is answered once, and not a second time later.',
  time: 'A call is answered in time.',
  json: 'A response is plain JSON data, and arrives as it was given.',
  contract: 'A response keeps the contract of its function’s kind.',
  input: 'The options are left as they were.',
  secrets: 'No secret of the options gets into a response, an error or what is logged.',
  survives: 'Options that the platform may send don’t trip the code up.',
  strays: 'Nothing is thrown where nobody can catch it, and the process goes on.',
} as const;

export type Law = keyof typeof laws;

/** Whether there is a law of this name. */
export function isLaw(name: string): name is Law {
  return Object.hasOwn(laws, name);
}

/** A law broken: where, what was found there, and what was expected. */
export interface Finding {
  readonly law: Law;
  /** A path: of the module, of the response, of the options, or of a file. */
  readonly where: string;
  readonly found: string;
  readonly expected: string;
  /** What the function was sent when it broke the law. */
  readonly options?: unknown;
}

/** A function as a call addresses it, with its kind if it has one. */
export interface FunctionAddress {
  readonly type?: string;
  readonly name: string;
  readonly kind?: string;
}

/** What was found out about one function. */
export interface FunctionReport extends FunctionAddress {
  /** How often it was called: not at all where it has no kind. */
  readonly calls: number;
  /** How many of the calls it answered with an error. */
  readonly failed: number;
  /** The error, where it had no other answer to any call: then little was checked. */
  readonly failure?: string;
  readonly findings: readonly Finding[];
}
