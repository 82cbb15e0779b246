import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Logger } from '../../core/logger.ts';
import type { Problem } from '../../shared/errors.ts';
import {
  expectationFailed,
  headersTooLarge,
  malformedRequest,
  methodNotAllowed,
  requestTimeout,
} from '../../shared/failures.ts';
import { type HttpAnswer, HttpFailure, rejectRequest, toAnswer } from '../answer.ts';
import { closeAfterAnswer, hangUp } from './close.ts';
import { readLogFields } from './incoming-call.ts';
import { send } from './listener.ts';

/** Errors of Node's parser with an answer of their own; all others are malformed requests. */
const FAILURES: Readonly<Record<string, [number, () => Problem]>> = {
  HPE_HEADER_OVERFLOW: [431, headersTooLarge],
  ERR_HTTP_REQUEST_TIMEOUT: [408, requestTimeout],
};

/**
 * Answers with JSON if Node refuses a request before the app sees it: Node's own answer has no body.
 * @param inFlight the responses to the requests in flight
 */
export function answerSocketErrors(server: Server, inFlight: Iterable<ServerResponse>, logger: Logger): void {
  const reject = (status: number, problem: Problem, fields: object, headers: Record<string, string> = {}) =>
    rejectRequest(new HttpFailure(status, problem, { headers }), logger, fields);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // The caller has hung up or has its answer: the parser reports each further chunk again.
    if (!socket.writable) return;
    const onSocket = [...inFlight].filter((outgoing) => outgoing.req.socket === socket);
    const lastCall = onSocket.findLast((outgoing) => outgoing.req.complete);
    if (lastCall) return closeAfterAnswer(lastCall);
    const [status, toProblem] = FAILURES[`${error.code}`] ?? [400, malformedRequest];
    const problem = toProblem();
    // The app logs a request whose headers have arrived, but cannot answer it.
    const isLogged = onSocket.length > 0;
    writeAnswer(
      socket as Socket,
      isLogged ? toAnswer(status, { errors: [problem] }) : reject(status, problem, readSender(socket as Socket)),
    );
  });
  server.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) =>
    send(outgoing, reject(417, expectationFailed(), readLogFields(incoming))),
  );
  // Without a listener, Node would close the connection without an answer.
  server.on('connect', (incoming: IncomingMessage, socket: Duplex) => {
    socket.on('error', socket.destroy.bind(socket));
    writeAnswer(socket as Socket, reject(405, methodNotAllowed('POST'), readLogFields(incoming), { allow: 'POST' }));
  });
}

/** Whether a request names its host as HTTP demands: once, or in HTTP/1.0 at most once. */
export function hasOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

function readSender({ remoteAddress }: Socket): object {
  return { remote: remoteAddress };
}

function writeAnswer(socket: Socket, { status, headers, body }: HttpAnswer): void {
  const head = { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  hangUp(socket);
}
