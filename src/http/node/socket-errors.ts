import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from '../../core/logger.ts';
import type { Problem } from '../../shared/errors.ts';
import { expectationFailed, headersTooLarge, malformedRequest, requestTimeout } from '../../shared/failures.ts';
import { type HttpAnswer, HttpFailure, reject, toAnswer } from '../answer.ts';
import { closeAfterwards, hangUp } from './close.ts';
import { send } from './listener.ts';

/** What node's parser gives up for, and how that is answered; anything else is a malformed request. */
const FAILURES: Readonly<Record<string, [number, () => Problem]>> = {
  HPE_HEADER_OVERFLOW: [431, headersTooLarge],
  ERR_HTTP_REQUEST_TIMEOUT: [408, requestTimeout],
};

/**
 * Answers with JSON what node refuses before the app hears of it, and would answer without a body.
 * @param running the responses to requests that are being worked on
 */
export function answerSocketErrors(server: Server, running: Iterable<ServerResponse>, logger: Logger): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // The caller has gone, or has been answered: the parser complains again of every further piece of what it gave up.
    if (!socket.writable) return;
    const here = [...running].filter((outgoing) => outgoing.req.socket === socket);
    const lastCall = here.findLast((outgoing) => outgoing.req.complete);
    if (lastCall) return closeAfterwards(lastCall);
    const [status, toProblem] = FAILURES[`${error.code}`] ?? [400, malformedRequest];
    const problem = toProblem();
    // A request that has begun will be logged by the app, which never sees its end.
    const begun = here.length > 0;
    write(
      socket as Socket,
      begun ? toAnswer(status, { errors: [problem] }) : reject(new HttpFailure(status, problem), logger),
    );
  });
  server.on('checkExpectation', (_: IncomingMessage, outgoing: ServerResponse) =>
    send(outgoing, reject(new HttpFailure(417, expectationFailed()), logger)),
  );
}

function write(socket: Socket, { status, headers, body }: HttpAnswer): void {
  const head = { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  hangUp(socket);
}
