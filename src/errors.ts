/** One entry of the `errors` that a failed call is answered with. `code` is missing when what was thrown had none. */
export interface Problem {
  readonly code?: string;
  readonly message: string;
}

const BRAND = Symbol.for('integrator-extension-lambda.error');

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
  readonly problems: readonly Problem[];
  /** Only for the log: the wire's words don't say where. */
  readonly refused: Refusal | undefined;

  constructor(
    problems: Problem | readonly Problem[],
    { refused, ...options }: ErrorOptions & { refused?: Refusal } = {},
  ) {
    const list = [problems].flat();
    super(list.map(({ message }) => message).join('; '), options);
    this.name = 'ExtensionError';
    this.problems = list;
    this.refused = refused;
  }

  /** The code of the first problem: what loggers and other middlewares look for. */
  get code(): string | undefined {
    return this.problems[0]?.code;
  }

  /** @internal */
  get [BRAND](): boolean {
    return true;
  }
}

/**
 * Whether this is an ExtensionError, of this copy of the package or of another one in the same process: two copies are
 * loaded where an author's project bundles one and a dependency brings a second.
 */
export function isExtensionError(thrown: unknown): thrown is ExtensionError {
  return read(thrown, BRAND) === true;
}

/**
 * What a failed call is answered with when a function threw, rejected with or called back `thrown`: its `message` and
 * its `code`, else its `name`. Plain JSON data, whatever it is given; never throws.
 */
export function problemsOf(thrown: unknown): readonly Problem[] {
  if (isExtensionError(thrown)) return thrown.problems.map(plain);
  const message = read(thrown, 'message');
  const code = read(thrown, 'code') || read(thrown, 'name');
  if (message === undefined || message === null) return [plain({ message: textOf(thrown), code: code || 'Error' })];
  return [plain({ message, code: code || undefined })];
}

/** Authors put numbers and objects into `message` and `code`; they reach the platform as JSON has them. */
function plain(said: object): Problem {
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, jsonOf(value)])) as unknown as Problem;
}

function jsonOf(value: unknown): unknown {
  try {
    return value === undefined ? value : JSON.parse(JSON.stringify(value));
  } catch {
    return textOf(value);
  }
}

/** The property, or undefined where there is none to be read: of null, or where a getter or a proxy throws. */
function read(from: unknown, key: PropertyKey): unknown {
  try {
    return (from as Record<PropertyKey, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** The text of anything that was thrown. Never throws. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return `a ${typeof thrown} without a text`;
  }
}

/** The stack of what was thrown, if it has one. */
export function stackOf(thrown: unknown): unknown {
  return thrown instanceof Error ? read(thrown, 'stack') : undefined;
}
