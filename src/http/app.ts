import { type Context, Hono } from 'hono';
import { createConsoleLogger, type Logger, writeLine } from '../core/logger.ts';
import { methodNotAllowed, notFound, serverStopping } from '../shared/failures.ts';
import { type HttpAnswer, HttpFailure, rejectRequest, toAnswer } from './answer.ts';
import { type CallConfig, type CallHandler, createCallHandler } from './call.ts';
import { toCallRequest } from './hono-request.ts';
import { readHost, toLogFields } from './host.ts';
import { createRoutes, type Route } from './routes.ts';

/** The configuration of an extension behind HTTP. */
export interface AppConfig extends CallConfig {
  /** A path above all routes, such as the `/stage` of an API Gateway. Default: none. */
  readonly basePath?: string;
}

/**
 * Makes the Hono app that integrator.io calls as a server stack: `POST /function` with the system token, and the health
 * routes of balancers. Every answer is JSON or empty.
 * @throws ExtensionError without a system token
 */
export function createApp(config: AppConfig): Hono {
  return buildApp(createCallHandler(config), config);
}

/** Makes the app around a call handler that a host may also use directly. */
export function buildApp(call: CallHandler, { basePath, logger = createConsoleLogger() }: AppConfig): Hono {
  const app = new Hono({ strict: false });
  const routes = createRoutes(basePath);
  app.post(routes.call, async (c) => toResponse(await call(toCallRequest(c))));
  for (const { path, route } of routes.health) app.get(path, (c) => toResponse(answerHealth(c, route, logger)));
  app.notFound((c) => {
    const allow = routes.findMethod(c.req.path);
    const failure = allow
      ? new HttpFailure(405, methodNotAllowed(allow), { headers: { allow } })
      : new HttpFailure(404, notFound());
    return toResponse(rejectRequest(failure, logger, toLogFields(c.req.method, c.req.path, readHost(c).ids)));
  });
  return app;
}

function answerHealth(c: Context, route: Route, logger: Logger): HttpAnswer {
  const host = readHost(c);
  const fields = toLogFields(c.req.method, c.req.path, host.ids);
  if (route === '/readyz' && host.stopping)
    return rejectRequest(new HttpFailure(503, serverStopping()), logger, fields);
  writeLine(logger, 'debug', 'request answered', () => ({ ...fields, status: 200 }));
  return toAnswer(200, { success: true });
}

function toResponse(answer: HttpAnswer): Response {
  return new Response(answer.body, answer);
}
