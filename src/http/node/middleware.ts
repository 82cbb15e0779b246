import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AppConfig } from '../app.ts';
import { createRoutes } from '../routes.ts';
import { type HeartbeatConfig, InFlightRequests } from './in-flight.ts';
import { readPath } from './incoming-call.ts';
import { createListener } from './listener.ts';

/** The configuration of a middleware. */
export interface MiddlewareConfig extends AppConfig, HeartbeatConfig {}

/** A middleware for Express, Connect and frameworks with the same signature. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Makes a middleware of an extension for an app with a server: `app.use('/extension', createMiddleware(config))`. It
 * works before or after a body parser. Other routes, the process, its signals and its errors are left to the app.
 * @throws ExtensionError without a system token
 */
export function createMiddleware(config: MiddlewareConfig): Middleware {
  const listener = createListener(config);
  const inFlight = new InFlightRequests(config);
  const { findMethod } = createRoutes(config.basePath);
  return (request, response, next) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (findMethod(readPath(request.url)) !== method) return next();
    inFlight.add(response);
    listener(request, response);
  };
}
