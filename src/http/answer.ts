import { type Logger, writeLine } from '../core/logger.ts';
import { type Problem, readStack } from '../shared/errors.ts';
import { stringify } from '../shared/intrinsics.ts';

/** An answer as it goes on the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or nothing at all. */
  readonly body: string;
}

/** The header of whatever has a body. */
export const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** The answer that is the JSON of a value; that of `undefined` is empty. */
export function toAnswer(status: number, value: unknown, headers: HttpAnswer['headers'] = JSON_TYPE): HttpAnswer {
  return { status, headers, body: value === undefined ? '' : stringify(value) };
}

/** Why a request never becomes a call, and the status that says so. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly problem: Problem;
  readonly headers: HttpAnswer['headers'];

  /** @param options.cause what only the log is told */
  constructor(status: number, problem: Problem, options: ErrorOptions & { headers?: HttpAnswer['headers'] } = {}) {
    super(problem.message, options);
    this.status = status;
    this.problem = problem;
    this.headers = options.headers ?? {};
  }
}

/** Logs a request that never becomes a call, and makes its answer. */
export function reject(failure: HttpFailure, logger: Logger, facts: object = {}): HttpAnswer {
  const { status, problem, headers, cause } = failure;
  writeLine(logger, status < 500 ? 'warn' : 'error', 'request refused', () => ({
    ...facts,
    status,
    problems: [problem],
    stack: readStack(cause),
  }));
  return toAnswer(status, { errors: [problem] }, { ...JSON_TYPE, ...headers });
}
