import { isHTTPError, isNetworkError, isTimeoutError } from 'ky';
import { RefusedAnswer } from './fetch-whole.ts';

/** One problem of a request, in the platform's words. */
export interface PlatformProblem {
  /** A short and stable code: the platform's own, `http_<status>` if it sent none, or one of ours, `platform_…`. */
  readonly code: string;
  /** The platform’s sentence, or ours. */
  readonly message: string;
  /** The path of the field, if the platform names one. */
  readonly field?: string;
}

/**
 * A failed request to the platform's API. `message` names the request, the status and every problem. Thrown from a
 * function, it fails the function with `code` and `message`. It never holds the token or the request.
 */
export class PlatformError extends Error {
  /** The HTTP status; undefined without an answer. */
  readonly status: number | undefined;
  /** The problems: at least one, whatever the body of the answer was. */
  readonly errors: readonly PlatformProblem[];
  /** The platform's id of the request, for its support. */
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

/** Whether a value is a PlatformError, of this copy of the package or another one in the process. */
export function isPlatformError(thrown: unknown): thrown is PlatformError {
  const { name, errors } = Object(thrown);
  return name === 'PlatformError' && Array.isArray(errors);
}

const REQUEST_IDS = ['x-request-id', 'x-amzn-requestid', 'traceid'];

/**
 * Turns ky's error, which holds the request with its headers, into ours. Other errors pass as they are.
 * @param scrub removes the token from a text: an answer may repeat it
 */
export function toPlatformError(what: string, thrown: unknown, scrub: (text: string) => string): unknown {
  if (isHTTPError(thrown)) {
    const { response, data } = thrown;
    // Before a long text is cut, which could cut the token.
    const whole = typeof data === 'string' ? scrub(data) : data;
    const errors = problemsIn(whole, response.status).map(({ code, message, field }) => ({
      code: scrub(code),
      message: scrub(message),
      ...(field !== undefined && { field: scrub(field) }),
    }));
    const id = REQUEST_IDS.map((name) => response.headers.get(name)).find((value) => value !== null);
    return new PlatformError(what, errors, response.status, id && scrub(id));
  }
  if (thrown instanceof RefusedAnswer) {
    const { code, message, status } = thrown;
    return new PlatformError(what, [{ code, message }], status);
  }
  if (isTimeoutError(thrown)) {
    return new PlatformError(what, [{ code: 'platform_timeout', message: 'No answer came in time.' }]);
  }
  if (isNetworkError(thrown)) {
    const message = `The platform could not be reached (${readReason(thrown.cause)}).`;
    return new PlatformError(what, [{ code: 'platform_unreachable', message }]);
  }
  return thrown;
}

/** The reason of fetch's failure: the innermost error's code, such as ECONNREFUSED, or else its message. */
function readReason(failure: unknown): string {
  const { cause, code, message } = Object(failure);
  return cause === undefined ? String(code ?? message) : readReason(cause);
}

/** Reads the problems in the body of a failed request: `{errors}`, `{message}`, text, HTML, or nothing. */
function problemsIn(body: unknown, status: number): PlatformProblem[] {
  const code = `http_${status}`;
  if (typeof body === 'string') {
    const parsed = body.trimStart().startsWith('{') ? objectIn(body) : undefined;
    return parsed ? problemsIn(parsed, status) : [{ code, message: readPageText(body) || NO_REASON }];
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

/** The characters of a page that fit into a message. */
const LONGEST = 200;

/** Reads the text of a page of HTML without its markup, cut after 200 characters. */
export function readPageText(page: string): string {
  const text = page.replace(/<(style|script)\b.*?<\/\1>|<[^>]*>/gis, ' ').replace(/\s+/g, ' ');
  return text.trim().slice(0, LONGEST);
}
