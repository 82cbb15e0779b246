import { textOf } from './text.ts';

/** One entry of the `errors` that a failed call is answered with. `code` is missing when what was thrown had none. */
export interface Problem {
  readonly code?: string;
  readonly message: string;
}

/** Where a response was refused, and what was found there. */
export interface Refusal {
  readonly path: string;
  readonly found: string;
}

/**
 * A failed call as an Error: what user middlewares see, and what a function may throw or call back with to answer
 * several problems at once. `message` joins the problems' messages; `cause` is what the function threw, if it did.
 *
 * In a file of its own, which the files that are built beside the package's entry import from there: so that in a
 * process there is one such class, and `instanceof` holds.
 */
export class ExtensionError extends Error {
  override readonly name: string = 'ExtensionError';
  declare readonly problems: readonly Problem[];
  /** Only for the log: the wire's words don't say where. */
  declare readonly refused: Refusal | undefined;

  constructor(problems: Problem | readonly Problem[], options: ErrorOptions & { refused?: Refusal | undefined } = {}) {
    const list = [problems].flat();
    super(list.map(({ message }) => textOf(message)).join('; '), options);
    this.problems = list;
    this.refused = options.refused;
  }
}
