import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SentAddress } from '../transport/transport.ts';
import { readFunctionName } from './function-name.ts';
import { toPayload } from './invoke-answer.ts';
import {
  fromElsewhere,
  functionNotFound,
  invalidClientContext,
  invalidPayload,
  LambdaError,
  longClientContext,
  requestTooLarge,
  serviceFailed,
  toErrorResponse,
  unknownInvocationType,
  unknownOperation,
} from './lambda-error.ts';
import type { LiveModule } from './live-module.ts';
import { toLogTail } from './log-tail.ts';

/** The functions of an account that has nothing else. */
export interface InvokeSettings {
  /** Finds the module of a function by its name. */
  readonly findModule: (name: string) => LiveModule | undefined;
  /** Milliseconds that a call has. */
  readonly timeout: number;
  /** Takes the secrets out of a text of the log. */
  readonly clean: (text: string) => string;
}

/** The most bytes of a request's payload on Lambda. */
const REQUEST_LIMIT = 6_291_456;

/** The most characters of a client context. */
const CONTEXT_LIMIT = 3_583;

type Env = { Variables: { requestId: string } };

/**
 * Makes the routes of AWS Lambda's API: Invoke, so that AWS SDKs and the AWS CLI call functions here unchanged. Any program of
 * this machine may send a request, but no web page and no proxy.
 */
export function createInvokeApi(settings: InvokeSettings): Hono<Env> {
  const api = new Hono<Env>();
  api.use(async (c, next) => {
    c.set('requestId', randomUUID());
    const headers = Object.keys(c.req.header());
    if (headers.some((name) => FROM_ELSEWHERE.test(name))) throw fromElsewhere();
    await next();
  });
  const onError = () => {
    throw requestTooLarge(REQUEST_LIMIT);
  };
  api.post('/2015-03-31/functions/:name/invocations', bodyLimit({ maxSize: REQUEST_LIMIT, onError }), (c) =>
    invoke(c, settings),
  );
  api.all('/2015-03-31/*', (c) => {
    throw unknownOperation(c.req.method, c.req.path);
  });
  api.onError((error, c) => {
    const known = error instanceof LambdaError ? error : serviceFailed(settings.clean(error.message));
    return toErrorResponse(known, c.get('requestId'));
  });
  return api;
}

/** Browsers send an origin, and proxies and tunnels say for whom they ask. */
const FROM_ELSEWHERE = /^(origin|forwarded|via|x-forwarded-.+|cf-connecting-ip)$/;

async function invoke(c: Context<Env>, { findModule, timeout, clean }: InvokeSettings): Promise<Response> {
  const requestId = c.get('requestId');
  const { name, arn } = readFunctionName(String(c.req.param('name')), c.req.query('Qualifier'));
  const module = findModule(name);
  if (!module) throw functionNotFound(arn);
  const type = c.req.header('x-amz-invocation-type') ?? 'RequestResponse';
  if (type !== 'RequestResponse' && type !== 'DryRun') throw unknownInvocationType(type);
  const clientContext = readClientContext(c.req.header('x-amz-client-context'));
  const options = readPayload(await c.req.text());
  if (type === 'DryRun') return new Response(null, { status: 204, headers: toHeaders(requestId) });
  const { result } = await module.call({
    address: clientContext as SentAddress,
    options,
    timeout,
    ids: { awsRequestId: requestId },
  });
  const { payload, isError } = toPayload(result, requestId, timeout);
  const headers = {
    ...toHeaders(requestId),
    ...(isError && { 'x-amz-function-error': 'Unhandled' }),
    ...(c.req.header('x-amz-log-type') === 'Tail' && { 'x-amz-log-result': toLogTail(result.trace, requestId, clean) }),
  };
  return new Response(payload, { headers });
}

function toHeaders(requestId: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-amzn-requestid': requestId,
    'x-amz-executed-version': '$LATEST',
  };
}

/** Reads the client context; an empty one if there is none. @throws LambdaError */
function readClientContext(given = ''): object {
  if (given === '') return {};
  if (given.length > CONTEXT_LIMIT) throw longClientContext(given.length, CONTEXT_LIMIT);
  try {
    const context: unknown = JSON.parse(Buffer.from(given, 'base64').toString());
    if (typeof context === 'object' && context !== null && !Array.isArray(context)) return context;
  } catch {
    // It is no JSON.
  }
  throw invalidClientContext();
}

/** Checks the JSON of a payload. An invocation without one has an empty event. @throws LambdaError */
function readPayload(text: string): string {
  if (text === '') return '{}';
  try {
    JSON.parse(text);
    return text;
  } catch (thrown) {
    throw invalidPayload((thrown as Error).message);
  }
}
