export { createUrlHandler, type UrlConfig, type UrlHandler } from './adapters/function-url.ts';
export { type AppConfig, createApp } from './adapters/http.ts';
export { createMiddleware, type Middleware, type MiddlewareConfig } from './adapters/mount.ts';
export { createServer, type ExtensionServer, type ServerConfig } from './adapters/server.ts';
export type { SystemToken, Tokens } from './adapters/token.ts';
