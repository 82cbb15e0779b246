import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createConsoleLogger } from '../core/log.ts';
import { malformedRequest } from '../failures.ts';
import { type AppConfig, toApp } from './http.ts';
import { type HttpAnswer, HttpFailure, refuse } from './http-answer.ts';
import { type Call, createCall } from './http-call.ts';
import { HOST, type Host } from './http-host.ts';
import { IncomingCall, idsOf, pathOf } from './http-incoming.ts';
import { routesUnder } from './http-routes.ts';

/** Milliseconds that a client has to read why its request was refused before all of it had come. */
export const LINGER = 1000;

/**
 * Answers node's own requests: calls directly, for which a Request and a Response would take as long again, and all
 * others by the app. The Request and Response of the process stay what they are.
 * @param tell what the host knows of a request that is no call
 * @throws ExtensionError where there is no system token
 */
export function createListener(config: AppConfig, tell: () => Host = () => ({})): RequestListener {
  const call = createCall(config);
  const { call: path } = routesUnder(config.basePath);
  const others = createAppListener(call, config, tell);
  return (incoming, outgoing) => {
    if (incoming.method !== 'POST' || pathOf(incoming.url) !== path) return others(incoming, outgoing);
    call(new IncomingCall(incoming)).then((answer) => {
      send(outgoing, answer);
      if (!incoming.complete) dropRest(incoming);
    });
  };
}

/** Sends an answer, unless another one has been sent. */
export function send(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (outgoing.headersSent) return;
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

function createAppListener(call: Call, config: AppConfig, tell: () => Host): RequestListener {
  const app = toApp(call, config);
  const { logger = createConsoleLogger() } = config;
  return getRequestListener(
    (request, { incoming }) => {
      const host: Host = { ...tell(), ids: idsOf(incoming as IncomingMessage) };
      return app.fetch(request, { incoming, [HOST]: host });
    },
    {
      overrideGlobalObjects: false,
      // A request of HTTP/1.0 need not name a host, and nothing is made of its name here.
      hostname: 'localhost',
      errorHandler: () => {
        const answer = refuse(new HttpFailure(400, malformedRequest()), logger);
        return new Response(answer.body, answer);
      },
    },
  ) as RequestListener;
}

/** Takes what still comes of a request for as long as its client needs to read the answer, and no longer. */
function dropRest(incoming: IncomingMessage): void {
  incoming.resume();
  setTimeout(() => {
    if (!incoming.complete) incoming.destroy();
  }, LINGER).unref();
}
