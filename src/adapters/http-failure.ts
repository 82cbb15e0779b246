import type { Problem } from '../errors.ts';

/** A request that never becomes a call, or that a host could not answer: what is wrong with it, and its status. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    problem: Problem,
    { headers = {}, ...options }: ErrorOptions & { headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(problem.message, options);
    this.status = status;
    this.problem = problem;
    this.headers = headers;
  }
}

/** What is thrown as the failure it is answered as: anything unforeseen is a 500 that says nothing of its cause. */
export function failureOf(thrown: unknown, unforeseen: () => HttpFailure): HttpFailure {
  return thrown instanceof HttpFailure ? thrown : unforeseen();
}
