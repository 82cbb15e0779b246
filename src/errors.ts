/** One entry of the `errors` that a failed call is answered with. `code` is missing when what was thrown had none. */
export interface Problem {
  readonly code?: string;
  readonly message: string;
}

type Entry = { readonly code: string; readonly message: string | ((...holes: never[]) => string) };

/**
 * Every failure there is. Keys are the original's names for them; the order of the two properties is the order on the
 * wire, where it differs from one failure to the next.
 */
const failures = {
  CONFIG_OPTIONS_NOT_PROVIDED: {
    message: 'Options parameter is not provided.',
    code: 'missing_parameter',
  },
  CONFIG_SET_DIY_OR_CONNECTORS: {
    message: 'Either DIY or connectors field needs to be set.',
    code: 'missing_required_field',
  },
  CONFIG_NO_CONNECTORS_PROVIDED: {
    message: 'No connector modules provided in the connectors field.',
    code: 'invalid_field',
  },
  CONFIG_DIY_AND_CONNECTORS_EXIST: {
    message: 'The configuration object should only have one of the diy or connectors field.',
    code: 'invalid_configuration',
  },
  CONFIG_SYSTEM_TOKEN_NOT_PROVIDED: {
    message: 'systemToken not provided in options.',
    code: 'missing_required_field',
  },
  EXTENSION_REQUIRED_DIY_OR_CONNECTOR_ID_FIELD: {
    code: 'missing_required_field',
    message: 'Need to set either the diy or _connectorId field in extension options.',
  },
  EXTENSION_DIY_DOESNT_EXIST: {
    code: 'missing_required_field',
    message: 'DIY is not configured in the extension configuration.',
  },
  EXTENSION_CONNECTOR_ID_DOESNT_EXIST: {
    code: 'invalid_field',
    message:
      "The _connectorId set in the extension options does't match any of the _connectorId's present in extension configuration.",
  },
  EXTENSION_MISSING_FUNCTION_FIELD: {
    code: 'missing_required_field',
    message: 'Missing required field function in the extension options.',
  },
  EXTENSION_FUNCTION_TYPE_STRING: {
    code: 'invalid_field',
    message: 'The function field in the extension options must be of type string.',
  },
  EXTENSION_MISSING_FUNCTION_OPTIONS: {
    code: 'missing_required_field',
    message: "Function options haven't been provided.",
  },
  EXTENSION_OBJECT_NOT_FOUND: {
    message: (type: string) => `The object ${type} doesn't exist in the module.`,
    code: 'object_not_found',
  },
  EXTENSION_INCORRECT_FUNCTION: {
    message: "The function passed in the extension options doesn't map to a function.",
    code: 'invalid_function',
  },
  EXTENSION_INVALID_DATE: {
    message: (field: string) => `The ${field} field in the function options isn't a valid date.`,
    code: 'invalid_field',
  },
  EXTENSION_INVALID_OPTIONS: { message: (complaint: string) => complaint, code: 'invalid_options' },
  EXTENSION_INVALID_RESPONSE: { message: (complaint: string) => complaint, code: 'invalid_response' },
  EXTENSION_FUNCTION_TIMEOUT: {
    message: (name: string, ms: number) => `The function ${name} didn't answer within the ${ms} ms it had.`,
    code: 'function_timeout',
  },
  EXTENSION_RESPONSE_IS_NOT_SERIALIZABLE: {
    message: 'Extension response is not serializable.',
    code: 'invalid_extension_response',
  },
  EXTENSION_RESPONSE_SIZE_EXCEEDED: {
    message: (bytes: number) => `response stream exceeded limit of ${bytes} bytes.`,
    code: 'response_size_exceeded',
  },
  SERVER_UNAUTHORIZED: { code: 'unauthorized', message: 'Invalid system token.' },
} as const satisfies Record<string, Entry>;

/** The name of a failure. Several share one wire `code`; this tells them apart. */
export type FailureKey = keyof typeof failures;

type Holes<K extends FailureKey> = (typeof failures)[K]['message'] extends (...holes: infer A) => string ? A : [];

/** The problem a failure is answered with, its properties in the order of the wire. */
export function problem<K extends FailureKey>(key: K, ...holes: Holes<K>): Problem {
  const { message } = failures[key];
  const text = typeof message === 'string' ? message : (message as (...values: unknown[]) => string)(...holes);
  return { ...failures[key], message: text };
}

const BRAND = Symbol.for('integrator-extension-lambda.problems');

/**
 * A failed call as an Error: what user middlewares see, and what a function may throw or call back with to answer
 * several problems at once. `message` joins the problems' messages; `cause` is what the function threw, if it did.
 */
export class ExtensionError extends Error {
  override readonly name = 'ExtensionError';
  readonly problems: readonly Problem[];
  /** What the log says beside the problems: where a response was refused, and what was found there. */
  readonly details?: Readonly<Record<string, unknown>>;

  constructor(
    problems: Problem | readonly Problem[],
    options: { cause?: unknown; details?: Readonly<Record<string, unknown>> } = {},
  ) {
    const list = (Array.isArray(problems) ? problems : [problems]).map(plain);
    super(list.map((one) => one.message).join('; '), 'cause' in options ? { cause: options.cause } : undefined);
    this.problems = list;
    if (options.details) this.details = options.details;
  }

  /** The code of the first problem: what loggers and other middlewares look for. */
  get code(): string | undefined {
    return this.problems[0]?.code;
  }

  get [BRAND](): true {
    return true;
  }
}

/** An ExtensionError that answers one failure of the table. */
export function failure<K extends FailureKey>(key: K, ...holes: Holes<K>): ExtensionError {
  return new ExtensionError(problem(key, ...holes));
}

/**
 * Whether this is an ExtensionError, of this copy of the package or of another one in the same process: two copies are
 * loaded where an author's project bundles one and a dependency brings a second.
 */
export function isExtensionError(thrown: unknown): thrown is ExtensionError {
  return isObject(thrown) && read(thrown, BRAND) === true && Array.isArray(read(thrown, 'problems'));
}

/**
 * What a failed call is answered with when a function threw, rejected with or called back `thrown`: its `message` and
 * its `code`, else its `name`. Never throws, whatever it is given.
 */
export function problemsOf(thrown: unknown): readonly Problem[] {
  if (isExtensionError(thrown)) return thrown.problems;
  const message = isObject(thrown) ? read(thrown, 'message') : undefined;
  const code = isObject(thrown) ? read(thrown, 'code') || read(thrown, 'name') : undefined;
  if (message === undefined || message === null)
    return [{ message: textOf(thrown), code: String(jsonOf(code || 'Error')) }];
  return [{ message: jsonOf(message), ...(code ? { code: jsonOf(code) } : {}) } as Problem];
}

/** Problems are made by authors too, and have to become JSON whatever they hold. */
function plain(said: Problem): Problem {
  return Object.fromEntries(Object.entries(said).map(([key, value]) => [key, jsonOf(value)])) as unknown as Problem;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** The property, or undefined where a getter or a proxy throws. */
function read(from: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(from, key);
  } catch {
    return undefined;
  }
}

/** Authors put numbers and objects into `message` and `code`; they reach the platform as JSON has them. */
function jsonOf(value: unknown): unknown {
  if (typeof value === 'string') return value;
  try {
    const text = JSON.stringify(value);
    return text === undefined ? textOf(value) : JSON.parse(text);
  } catch {
    return textOf(value);
  }
}

/** The text of anything that was thrown. Never throws. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return `a thrown ${typeof thrown} that has no text`;
  }
}
