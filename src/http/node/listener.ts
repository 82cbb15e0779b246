import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createConsoleLogger } from '../../core/logger.ts';
import { malformedRequest } from '../../shared/failures.ts';
import { type HttpAnswer, HttpFailure, rejectRequest } from '../answer.ts';
import { type AppConfig, buildApp } from '../app.ts';
import { type CallHandler, createCallHandler, type ServerParts } from '../call.ts';
import { HOST, type Host } from '../host.ts';
import { createRoutes } from '../routes.ts';
import { closeIfUnread } from './close.ts';
import { IncomingCall, readIds, readLogFields, readPath } from './incoming-call.ts';

/**
 * Answers Node's requests: calls directly, because a Request and a Response would double their time, and all others
 * through the app. The global Request and Response stay unchanged.
 * @param readHost reads the host's facts for requests other than calls
 * @throws ExtensionError without a system token
 */
export function createListener(config: AppConfig, readHost?: () => Host, parts?: ServerParts): RequestListener {
  const call = createCallHandler(config, parts);
  const { call: path } = createRoutes(config.basePath);
  const others = createAppListener(call, config, readHost);
  return (incoming, outgoing) => {
    // Stryker disable next-line ConditionalExpression,EqualityOperator,StringLiteral: the app answers it too, slower
    if (incoming.method !== 'POST' || readPath(incoming.url) !== path) return others(incoming, outgoing);
    call(new IncomingCall(incoming)).then((answer) => send(outgoing, answer));
  };
}

/** Sends an answer, unless one has been sent before. */
export function send(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (outgoing.headersSent) return;
  closeIfUnread(outgoing);
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

function createAppListener(call: CallHandler, config: AppConfig, readHost: (() => Host) | undefined): RequestListener {
  const app = buildApp(call, config);
  const { logger = createConsoleLogger() } = config;
  const fetchApp: Parameters<typeof getRequestListener>[0] = async (fetched, { incoming, outgoing }) => {
    const request = new IncomingCall(incoming as IncomingMessage);
    const host: Host = { ...readHost?.(), request, ids: readIds(incoming as IncomingMessage) };
    const response = await app.fetch(fetched, { incoming, [HOST]: host });
    closeIfUnread(outgoing as ServerResponse);
    return response;
  };
  return (incoming, outgoing) => {
    const listen = getRequestListener(fetchApp, {
      overrideGlobalObjects: false,
      // closeIfUnread handles the unread rest of a request.
      autoCleanupIncoming: false,
      // Used for HTTP/1.0 requests without a host.
      hostname: 'localhost',
      errorHandler: () => {
        const failure = new HttpFailure(400, malformedRequest());
        const answer = rejectRequest(failure, logger, readLogFields(incoming));
        return new Response(answer.body, answer);
      },
    });
    return listen(incoming, outgoing);
  };
}
