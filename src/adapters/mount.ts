import type { IncomingMessage, ServerResponse } from 'node:http';
import { createConsoleLogger } from '../core/log.ts';
import { type AppConfig, createApp, ROUTES } from './http.ts';
import { createListener, keepAwake } from './http-listener.ts';

/** What a middleware is made of. */
export interface MiddlewareConfig extends AppConfig {
  /** Milliseconds after which `102 Processing` is written while a call runs, again and again. Default 0: never. */
  readonly heartbeat?: number;
}

/** A middleware of Express, Connect and whatever else calls them alike. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/**
 * Makes a middleware of an extension, for an app that has a server: `app.use('/extension', createMiddleware(config))`.
 * It may stand before or behind a body parser. What is none of its routes is left to the rest of the app, and so are
 * the process, its signals and its errors.
 * @throws ExtensionError where there is no system token
 */
export function createMiddleware(config: MiddlewareConfig): Middleware {
  const listener = createListener(createApp(config), config.logger ?? createConsoleLogger(), toHost);
  const routes = new Map(Object.entries(ROUTES).map(([path, method]) => [join(config.basePath, path), method]));
  return (request, response, next) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    if (routes.get(join(pathOf(request))) !== method) return next();
    keepAwake(response, config.heartbeat ?? 0);
    listener(request, response);
  };
}

/** A parser that has read the body has left it on the request. */
function toHost(request: IncomingMessage): { read?: { body: unknown } } {
  return request.readableEnded ? { read: { body: (request as { body?: unknown }).body } } : {};
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

/** One path of several, with no slash but those between its names. */
function join(...parts: (string | undefined)[]): string {
  return parts.join('/').split('/').filter(Boolean).join('/');
}
