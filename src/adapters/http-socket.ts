import { type IncomingMessage, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '../core/log.ts';
import type { Problem } from '../errors.ts';
import { expectationFailed, headersTooLarge, malformedRequest, requestTimeout } from '../failures.ts';
import { type HttpAnswer, HttpFailure, refuse, toAnswer } from './http-answer.ts';
import { send } from './http-listener.ts';

/** What node's parser gives up for, and how that is answered; anything else is a malformed request. */
const FAILURES: Readonly<Record<string, [number, () => Problem]>> = {
  HPE_HEADER_OVERFLOW: [431, headersTooLarge],
  ERR_HTTP_REQUEST_TIMEOUT: [408, requestTimeout],
};

/** Milliseconds that a refused client has to read why: closing a socket that data arrives at takes its answer away. */
const LINGER = 1000;

/**
 * Answers with JSON what node refuses before the app hears of it, and would answer without a body.
 * @param running the responses to requests that are being worked on
 */
export function answerUnheard(server: Server, running: Iterable<ServerResponse>, logger: Logger): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // The parser complains again of every further piece of what it has given up.
    if (socket.writableEnded) return;
    const here = [...running].filter((outgoing) => outgoing.req.socket === socket);
    const calls = here.filter((outgoing) => outgoing.req.complete);
    if (calls.length > 0) calls.forEach(closeAfterwards);
    else if (!socket.writable || here.some((outgoing) => outgoing.headersSent)) socket.destroy();
    else {
      const [status, toProblem] = FAILURES[error.code ?? ''] ?? [400, malformedRequest];
      // A request that has begun will be logged by the app, which never sees its end.
      write(socket, here.length > 0 ? toAnswer(status, toProblem()) : refuse(new HttpFailure(status, toProblem()), logger));
    }
  });
  server.on('checkExpectation', (_: IncomingMessage, outgoing: ServerResponse) =>
    send(outgoing, refuse(new HttpFailure(417, expectationFailed()), logger)),
  );
}

/** Has the connection closed once the answer is sent. */
export function closeAfterwards(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.setHeader('connection', 'close');
}

function write(socket: Duplex, { status, headers, body }: HttpAnswer): void {
  const head = { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER).unref();
}
