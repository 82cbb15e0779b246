import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Hono } from 'hono';
import type { Logger } from '../core/log.ts';
import { malformedRequest } from '../failures.ts';
import { type HttpAnswer, HttpFailure, refuse } from './http-answer.ts';
import { HOST, type Host } from './http-host.ts';

/** The longest that a timer of the language can wait, in milliseconds: a longer one fires at once. */
const LONGEST = 2 ** 31 - 1;

/** Sends an answer, unless another one has been sent. */
export function send(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (outgoing.headersSent) return;
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
}

/**
 * Runs an app on node's own requests and responses; the Request and Response of the process stay what they are.
 * @param tell what the host knows of a request
 */
export function createListener(app: Hono, logger: Logger, tell: (incoming: IncomingMessage) => Host): RequestListener {
  const answer = (request: Request, { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse }) => {
    const host: Host = {
      ids: { remote: incoming.socket.remoteAddress ?? '' },
      send(said) {
        send(outgoing, said);
        return RESPONSE_ALREADY_SENT;
      },
      ...tell(incoming),
    };
    return app.fetch(request, { incoming, outgoing, [HOST]: host });
  };
  return getRequestListener(answer as Parameters<typeof getRequestListener>[0], {
    overrideGlobalObjects: false,
    // A request of HTTP/1.0 need not name a host, and nothing is made of its name here.
    hostname: 'localhost',
    errorHandler: () => {
      const said = refuse(new HttpFailure(400, malformedRequest()), logger);
      return new Response(said.body, said);
    },
  });
}

/**
 * Writes `102 Processing` every so often until the answer is there: a balancer cuts a connection on which nothing moves.
 * @param every milliseconds; 0 for never
 */
export function keepAwake(outgoing: ServerResponse, every: number): void {
  // Clients older than HTTP/1.1 would take it for the answer.
  if (every <= 0 || every > LONGEST || outgoing.req.httpVersion !== '1.1') return;
  const beat = setInterval(() => {
    if (!outgoing.headersSent) outgoing.writeProcessing();
  }, every).unref();
  outgoing.once('close', () => clearInterval(beat));
}
