export { type AppConfig, createApp } from './app.ts';
export { createUrlHandler, type UrlConfig, type UrlHandler } from './function-url.ts';
export { createMiddleware, type Middleware, type MiddlewareConfig } from './node/middleware.ts';
export { createServer, type ExtensionServer, type ServerConfig } from './node/server.ts';
export type { SystemToken, TokenList } from './token.ts';
