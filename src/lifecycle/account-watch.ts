import type { FakeAccount } from '../fake-platform/account.ts';
import type { Failure, FakeRequest, RequestWatch } from '../fake-platform/gate.ts';
import { findSaveProblem } from './find-save-problem.ts';
import type { LifeFaults } from './life-faults.ts';

/** What one call does to the account, and when it is ended. */
export interface WatchedCall {
  /** Its requests in order. */
  readonly requests: FakeRequest[];
  /** The number of changes of documents after which each answer is cut off; undefined: never. */
  readonly abortAfter: number | undefined;
  /** The changes so far. */
  changes: number;
  /** Resolves once the call is ended. */
  readonly ended: Promise<void>;
  readonly end: () => void;
}

/**
 * Watches what functions do to an account: it refuses documents that the platform would not save, and causes the faults
 * of requests.
 */
export class AccountWatch implements RequestWatch {
  readonly #account: () => FakeAccount;
  readonly #limit: { readonly every: number; readonly retryAfter: number } | undefined;
  readonly #calls = new Map<string, WatchedCall>();
  #requests = 0;

  /** @param account read with each request: the account exists once its platform listens */
  constructor(account: () => FakeAccount, { 429: limit }: LifeFaults) {
    this.#account = account;
    this.#limit = typeof limit === 'number' ? { every: limit, retryAfter: 1 } : limit;
  }

  /** Begins to watch the call that a token belongs to. */
  begin(token: string, abortAfter?: number): WatchedCall {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const call = { requests: [], abortAfter, changes: 0, ended, end };
    this.#calls.set(token, call);
    return call;
  }

  before(request: FakeRequest, token: string): Failure | undefined {
    const call = this.#calls.get(token) as WatchedCall;
    call.requests.push(request);
    this.#requests += 1;
    if (hasEnded(call)) return { drop: true };
    if (this.#limit && this.#requests % this.#limit.every === 0) {
      const body = { errors: [{ code: 'rate_limited', message: 'Too many requests.' }] };
      return { status: 429, body, headers: { 'retry-after': String(this.#limit.retryAfter) } };
    }
    const problem = findSaveProblem(request, this.#account());
    return problem && { status: 422, body: { errors: [problem] } };
  }

  after({ method, path, status = 0 }: FakeRequest, token: string): boolean {
    const call = this.#calls.get(token) as WatchedCall;
    if (status < 300 && isChange(method, path)) call.changes += 1;
    if (!hasEnded(call)) return false;
    call.end();
    return true;
  }
}

/** Whether a call is to be ended. */
export function hasEnded({ abortAfter, changes }: WatchedCall): boolean {
  return abortAfter !== undefined && changes >= abortAfter;
}

/** Whether a request makes, changes or deletes a document, a value of a state, or the data of a lookup cache. */
function isChange(method: string, path: string): boolean {
  const parts = path.split('/').slice(2);
  if (method === 'GET' || parts[0] === 'jobs') return false;
  if (parts.includes('state') || parts[2] === 'data') return true;
  return method === 'POST' ? parts.length === 1 : parts.length === 2;
}
