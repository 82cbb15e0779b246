import { isHTTPError, isNetworkError, isTimeoutError } from 'ky';

/** One thing that is wrong with a call, as the platform says it. */
export interface PlatformProblem {
  /** Short and stable: the platform's own, `http_<status>` where it sent none, or one of ours, `platform_…`. */
  readonly code: string;
  readonly message: string;
  /** The path of the field that is meant, where the platform names one. */
  readonly field?: string;
}

/**
 * A call of the platform's API that failed. `message` names the call, what came back and every problem. Thrown from a
 * function it fails the function with `code` and `message`. It never holds the token, nor a request that does.
 */
export class PlatformError extends Error {
  /** The HTTP status; undefined where no answer came. */
  readonly status: number | undefined;
  /** What is wrong: at least one entry, whatever the body of the answer was. */
  readonly errors: readonly PlatformProblem[];
  /** What the platform calls the request, for a question to its support. */
  readonly requestId: string | undefined;

  constructor(what: string, errors: readonly PlatformProblem[], status?: number, requestId?: string) {
    const said = errors.map(({ code, message }) => `${code}: ${message}`).join('; ');
    super(status === undefined ? `${what}: ${said}` : `${what}: ${status} ${said}`);
    this.name = 'PlatformError';
    this.status = status;
    this.errors = errors;
    this.requestId = requestId;
  }

  /** The code of the first problem. */
  get code(): string | undefined {
    return this.errors[0]?.code;
  }
}

/** Whether this is a PlatformError, of this copy of the package or of another one in the same process. */
export function isPlatformError(thrown: unknown): thrown is PlatformError {
  const { name, errors } = Object(thrown);
  return name === 'PlatformError' && Array.isArray(errors);
}

const REQUEST_IDS = ['x-request-id', 'x-amzn-requestid', 'traceid'];

/**
 * What a call is rejected with for what ky threw, which holds the request with its headers and must go no further. What
 * is nothing of ky's is passed on.
 * @param scrub takes the token out of a text: an answer may repeat it
 */
export function toPlatformError(what: string, thrown: unknown, scrub: (text: string) => string): unknown {
  if (isHTTPError(thrown)) {
    const { response, data } = thrown;
    const errors = problemsIn(data, response.status).map(({ code, message, field }) => ({
      code: scrub(code),
      message: scrub(message),
      ...(field !== undefined && { field: scrub(field) }),
    }));
    const id = REQUEST_IDS.map((name) => response.headers.get(name)).find((value) => value !== null);
    return new PlatformError(what, errors, response.status, id && scrub(id));
  }
  if (isTimeoutError(thrown)) {
    return new PlatformError(what, [{ code: 'platform_timeout', message: 'No answer came in time.' }]);
  }
  if (isNetworkError(thrown)) {
    const message = `The platform could not be reached (${reasonOf(thrown.cause)}).`;
    return new PlatformError(what, [{ code: 'platform_unreachable', message }]);
  }
  return thrown;
}

/** Why fetch failed: the code of the innermost error that has one, such as ECONNREFUSED, or else its message. */
function reasonOf(failure: unknown): string {
  const { cause, code, message } = Object(failure);
  return cause === undefined ? String(code ?? message) : reasonOf(cause);
}

/** The problems in the body of a failed call: `{errors}`, `{message}`, text, a page of HTML, or nothing. */
function problemsIn(body: unknown, status: number): PlatformProblem[] {
  const code = `http_${status}`;
  if (typeof body === 'string') {
    const parsed = body.trimStart().startsWith('{') ? objectIn(body) : undefined;
    return parsed ? problemsIn(parsed, status) : [{ code, message: textIn(body) || NO_REASON }];
  }
  const { errors, message } = Object(body);
  const entries: unknown[] = Array.isArray(errors) && errors.length > 0 ? errors : [body];
  if (entries[0] === body && message === undefined) return [{ code, message: NO_REASON }];
  return entries.map((entry) => problemIn(entry, code));
}

const NO_REASON = 'The platform gave no reason.';

function problemIn(entry: unknown, fallback: string): PlatformProblem {
  if (typeof entry === 'string') return { code: fallback, message: entry };
  const { code = fallback, message = NO_REASON, field } = Object(entry);
  return { code: String(code), message: String(message), ...(field && { field: String(field) }) };
}

function objectIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As much of a page as makes a message. */
const LONGEST = 200;

/** What a page says, without its markup. */
function textIn(page: string): string {
  const text = page.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gis, ' ').replace(/\s+/g, ' ');
  return text.trim().slice(0, LONGEST);
}
