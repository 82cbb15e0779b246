import { isArray, parse, stringify } from './intrinsics.ts';

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
 */
export class ExtensionError extends Error {
  override readonly name: string = 'ExtensionError';
  declare readonly problems: readonly Problem[];
  /** Only for the log: the wire's words don't say where. */
  declare readonly refused: Refusal | undefined;

  /** Each entry point of the package holds a class of its own; their errors are instances of each other's. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this method
    return this === ExtensionError ? isExtensionError(value) : Function.prototype[Symbol.hasInstance].call(this, value);
  }

  constructor(problems: Problem | readonly Problem[], options: ErrorOptions & { refused?: Refusal | undefined } = {}) {
    const list = [problems].flat();
    super(list.map(({ message }) => toText(message)).join('; '), options);
    this.problems = list;
    this.refused = options.refused;
  }
}

/**
 * Whether this is an ExtensionError, of this copy of the package or of another one in the same process: two copies are
 * loaded where an author's project bundles one and a dependency brings a second.
 */
export function isExtensionError(thrown: unknown): thrown is ExtensionError {
  try {
    const { name, problems } = thrown as ExtensionError;
    return name === 'ExtensionError' && isArray(problems);
  } catch {
    return false;
  }
}

/**
 * What a failed call is answered with when a function threw, rejected with or called back `thrown`: its `message` and
 * its `code`, else its `name`. Authors put numbers and objects there too; they become what JSON makes of them.
 * Never throws, whatever it is given.
 */
export function problemsOf(thrown: unknown): readonly Problem[] {
  const message = read(thrown, 'message');
  const code = read(thrown, 'code') || read(thrown, 'name');
  const said = message == null ? { message: toText(thrown), code: code || 'Error' } : { message, code };
  try {
    return parse(stringify(isExtensionError(thrown) ? thrown.problems : [said]));
  } catch {
    return [{ message: toText(message), code: toText(code || 'Error') }];
  }
}

/** The property, or undefined where there is none to be read: of null, or where a getter or a proxy throws. */
function read(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The stack of what was thrown, if it has one. */
export function readStack(thrown: unknown): unknown {
  return read(thrown, 'stack');
}

/** The text of anything that was thrown, or at least its type. Never throws. */
export function toText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}
