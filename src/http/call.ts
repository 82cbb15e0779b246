import type { ExtensionConfig } from '../core/config.ts';
import { createExtension } from '../core/extension.ts';
import { createConsoleLogger } from '../core/logger.ts';
import { serverBusy, serverFailed } from '../shared/failures.ts';
import { isArray } from '../shared/intrinsics.ts';
import { FAILED, type Invocation } from '../shared/invocation.ts';
import { type HttpAnswer, HttpFailure, rejectRequest, toAnswer } from './answer.ts';
import { createAuthorizer, type SystemToken } from './token.ts';

/** The configuration of calls over HTTP. */
export interface CallConfig extends ExtensionConfig {
  /** The system token of the stack record, several that are valid at once, or a function that reads them. */
  readonly systemToken: SystemToken;
  /** The most bytes of a request's body. Default 50 MB. */
  readonly bodyLimit?: number;
  /** Milliseconds after which a pending call is answered `function_timeout`. Default: never. */
  readonly timeout?: number;
}

/** A `POST /function`, from any host. */
export interface CallRequest extends Pick<Invocation, 'timeout' | 'capacity'> {
  /** The ids of the request for the log. */
  readonly ids: NonNullable<Invocation['ids']>;
  header(name: string): string | undefined;
  /** Reads the JSON of the body. Rejects with an HttpFailure if there is none, or more than `limit` bytes. */
  json(limit: number): Promise<unknown>;
}

/** Answers a `POST /function`; never rejects. */
export type CallHandler = (request: CallRequest) => Promise<HttpAnswer>;

const BODY_LIMIT = 50 * 1024 * 1024;

const { randomUUID } = process.getBuiltinModule('node:crypto');

/**
 * Makes the handler of `POST /function`: request to invocation, outcome to answer.
 * @throws ExtensionError without a system token
 */
export function createCallHandler(config: CallConfig): CallHandler {
  const read = createEnvelopeReader(config);
  const extension = createExtension(config);
  const { logger = createConsoleLogger(), timeout = Infinity } = config;
  // One random id and a counter: an id for each request would take as long as checking its token.
  const id = randomUUID();
  let requests = 0;
  return async (request) => {
    try {
      const envelope = await read(request);
      const outcome = await extension.invoke(toInvocation(request, envelope, timeout, `${id}-${++requests}`));
      if (outcome.ok) return toAnswer(200, outcome.response);
      return toAnswer(FAILED, { errors: outcome.error.problems });
    } catch (thrown) {
      return rejectRequest(toFailure(thrown), logger, request.ids);
    }
  };
}

/** Makes the reader of envelopes: the token is valid in the header, or without a header in the body. */
function createEnvelopeReader(config: CallConfig): (request: CallRequest) => Promise<Record<string, unknown>> {
  const authorize = createAuthorizer(config?.systemToken);
  const { bodyLimit = BODY_LIMIT } = config;
  const readUnauthenticated = createUnauthenticatedReader(bodyLimit);
  return async (request) => {
    const authorization = request.header('authorization');
    if (authorization === undefined) {
      const envelope = toFields(await readUnauthenticated(request));
      await authorize(envelope.access_token);
      return envelope;
    }
    // Authorized before the body is read: an unauthenticated body is not worth reading.
    await authorize(/^Bearer +(\S+)$/i.exec(authorization)?.[1]);
    return toFields(await request.json(bodyLimit));
  };
}

/** The fields of an envelope. Other types have none: the core names what is missing. */
function toFields(sent: unknown): Record<string, unknown> {
  // A text would have a field for each character, and a list for each element.
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

/** Unexpected errors answer 500; details only go to the log. */
function toFailure(thrown: unknown): HttpFailure {
  return thrown instanceof HttpFailure ? thrown : new HttpFailure(500, serverFailed(), { cause: thrown });
}

/** The number of the largest bodies that may be read at once. */
const BODIES = 4;

/**
 * Makes the reader for requests without a token in their header. All bodies read at once take no more memory than 4 of
 * the largest.
 * @param limit the most bytes of one body
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
