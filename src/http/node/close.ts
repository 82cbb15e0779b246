import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The most milliseconds that a connection stays open after its last answer. */
const MAX_CLOSING_TIME = 30_000;
/** The most milliseconds without incoming data. */
const MAX_SILENCE = 5000;

/** Closes the connection after the answer. */
export function closeAfterAnswer(outgoing: ServerResponse): void {
  if (outgoing.headersSent) return;
  outgoing.setHeader('connection', 'close');
  const { socket } = outgoing.req;
  // Node calls this method after the answer.
  socket.destroySoon = () => hangUp(socket);
}

/**
 * Closes the connection after an answer that comes before its request has ended: the rest would have to be read first.
 */
export function closeIfUnread(outgoing: ServerResponse): void {
  if (!outgoing.req.complete) closeAfterAnswer(outgoing);
}

/**
 * Ends a connection whose client may still be sending. Closing it at once would reset it, and the client could lose its
 * answer. So this end is closed, and incoming data is dropped until the client closes too, or for a limited time.
 */
export function hangUp(socket: Socket): void {
  const destroy = () => void socket.destroy();
  const total = setTimeout(destroy, MAX_CLOSING_TIME).unref();
  const silence = setTimeout(destroy, MAX_SILENCE).unref();
  socket.end();
  // Node resumes reading before the next tick if its parser is still there. The parser would then go on and receive
  // further requests.
  socket.resume();
  process.nextTick(() => socket.removeAllListeners('data').on('data', () => silence.refresh()));
  socket.once('close', () => {
    clearTimeout(total);
    clearTimeout(silence);
  });
}
