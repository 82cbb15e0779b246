import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppConfig } from '../app.ts';
import { routesUnder } from '../routes.ts';
import { type HeartbeatConfig, InFlightRequests } from './in-flight.ts';
import { readPath } from './incoming-call.ts';
import { createListener } from './listener.ts';

/** What a middleware is made of. */
export interface MiddlewareConfig extends AppConfig, HeartbeatConfig {}

/** A middleware of Express, Connect and whatever else calls them alike. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Makes a middleware of an extension, for an app that has a server: `app.use('/extension', createMiddleware(config))`.
 * It may stand before or behind a body parser. What is none of its routes is left to the rest of the app, and so are
 * the process, its signals and its errors.
 * @throws ExtensionError where there is no system token
 */
export function createMiddleware(config: MiddlewareConfig): Middleware {
  const listener = createListener(config);
  const work = new InFlightRequests(config);
  const { methodAt } = routesUnder(config.basePath);
  return (request, response, next) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (methodAt(readPath(request.url)) !== method) return next();
    work.add(response);
    listener(request, response);
  };
}
