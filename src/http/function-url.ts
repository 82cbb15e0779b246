import type { Context as LambdaContext } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { createConsoleLogger, type Logger } from '../core/logger.ts';
import { installUncaughtHandlers } from '../core/uncaught.ts';
import { readSandbox, type SandboxConfig } from '../lambda/event.ts';
import type { Problem } from '../shared/errors.ts';
import { malformedRequest, tooLarge } from '../shared/failures.ts';
import { stringify } from '../shared/intrinsics.ts';
import { FAILED } from '../shared/invocation.ts';
import { LAMBDA_PAYLOAD_LIMIT } from '../shared/limits.ts';
import { HttpFailure, JSON_HEADERS, rejectRequest } from './answer.ts';
import { type AppConfig, createApp } from './app.ts';
import { HOST, type Host } from './host.ts';

/** The configuration of a Function URL's handler. */
export interface UrlConfig extends AppConfig, SandboxConfig {}

/** A Lambda handler of HTTP events. */
export type UrlHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/**
 * Makes the Lambda handler of an extension behind a Function URL, an API Gateway or a load balancer. It never rejects:
 * every problem becomes an answer.
 * @throws ExtensionError without a system token
 */
export function createUrlHandler(config: UrlConfig): UrlHandler {
  const app = createApp(config);
  const logger = config.logger ?? createConsoleLogger();
  return async (event, context) => {
    installUncaughtHandlers(logger);
    let reachedApp = false;
    const fetch = (request: Request) => {
      reachedApp = true;
      return app.fetch(request, { [HOST]: readEventHost(event, context, config) });
    };
    try {
      // Hono would turn any other event into an empty GET.
      const isHttp = Object(event).requestContext instanceof Object;
      const result = isHttp && (await handle({ fetch } as unknown as Hono)(event as never, context as never));
      if (result && reachedApp)
        return fitsLambda(result) ? result : rejectEvent(result, FAILED, tooLarge(LAMBDA_PAYLOAD_LIMIT), logger);
    } catch {
      // Hono throws for an event that it does not know.
    }
    return rejectEvent({ headers: JSON_HEADERS, isBase64Encoded: false }, 400, malformedRequest(), logger);
  };
}

/** Logs an event that does not become a call, and makes its result. */
function rejectEvent(result: object, statusCode: number, problem: Problem, logger: Logger): object {
  const { body } = rejectRequest(new HttpFailure(statusCode, problem), logger);
  return { ...result, statusCode, body };
}

/** Reads the facts about the request from the sandbox and the event. */
function readEventHost(event: unknown, context: LambdaContext, config: UrlConfig): Host {
  const sandbox = readSandbox(context, config);
  const { http, identity } = Object((event as { requestContext?: unknown }).requestContext);
  return { ...sandbox, ids: { ...sandbox.ids, remote: (http ?? identity)?.sourceIp } };
}

/** The most bytes of one UTF-16 unit of a JSON body inside the JSON of a result. */
const MAX_UNIT_BYTES = 3;
/** The most bytes of a result beside its body. */
const MAX_HEAD_BYTES = 4096;

/** Whether a result fits into Lambda's limit as JSON, in which its body is a text with escaped quotes. */
function fitsLambda(result: { readonly body: string }): boolean {
  const surelyFits = result.body.length * MAX_UNIT_BYTES + MAX_HEAD_BYTES <= LAMBDA_PAYLOAD_LIMIT;
  return surelyFits || Buffer.byteLength(stringify(result)) <= LAMBDA_PAYLOAD_LIMIT;
}
