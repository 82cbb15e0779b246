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
  // An internal of Node, which calls this method after the last answer of a connection. Tried with Node 22.23.3 and
  // 24.21.0; close.test.ts fails if it changes.
  socket.destroySoon = () => hangUp(socket);
}

/**
 * Closes the connection after an answer that precedes the end of its request: otherwise the rest must be read first.
 */
export function closeIfUnread(outgoing: ServerResponse): void {
  if (!outgoing.req.complete) closeAfterAnswer(outgoing);
}

/**
 * Ends a connection whose client may still be sending. To close it at once would reset it, and the client could lose
 * its answer. So this end is closed, and incoming data is dropped until the client closes too, for at most 30 s.
 */
export function hangUp(socket: Socket): void {
  const destroy = () => void socket.destroy();
  const total = setTimeout(destroy, MAX_CLOSING_TIME).unref();
  const silence = setTimeout(destroy, MAX_SILENCE).unref();
  socket.end();
  // Removes Node's parser, which would receive further requests. Before the next tick Node would resume it. Tried with
  // Node 22.23.3 and 24.21.0; close.test.ts fails if it changes.
  socket.resume();
  process.nextTick(() =>
    socket.removeAllListeners('data').on('data', (chunk) => {
      silence.refresh();
      release(chunk);
    }),
  );
  socket.once('close', () => {
    clearTimeout(total);
    clearTimeout(silence);
  });
}

/** Frees the memory of a dropped chunk: the garbage collector would first let 100 MB of them pile up. */
function release({ buffer, length }: Buffer): void {
  // A smaller chunk may share its memory with others.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === length) buffer.transfer(0);
}
