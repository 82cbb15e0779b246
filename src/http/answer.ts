import { type Logger, writeLine } from '../core/logger.ts';
import { type Problem, readStack } from '../shared/errors.ts';
import { stringify } from '../shared/intrinsics.ts';
import { crypto } from './crypto.ts';

/** An HTTP answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or empty. */
  readonly body: string;
}

/** The headers of every answer with a body. */
export const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/** Makes an answer with a value's JSON; the body for `undefined` is empty. */
export function toAnswer(status: number, value: unknown, headers: HttpAnswer['headers'] = JSON_HEADERS): HttpAnswer {
  return { status, headers, body: value === undefined ? '' : stringify(value) };
}

/** The reason why a request does not become a call, with its status. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly problem: Problem;
  readonly headers: HttpAnswer['headers'];

  /** @param options.cause goes to the log only */
  constructor(status: number, problem: Problem, options: ErrorOptions & { headers?: HttpAnswer['headers'] } = {}) {
    super(problem.message, options);
    this.status = status;
    this.problem = problem;
    this.headers = options.headers ?? {};
  }
}

/** Logs a request that does not become a call, under an id of its own, and makes its answer. */
export function rejectRequest(failure: HttpFailure, logger: Logger, fields: object = {}): HttpAnswer {
  const { status, problem, headers, cause } = failure;
  writeLine(logger, status < 500 ? 'warn' : 'error', 'request refused', () => ({
    ...fields,
    _reqId: crypto.randomUUID(),
    status,
    problems: [problem],
    stack: readStack(cause),
  }));
  return toAnswer(status, { errors: [problem] }, { ...JSON_HEADERS, ...headers });
}
