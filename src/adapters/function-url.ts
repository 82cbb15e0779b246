import type { Context as LambdaContext } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { createConsoleLogger, type Logger } from '../core/log.ts';
import type { Problem } from '../errors.ts';
import { malformedRequest, tooLarge } from '../failures.ts';
import { FAILED } from '../invocation.ts';
import { type AppConfig, createApp } from './http.ts';
import { HttpFailure, JSON_TYPE, refuse } from './http-answer.ts';
import { HOST, type Host } from './http-host.ts';
import { guardProcess } from './process.ts';
import { CAPACITY, type SandboxConfig, sandboxOf } from './sandbox.ts';

/** What the handler of a Function URL is made of. */
export interface UrlConfig extends AppConfig, SandboxConfig {}

/** A Lambda handler of HTTP events. */
export type UrlHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/** What HTTP is within Lambda: an answer in the shape that the sender of the event reads. */
interface Result {
  readonly statusCode: number;
  readonly body: string;
}

/**
 * Makes the Lambda handler of an extension behind a Function URL, an API Gateway or a load balancer. Never rejects:
 * whatever goes wrong is an answer.
 * @throws ExtensionError where there is no system token
 */
export function createUrlHandler(config: UrlConfig): UrlHandler {
  const app = createApp(config);
  const logger = config.logger ?? createConsoleLogger();
  guardProcess(logger);
  return async (event, context) => {
    let heard = false;
    const fetch = (request: Request) => {
      heard = true;
      return app.fetch(request, { [HOST]: toHost(event, context, config) });
    };
    try {
      const result = (await handle({ fetch } as unknown as Hono)(event as never, context as never)) as Result;
      if (heard) return isCarried(result) ? result : { ...result, ...toResult(FAILED, tooLarge(CAPACITY), logger) };
    } catch {
      // Not even what kind of event it is could be told.
    }
    return { headers: JSON_TYPE, isBase64Encoded: false, ...toResult(400, malformedRequest(), logger) };
  };
}

function toResult(status: number, problem: Problem, logger: Logger): Result {
  const { body } = refuse(new HttpFailure(status, problem), logger);
  return { statusCode: status, body };
}

/** What Lambda and the sender of the event know of the request. */
function toHost(event: unknown, context: LambdaContext, config: UrlConfig): Host {
  const sandbox = sandboxOf(context, config);
  const { http, identity } = Object((event as { requestContext?: unknown }).requestContext);
  return { ...sandbox, ids: { ...sandbox.ids, remote: (http ?? identity)?.sourceIp } };
}

/** The most bytes that a UTF-16 unit of JSON text can take within JSON text. */
const PER_UNIT = 3;
/** Far more than a result takes beside its body. */
const HEAD = 4096;

/** Whether Lambda can carry a result: its body is a text within it, with every quote escaped. */
function isCarried(result: Result): boolean {
  const sure = result.body.length * PER_UNIT + HEAD <= CAPACITY;
  return sure || Buffer.byteLength(JSON.stringify(result)) <= CAPACITY;
}
