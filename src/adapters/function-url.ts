import type { Context as LambdaContext } from 'aws-lambda';
import type { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { createConsoleLogger, type Logger } from '../core/log.ts';
import { malformedRequest, tooLarge } from '../failures.ts';
import { FAILED } from '../invocation.ts';
import { type AppConfig, createApp } from './http.ts';
import { type HttpAnswer, HttpFailure, refuse } from './http-answer.ts';
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
      if (heard) return withinLambda(result, logger);
    } catch {
      // Not even the kind of event could be told.
    }
    return refused(new HttpFailure(400, malformedRequest()), logger);
  };
}
