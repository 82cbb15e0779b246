import { type Context, Hono } from 'hono';
import { createConsoleLogger, type Logger, writeLine } from '../core/log.ts';
import { methodNotAllowed, notFound, serverFailed, serverStopping } from '../failures.ts';
import { HttpFailure, refuse, toAnswer } from './http-answer.ts';
import { type CallConfig, createCall } from './http-call.ts';
import { factsOf, hostOf, reply } from './http-host.ts';

/** What an extension is made of that is called over HTTP. */
export interface AppConfig extends CallConfig {
  /** A path that all routes are under, such as the `/stage` of an API Gateway. Default: none. */
  readonly basePath?: string;
}

/** Every path there is, and the one method that it answers to. */
export const ROUTES: Readonly<Record<string, string>> = {
  '/function': 'POST',
  '/': 'GET',
  '/healthCheck': 'GET',
  '/livez': 'GET',
  '/readyz': 'GET',
};

/**
 * Makes the Hono app that a server stack of integrator.io calls: `POST /function` with the system token, and the routes
 * by which a balancer asks how it is. Whatever it answers is JSON, or nothing at all.
 * @throws ExtensionError where there is no system token
 */
export function createApp(config: AppConfig): Hono {
  const logger = config?.logger ?? createConsoleLogger();
  const call = createCall(config);
  const app = new Hono({ strict: false }).basePath(config.basePath ?? '/');
  for (const [path, method] of Object.entries(ROUTES)) {
    app.on(method, path, method === 'POST' ? call : (c) => replyHealthy(c, path, logger));
    app.all(path, () => {
      throw new HttpFailure(405, methodNotAllowed(method), { headers: { allow: method } });
    });
  }
  app.notFound((c) => reply(c, refuse(new HttpFailure(404, notFound()), logger, factsOf(c))));
  app.onError((thrown, c) => reply(c, refuse(failureOf(thrown), logger, factsOf(c))));
  return app;
}

function replyHealthy(c: Context, path: string, logger: Logger): Response {
  if (path === '/readyz' && hostOf(c).stopping) throw new HttpFailure(503, serverStopping());
  writeLine(logger, 'debug', 'request answered', () => ({ ...factsOf(c), status: 200 }));
  return reply(c, toAnswer(200, { success: true }));
}

/** Of what nobody foresaw only the log tells more. */
function failureOf(thrown: Error): HttpFailure {
  return thrown instanceof HttpFailure ? thrown : new HttpFailure(500, serverFailed(), { cause: thrown });
}
