import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createConsoleLogger } from '../../core/logger.ts';
import { malformedRequest } from '../../shared/failures.ts';
import { type HttpAnswer, HttpFailure, rejectRequest } from '../answer.ts';
import { type AppConfig, buildApp } from '../app.ts';
import { type CallHandler, createCallHandler } from '../call.ts';
import { HOST, type Host } from '../host.ts';
import { createRoutes } from '../routes.ts';
import { closeIfUnread } from './close.ts';
import { IncomingCall, readIds, readPath } from './incoming-call.ts';

/**
 * Answers node's requests: calls directly, because a Request and a Response would double their time; all others through
 * the app. The process's own Request and Response stay as they are.
 * @param readHost reads the host's facts about a request that is no call
 * @throws ExtensionError without a system token
 */
export function createListener(config: AppConfig, tell?: () => Host): RequestListener {
  const call = createCallHandler(config);
  const { call: path } = createRoutes(config.basePath);
  const others = createAppListener(call, config, tell);
  return (incoming, outgoing) => {
    // Stryker disable next-line ConditionalExpression,EqualityOperator,StringLiteral: the app answers it too, slower
    if (incoming.method !== 'POST' || readPath(incoming.url) !== path) return others(incoming, outgoing);
    call(new IncomingCall(incoming)).then((answer) => send(outgoing, answer));
  };
}

/** Sends an answer, unless one has been sent. */
export function send(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (outgoing.headersSent) return;
  closeIfUnread(outgoing);
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

function createAppListener(call: CallHandler, config: AppConfig, tell: (() => Host) | undefined): RequestListener {
  const app = buildApp(call, config);
  const { logger = createConsoleLogger() } = config;
  return getRequestListener(
    async (fetched, { incoming, outgoing }) => {
      const request = new IncomingCall(incoming as IncomingMessage);
      const host: Host = { ...tell?.(), request, ids: readIds(incoming as IncomingMessage) };
      const response = await app.fetch(fetched, { incoming, [HOST]: host });
      closeIfUnread(outgoing as ServerResponse);
      return response;
    },
    {
      overrideGlobalObjects: false,
      // Node drops the unread rest of a request, or its connection.
      autoCleanupIncoming: false,
      // HTTP/1.0 requests need no host, and nothing here uses its name.
      hostname: 'localhost',
      errorHandler: () => {
        const answer = rejectRequest(new HttpFailure(400, malformedRequest()), logger);
        return new Response(answer.body, answer);
      },
    },
  ) as RequestListener;
}
