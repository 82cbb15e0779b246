import { isArray, parse, stringify } from './intrinsics.ts';

/** One entry of a failed call's `errors`. `code` is missing if the thrown error had none. */
export interface Problem {
  /** The code of the error, or its name. */
  readonly code?: string;
  /** The message of the error. */
  readonly message: string;
}

/** The place at which a response was refused, and what was found there: a type or a size. */
export interface Refusal {
  /** The path in the response: `response[3].data`. */
  readonly path: string;
  /** The type or the size that was found there. */
  readonly found: string;
}

/** The options of an `ExtensionError`: `cause`, as every Error has it. */
interface ExtensionErrorOptions extends ErrorOptions {
  /** The place at which a response was refused. For the log only. */
  readonly refused?: Refusal | undefined;
}

/**
 * A failed call as an Error: user middlewares see it, and a function may throw it to answer several problems at once.
 * `message` joins the problems' messages; `cause` is the function's own error, if it threw one.
 */
export class ExtensionError extends Error {
  /** Always `ExtensionError`; those of other copies of the package are known by it. */
  override readonly name: string = 'ExtensionError';
  /** The errors as integrator.io gets them; at least one. */
  declare readonly problems: readonly Problem[];
  /** For the log only: the wire's messages name no place. */
  declare readonly refused: Refusal | undefined;

  /** Each entry point of the package has its own copy of the class. Their errors are instances of each other. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: subclasses inherit this method
    return this === ExtensionError ? isExtensionError(value) : super[Symbol.hasInstance](value);
  }

  constructor(problems: Problem | readonly Problem[], options: ExtensionErrorOptions = {}) {
    const list = [problems].flat();
    super(list.map(({ message }) => toText(message)).join('; '), options);
    this.problems = list;
    this.refused = options.refused;
  }
}

/**
 * Whether a value is an ExtensionError, of this copy of the package or another one. Two copies are loaded if an
 * author's project bundles one and a dependency brings another.
 */
export function isExtensionError(thrown: unknown): thrown is ExtensionError {
  try {
    const { name, problems } = thrown as ExtensionError;
    return name === 'ExtensionError' && isArray(problems);
  } catch {
    return false;
  }
}

/** Makes the error of a failed call from a thrown value. */
export function toExtensionError(thrown: unknown): ExtensionError {
  return isExtensionError(thrown) ? thrown : new ExtensionError(readProblems(thrown), { cause: thrown });
}

/**
 * Reads the problems of a thrown, rejected or called back value: its `message`, and its `code` or else its `name`. They
 * are plain JSON data. Never throws.
 */
export function readProblems(thrown: unknown): readonly Problem[] {
  const message = readProperty(thrown, 'message');
  const code = readProperty(thrown, 'code') || readProperty(thrown, 'name');
  try {
    const problem =
      message == null
        ? { message: toText(thrown), code: code || 'Error' }
        : { message: message === 'fetch failed' ? message + readReason(thrown) : message, code };
    return parse(stringify(isExtensionError(thrown) ? thrown.problems : [problem]));
  } catch {
    return [{ message: toText(message), code: toText(code || 'Error') }];
  }
}

/**
 * Reads the reason of a failed request, for which Node has the same words always: `: ECONNREFUSED 127.0.0.1:9`. A host
 * with several addresses fails with a list of errors.
 */
function readReason(thrown: unknown): string {
  const { cause } = Object(thrown);
  const [first = cause] = listErrors(cause);
  const { code, message, address, port } = Object(first);
  return first ? `: ${code ?? message}${address ? ` ${address}:${port}` : ''}` : '';
}

/** Reads a property; undefined if there is none, or if a getter or a proxy throws. */
function readProperty(from: unknown, key: string): unknown {
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The errors of an AggregateError. */
function listErrors(thrown: unknown): readonly unknown[] {
  const errors = readProperty(thrown, 'errors');
  return isArray(errors) ? errors.filter((one) => readProperty(one, 'stack')) : [];
}

/**
 * Reads the stack of a thrown value, if it has one, with the stacks of its causes and of the errors that it holds: at
 * most 5 beside each other, and 4 below each other.
 */
export function readStack(thrown: unknown, depth = 4): unknown {
  const causes = depth ? [readProperty(thrown, 'cause'), ...listErrors(thrown)] : [];
  return causes
    .slice(0, 5)
    .reduce(
      (text, cause) => (cause ? `${text}\n  caused by ${readStack(cause, depth - 1) ?? toText(cause)}` : text),
      readProperty(thrown, 'stack'),
    );
}

/** Converts any value to text, or at least to the name of its type. Never throws. */
export function toText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
