import type { Context as LambdaContext } from 'aws-lambda';
import type { LevelledLine } from '../core/logger.ts';
import { checkDelivery, resolveLimit } from '../core/response.ts';
import { readProblems, readStack, toExtensionError } from '../shared/errors.ts';
import { LAMBDA_PAYLOAD_LIMIT } from '../shared/limits.ts';
import { measureCall, type RecordedCall } from './create-recording.ts';
import type { HttpExchange, RecordedAddress } from './recording.ts';

/** A call as middy's middlewares see it. */
export interface MiddyCall {
  readonly event: unknown;
  readonly context: LambdaContext;
  readonly response?: unknown;
  readonly error?: unknown;
}

/** A call that is being recorded. */
export interface RecordedInFlight {
  readonly when: Date;
  readonly started: number;
  /** JSON, as the function got them. */
  readonly options: string | undefined;
  readonly address: unknown;
  readonly lines: LevelledLine[];
  /** Whether its function or a middleware threw. */
  isFailed?: boolean;
  /** Lists the requests of the function; absent if they are not recorded. */
  readonly listHttp: (() => readonly HttpExchange[]) | undefined;
}

/** A call with everything that is recorded of it. */
export type EndedCall = RecordedCall & Required<Pick<RecordedCall, 'bytes' | 'http' | 'logs'>>;

/** Said in a recording whose requests are missing although they were asked for. */
const TOO_EARLY: LevelledLine = {
  level: 'warn',
  message: 'The HTTP requests of this call are not recorded: it began before the recorder was ready.',
};

/** Makes the call to record of one that has been answered, with its response or its problems. */
export function toRecordedCall(call: RecordedInFlight, request: MiddyCall, ms: number, http: boolean): EndedCall {
  const { address, lines, when, listHttp, options } = call;
  const ended = readEnd(call, request);
  const kind = lines.findLast((line) => typeof line.kind === 'string')?.kind;
  return {
    source: 'deployed',
    when,
    build: request.context.functionVersion ?? '$LATEST',
    address: toAddress(address),
    ...(typeof kind === 'string' && { kind }),
    options: options === undefined ? undefined : JSON.parse(options),
    ...ended,
    logs: http && !listHttp ? [...lines, TOO_EARLY] : lines,
    ms,
    bytes: measureCall(options, ended.response),
    http: listHttp?.() ?? [],
  };
}

/** The address without ids and fields of others: they may be of any type. */
function toAddress(sent: unknown): RecordedAddress {
  const { function: name, type, diy, _connectorId, maxResponseSize } = Object(sent);
  return {
    function: typeof name === 'string' ? name : '',
    ...(typeof type === 'string' && { type }),
    ...(typeof diy === 'boolean' && { diy }),
    ...(typeof _connectorId === 'string' && { _connectorId }),
    ...(typeof maxResponseSize === 'number' && { maxResponseSize }),
  };
}

/** The response, or the problems: the handler refuses responses that are no JSON data, or too large, after this. */
function readEnd(
  { address, isFailed }: RecordedInFlight,
  { response, error }: MiddyCall,
): Pick<RecordedCall, 'response' | 'problems' | 'stack'> {
  try {
    // Another middleware may answer a failed call.
    if (isFailed && response === undefined) throw error;
    checkDelivery(response, resolveLimit(Object(address).maxResponseSize, LAMBDA_PAYLOAD_LIMIT));
    return { response: response ?? null };
  } catch (thrown) {
    const stack = readStack(toExtensionError(thrown).cause);
    return { problems: readProblems(thrown), ...(typeof stack === 'string' && { stack }) };
  }
}

/** The bytes of JSON that a call holds beside its options: about. */
export function measureMore({ bytes, http, logs }: EndedCall): number {
  const bodies = http.map(({ requestBody = '', responseBody = '' }) => requestBody.length + responseBody.length);
  return bodies.reduce((sum, one) => sum + one, logs.length * 256 + bytes.response);
}
