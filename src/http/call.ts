import type { ExtensionConfig } from '../core/config.ts';
import { createExtension } from '../core/extension.ts';
import { createConsoleLogger } from '../core/logger.ts';
import { callStorage } from '../core/uncaught.ts';
import { serverBusy, serverFailed } from '../shared/failures.ts';
import { isArray } from '../shared/intrinsics.ts';
import { FAILED, type Invocation } from '../shared/invocation.ts';
import { type HttpAnswer, HttpFailure, reject, toAnswer } from './answer.ts';
import { createAuthorizer, type SystemToken } from './token.ts';

/** What calls over HTTP are answered by. */
export interface CallConfig extends ExtensionConfig {
  /** The system token of the stack record, or several that are valid at once, or a function that reads them. */
  readonly systemToken: SystemToken;
  /** The most bytes that the body of a request may have. Default 50 MB. */
  readonly bodyLimit?: number;
  /** Milliseconds after which a call that has not answered is answered `function_timeout`. Default: never. */
  readonly timeout?: number;
}

/** A `POST /function`, whoever received it. */
export interface CallRequest extends Pick<Invocation, 'timeout' | 'capacity'> {
  /** What the log says of it. */
  readonly ids: NonNullable<Invocation['ids']>;
  header(name: string): string | undefined;
  /** The JSON of the body. Rejects with an HttpFailure where there is none, or more than `limit` bytes of it. */
  json(limit: number): Promise<unknown>;
}

/** Answers a `POST /function`; never rejects. */
export type CallHandler = (request: CallRequest) => Promise<HttpAnswer>;

const BODY_LIMIT = 50 * 1024 * 1024;

const { randomUUID } = process.getBuiltinModule('node:crypto');

/**
 * Makes what answers `POST /function`: from the request to its invocation, from the outcome to its answer.
 * @throws ExtensionError where there is no system token
 */
export function createCallHandler(config: CallConfig): CallHandler {
  const read = createReader(config);
  const extension = createExtension(config);
  // Loaded before a server is made: with the first call instead, each request takes a twentieth more.
  callStorage();
  const { logger = createConsoleLogger(), timeout = Infinity } = config;
  // One random id, and a number for each request: an id of its own would take as long as its token.
  const id = randomUUID();
  let requests = 0;
  return async (request) => {
    try {
      const envelope = await read(request);
      const outcome = await extension.invoke(toInvocation(request, envelope, timeout, `${id}-${++requests}`));
      if (outcome.ok) return toAnswer(200, outcome.response);
      return toAnswer(FAILED, { errors: outcome.error.problems });
    } catch (thrown) {
      return reject(toFailure(thrown), logger, request.ids);
    }
  };
}

/** Makes what gives the envelope of a request that comes with a valid token, in its head or, without one, in its body. */
function createReader(config: CallConfig): (request: CallRequest) => Promise<Record<string, unknown>> {
  const admit = createAuthorizer(config?.systemToken);
  const { bodyLimit = BODY_LIMIT } = config;
  const readStranger = createUnauthenticatedReader(bodyLimit);
  return async (request) => {
    const authorization = request.header('authorization');
    if (authorization === undefined) {
      const envelope = toFields(await readStranger(request));
      await admit(envelope.access_token);
      return envelope;
    }
    // Before the body is read: a stranger's is not worth it.
    await admit(/^Bearer +(\S+)$/i.exec(authorization)?.[1]);
    return toFields(await request.json(bodyLimit));
  };
}

/** The fields of an envelope. What is no object has none: the core will name what lacks. */
function toFields(sent: unknown): Record<string, unknown> {
  // A text would have a field for each of its characters, and a list for each of its elements.
  return typeof sent === 'object' && !isArray(sent) ? Object(sent) : {};
}

function toInvocation(
  request: CallRequest,
  envelope: Record<string, unknown>,
  timeout: number,
  _reqId: string,
): Invocation {
  return {
    address: { ...envelope, _reqId, traceId: request.header('traceid') ?? envelope.traceId },
    options: envelope.options,
    timeout: Math.min(timeout, request.timeout ?? Infinity),
    capacity: request.capacity ?? Infinity,
    ids: request.ids,
  };
}

/** Of what nobody foresaw only the log tells more. */
function toFailure(thrown: unknown): HttpFailure {
  return thrown instanceof HttpFailure ? thrown : new HttpFailure(500, serverFailed(), { cause: thrown });
}

/** How many of the largest bodies may be read at once. */
const BODIES = 4;

/**
 * Makes what reads the body of a request that doesn't say in its head who sends it: all that are read at once may hold
 * no more than a few of the largest bodies would.
 * @param limit the most bytes that one body may have
 */
export function createUnauthenticatedReader(limit: number): (request: CallRequest) => Promise<unknown> {
  let free = BODIES * limit;
  return async (request) => {
    const declared = Number(request.header('content-length') ?? limit);
    const size = declared >= 0 && declared < limit ? declared : limit;
    if (size > free) throw new HttpFailure(503, serverBusy(), { headers: { 'retry-after': '1' } });
    free -= size;
    try {
      return await request.json(limit);
    } finally {
      free += size;
    }
  };
}
