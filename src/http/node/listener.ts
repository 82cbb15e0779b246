import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createConsoleLogger } from '../../core/logger.ts';
import { malformedRequest } from '../../shared/failures.ts';
import { type HttpAnswer, HttpFailure, reject } from '../answer.ts';
import { type AppConfig, toApp } from '../app.ts';
import { type CallHandler, createCallHandler } from '../call.ts';
import { HOST, type Host } from '../host.ts';
import { routesUnder } from '../routes.ts';
import { closeUnread } from './close.ts';
import { IncomingCall, readIds, readPath } from './incoming-call.ts';

/**
 * Answers node's own requests: calls directly, for which a Request and a Response would take as long again, and all
 * others by the app. The Request and Response of the process stay what they are.
 * @param tell what the host knows of a request that is no call
 * @throws ExtensionError where there is no system token
 */
export function createListener(config: AppConfig, tell?: () => Host): RequestListener {
  const call = createCallHandler(config);
  const { call: path } = routesUnder(config.basePath);
  const others = createAppListener(call, config, tell);
  return (incoming, outgoing) => {
    // Stryker disable next-line ConditionalExpression,EqualityOperator,StringLiteral: the app answers it too, slower
    if (incoming.method !== 'POST' || readPath(incoming.url) !== path) return others(incoming, outgoing);
    call(new IncomingCall(incoming)).then((answer) => send(outgoing, answer));
  };
}

/** Sends an answer, unless another one has been sent. */
export function send(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (outgoing.headersSent) return;
  closeUnread(outgoing);
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

function createAppListener(call: CallHandler, config: AppConfig, tell: (() => Host) | undefined): RequestListener {
  const app = toApp(call, config);
  const { logger = createConsoleLogger() } = config;
  return getRequestListener(
    async (fetched, { incoming, outgoing }) => {
      const request = new IncomingCall(incoming as IncomingMessage);
      const host: Host = { ...tell?.(), request, ids: readIds(incoming as IncomingMessage) };
      const response = await app.fetch(fetched, { incoming, [HOST]: host });
      closeUnread(outgoing as ServerResponse);
      return response;
    },
    {
      overrideGlobalObjects: false,
      // What is not read of a request is dropped by node, or with its connection.
      autoCleanupIncoming: false,
      // A request of HTTP/1.0 need not name a host, and nothing is made of its name here.
      hostname: 'localhost',
      errorHandler: () => {
        const answer = reject(new HttpFailure(400, malformedRequest()), logger);
        return new Response(answer.body, answer);
      },
    },
  ) as RequestListener;
}
