import type { ExtensionConfig } from '../core/config.ts';
import { createExtension, type Extension } from '../core/extension.ts';
import { createConsoleLogger } from '../core/logger.ts';
import { serverFailed } from '../shared/failures.ts';
import { isArray } from '../shared/intrinsics.ts';
import { FAILED, type Invocation } from '../shared/invocation.ts';
import { type HttpAnswer, HttpFailure, rejectRequest, toAnswer } from './answer.ts';
import { crypto } from './crypto.ts';
import { type Authorize, createAuthorizer, type SystemToken } from './token.ts';

/** The configuration of calls over HTTP. */
export interface CallConfig extends ExtensionConfig {
  /** The system token of the stack record, several that are valid at once, or a function that reads them. */
  readonly systemToken: SystemToken;
  /**
   * Whether a request without an `Authorization` header may have its token in the first 64 KB of its body, as
   * `access_token`. Default true. If false, such a request is refused before its body is read.
   */
  readonly bodyToken?: boolean;
  /** The most bytes of a request's body. Default 50 MB. */
  readonly bodyLimit?: number;
  /** Milliseconds after which a pending call is answered `function_timeout`. Default: never. */
  readonly timeout?: number;
}

/** What a tool puts in the place of a server's own parts: the functions run elsewhere, or the token is not at hand. */
export interface ServerParts {
  /** Runs the invocations. Default: the configuration's functions, in this process. */
  readonly extension?: Extension;
  /** Checks the token of a request. Default: against the configuration's system token. */
  readonly authorize?: Authorize;
  /** Tells why a request's Host is not this server's, with its status. Default: any host is. */
  readonly checkHost?: (host: string) => HttpFailure | undefined;
}

/** A `POST /function`, from any host. */
export interface CallRequest extends Pick<Invocation, 'timeout' | 'capacity'> {
  /** The ids of the request for the log. */
  readonly ids: NonNullable<Invocation['ids']>;
  header(name: string): string | undefined;
  /**
   * Reads the JSON of the body. Rejects with an HttpFailure if it is not JSON, or has more than `limit` bytes.
   * @param authorize checks the token in the body before more than its first 64 KB is read, and before it is parsed
   */
  json(limit: number, authorize?: Authorize): Promise<unknown>;
}

/** Answers a `POST /function`. Never rejects. */
export type CallHandler = (request: CallRequest) => Promise<HttpAnswer>;

const BODY_LIMIT = 50 * 1024 * 1024;

/**
 * Makes the handler of `POST /function`: request to invocation, outcome to answer.
 * @throws ExtensionError without a system token
 */
export function createCallHandler(config: CallConfig, parts: ServerParts = {}): CallHandler {
  const read = createEnvelopeReader(config, parts.authorize ?? createAuthorizer(config?.systemToken));
  const extension = parts.extension ?? createExtension(config);
  const { logger = createConsoleLogger(), timeout = Infinity } = config;
  // One random id and a counter: a random id for each request would take as long as checking its token.
  const id = crypto.randomUUID();
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

/** Makes the reader of envelopes. It accepts the token in the header, or in the body of a request without the header. */
function createEnvelopeReader(
  config: CallConfig,
  authorize: Authorize,
): (request: CallRequest) => Promise<Record<string, unknown>> {
  const { bodyLimit = BODY_LIMIT, bodyToken = true } = config;
  return async (request) => {
    const authorization = request.header('authorization');
    if (authorization === undefined && bodyToken) return readFields(await request.json(bodyLimit, authorize));
    // Authorized before the body is read: a refused call costs no memory.
    await authorize(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]);
    return readFields(await request.json(bodyLimit));
  };
}

/** Reads the fields of an envelope. Other types have none, and the core names the missing ones. */
function readFields(body: unknown): Record<string, unknown> {
  // A text has a field for each character, and a list one for each element.
  return typeof body === 'object' && !isArray(body) ? Object(body) : {};
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
